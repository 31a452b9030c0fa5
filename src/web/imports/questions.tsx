import { Radio } from '@mantine/core';
import { withColumn } from '../../modules/cards/contract.ts';
import type { Mapping, Preview } from './new-import.tsx';
import { fieldWord } from './field-word.ts';

type Question = Preview['questions'][number];

interface ChoicesOf {
  readonly question: Question;
  readonly label: string;
  readonly onChoose: (choice: string) => void;
}

function Choose({ question, label, onChoose }: ChoicesOf) {
  return (
    <Radio.Group label={label} description={question.samples.join(' · ')} onChange={onChoose}>
      <div className="row" style={{ margin: '6px 0', gap: '6px 18px' }}>
        {question.choices.map((choice) => (
          <Radio key={choice} size="xs" value={choice} label={choice} />
        ))}
      </div>
    </Radio.Group>
  );
}

interface QuestionsProps {
  readonly of: readonly Question[];
  readonly mapping: Mapping;
  readonly onMapping: (mapping: Mapping) => void;
}

/** What the file leaves open, each answered by a click. */
export function Questions({ of, mapping, onMapping }: QuestionsProps) {
  return of.map((question) => (
    <div key={`${question.about} ${question.fields.join(' ')}`} className="note">
      {question.about === 'columns' ? (
        <>
          {question.fields.length > 1 ? <p style={{ margin: '0 0 4px' }}>{question.sentence}</p> : null}
          {question.fields.map((field) => (
            <Choose
              key={field}
              question={question}
              label={question.fields.length > 1 ? fieldWord(field) : question.sentence}
              onChoose={(header) => onMapping(withColumn(mapping, field, header))}
            />
          ))}
        </>
      ) : (
        <Choose
          question={question}
          label={question.sentence}
          onChoose={(choice) => onMapping({ ...mapping, [question.about]: choice })}
        />
      )}
    </div>
  ));
}
