import { Checkbox, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { counted } from '../../kernel/text.ts';
import type { Line } from './operations.ts';

export interface Words {
  readonly find: string;
  readonly by: string;
  readonly wholeWords: boolean;
  readonly matchCase: boolean;
}

interface ReplaceProps {
  readonly words: Words;
  readonly selected: number;
  readonly all: number;
  readonly everywhere: boolean;
  readonly onChange: (part: Partial<Words>) => void;
  readonly onEverywhere: (everywhere: boolean) => void;
}

/** What to look for in narratives and what to put in its place. */
export function ReplaceFields({ words, selected, all, everywhere, onChange, onEverywhere }: ReplaceProps) {
  return (
    <>
      <TextInput
        label="Find"
        value={words.find}
        onChange={(event) => onChange({ find: event.currentTarget.value })}
        data-autofocus
        autoComplete="off"
      />
      <TextInput
        mt={8}
        label="Replace by"
        description="Empty takes the words away."
        inputWrapperOrder={['label', 'input', 'description']}
        value={words.by}
        onChange={(event) => onChange({ by: event.currentTarget.value })}
        autoComplete="off"
      />
      <div className="row" style={{ marginTop: 10 }}>
        <Checkbox
          label="Whole words"
          checked={words.wholeWords}
          onChange={(event) => onChange({ wholeWords: event.currentTarget.checked })}
        />
        <Checkbox
          label="Match case"
          checked={words.matchCase}
          onChange={(event) => onChange({ matchCase: event.currentTarget.checked })}
        />
      </div>
      {selected > 0 ? (
        <SegmentedControl
          mt={10}
          aria-label="Where"
          data={[
            { value: 'selected', label: `Selected: ${counted(selected, 'line')}` },
            { value: 'all', label: `All: ${counted(all, 'line')}` },
          ]}
          value={everywhere ? 'all' : 'selected'}
          onChange={(value) => onEverywhere(value === 'all')}
        />
      ) : null}
    </>
  );
}

const PREVIEWED = 100;

/** Each narrative as it is and as it would be. */
export function ReplacePreview({ before, after }: { before: readonly Line[]; after: readonly Line[] }) {
  const was = new Map(before.map((line) => [line.id, line.narrative]));
  const changed = after.filter((line) => was.get(line.id) !== line.narrative);
  if (changed.length === 0) return null;
  return (
    <div className="replace-preview" tabIndex={0} role="region" aria-label="Narratives as they would be">
      {changed.slice(0, PREVIEWED).map((line) => (
        <div key={line.id}>
          <span className="quiet small">{line.cardNumber}</span> <del className="small">{was.get(line.id)}</del>
          <div>{line.narrative}</div>
        </div>
      ))}
      {changed.length > PREVIEWED ? <div className="quiet small">and {changed.length - PREVIEWED} more</div> : null}
    </div>
  );
}

interface CombineProps {
  readonly lines: readonly Line[];
  readonly narrative: string;
  readonly onChange: (narrative: string) => void;
}

/** The words of the one line that several become. */
export function CombineFields({ lines, narrative, onChange }: CombineProps) {
  return (
    <Textarea
      label="Narrative of the combined line"
      description="Left empty, the narratives follow one another."
      inputWrapperOrder={['label', 'input', 'description']}
      placeholder={[...new Set(lines.map((line) => line.narrative))].join('; ')}
      value={narrative}
      onChange={(event) => onChange(event.currentTarget.value)}
      autosize
      minRows={2}
      maxRows={8}
      data-autofocus
    />
  );
}
