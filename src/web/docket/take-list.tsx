import { Button, Checkbox, FileInput, Group, Modal, Radio, Select, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import { DOCKET_FIELDS, EVENT_STATES, importDocket, plainName, readDocket } from '../../modules/docket/contract.ts';
import type { AskOf } from '../api/client.ts';
import { useDo, useDoOnce } from '../api/use.ts';
import { base64Of } from '../openings/files.ts';
import { Refusal, Section } from '../parts/page.tsx';
import { say } from '../parts/say.ts';
import { sentenceCase } from '../parts/state.tsx';
import { Differences } from './differences.tsx';

type Read = OutputOf<typeof readDocket>;
type Mapping = Read['mapping'];
type Input = AskOf<typeof readDocket>;

/** A list of a docketing system: its layout is proposed and asked about, what it would change is shown, then it is taken. */
export function TakeList({ onClose }: { onClose: () => void }) {
  const [source, setSource] = useState('docket');
  const [whole, setWhole] = useState(true);
  const [file, setFile] = useState<{ fileName: string; file: { base64: string } } | null>(null);
  const [read, setRead] = useState<Read | null>(null);
  const [rememberAs, setRemember] = useState('');
  /** of which system the list was read: leaving that field unchanged asks nothing anew, or a press on "Take" would be lost */
  const readAs = useRef('');
  const reading = useDo(readDocket);
  const taking = useDoOnce(importDocket);
  const look = (more: Partial<Input> & { fileName: string; file: { base64: string } }): void => {
    readAs.current = more.source ?? source;
    reading.mutate(
      { input: { whole, ...more, source: readAs.current }, options: { dryRun: true } },
      { onSuccess: setRead },
    );
  };
  const relook = (mapping: Mapping, next: { source?: string; whole?: boolean } = {}): void => {
    if (file) look({ ...file, mapping, ...next });
  };
  const take = async (): Promise<void> => {
    if (!file || !read) return;
    const answer = await taking.once({ source, whole, ...file, mapping: read.mapping, rememberAs });
    say(
      `${answer.added} added, ${answer.changed} changed, ${answer.missing} to answer, ${answer.refused} refused. By the billing rules ${answer.proposed} proposed, ${answer.done} done.`,
    );
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title="Take a list of the docket"
      size="xl"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Group align="end" gap="xs">
        <FileInput
          label="List"
          style={{ flex: 1 }}
          placeholder="CSV or XLSX"
          accept=".csv,.txt,.tsv,.xlsx"
          data-autofocus
          onChange={(chosen) => {
            if (!chosen) return;
            void base64Of(chosen).then((base64) => {
              const next = { fileName: chosen.name, file: { base64 } };
              setFile(next);
              look(next);
            });
          }}
        />
        <TextInput
          label="From which system"
          w={170}
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
          onBlur={() => read && source !== readAs.current && relook(read.mapping)}
        />
        <Checkbox
          label="The list is whole"
          description="What it lacks is questioned."
          checked={whole}
          onChange={(event) => {
            setWhole(event.currentTarget.checked);
            if (read) relook(read.mapping, { whole: event.currentTarget.checked });
          }}
        />
      </Group>
      <Refusal error={reading.error ?? taking.error} />
      {read ? (
        <>
          <Questions read={read} onMapping={relook} />
          <Layout read={read} onMapping={relook} />
          {read.questions.length === 0 ? <Differences of={read} /> : null}
          <Group justify="flex-end" align="end" gap="xs" mt="md">
            <TextInput
              label="Remember this layout as"
              w={220}
              placeholder={read.remembered ?? 'not remembered'}
              value={rememberAs}
              onChange={(event) => setRemember(event.currentTarget.value)}
            />
            <Button
              disabled={read.questions.length > 0 || read.added + read.changed + read.missing + read.unchanged === 0}
              loading={taking.isPending || reading.isPending}
              onClick={() => void take().catch(() => undefined)}
            >
              Take {counted(read.rows, 'row')}
            </Button>
          </Group>
        </>
      ) : (
        <p className="quiet">
          Any column layout will do: what each column is, is proposed and can be changed. The same list again changes
          nothing; an edited one is shown by its differences before it is taken.
        </p>
      )}
    </Modal>
  );
}

interface PartProps {
  readonly read: Read;
  readonly onMapping: (mapping: Mapping) => void;
}

/** What the list leaves open is asked, never guessed. */
function Questions({ read, onMapping }: PartProps) {
  return (
    <>
      {read.questions.map((question) => (
        <div key={question.about} className="note">
          {question.about === 'dates' ? (
            <Radio.Group
              label={question.sentence}
              description={question.samples.join(' · ')}
              onChange={(dates) => onMapping({ ...read.mapping, dates: dates as 'iso' })}
            >
              {question.choices.map((choice) => (
                <Radio key={choice} size="xs" mt={4} value={choice} label={choice} />
              ))}
            </Radio.Group>
          ) : question.about === 'states' ? (
            <>
              {question.sentence}
              <div className="form-grid">
                {question.samples.map((word) => (
                  <Select
                    key={word}
                    label={word}
                    data={EVENT_STATES.map((value) => ({ value, label: sentenceCase(value) }))}
                    value={null}
                    onChange={(state) =>
                      state &&
                      onMapping({
                        ...read.mapping,
                        states: { ...read.mapping.states, [plainName(word)]: state as 'open' },
                      })
                    }
                  />
                ))}
              </div>
            </>
          ) : (
            question.sentence
          )}
        </div>
      ))}
    </>
  );
}

const WORDS: Readonly<Record<(typeof DOCKET_FIELDS)[number], string>> = {
  externalId: 'Id in the system',
  matter: 'Matter number',
  applicationNumber: 'Application number',
  registrationNumber: 'Registration number',
  clientReference: 'Client reference',
  code: 'Code',
  name: 'Event or task',
  eventDay: 'Happened on',
  dueDay: 'Due on',
  completedDay: 'Completed on',
  status: 'State',
  note: 'Note',
};

function Layout({ read, onMapping }: PartProps) {
  const column = (field: (typeof DOCKET_FIELDS)[number], header: string | null): void => {
    const { [field]: _gone, ...columns } = read.mapping.columns;
    onMapping({ ...read.mapping, columns: header === null ? columns : { ...columns, [field]: header } });
  };
  return (
    <Section title={read.remembered ? `Columns, as “${read.remembered}”` : 'Columns'}>
      <div className="form-grid">
        {DOCKET_FIELDS.map((field) => (
          <Select
            key={field}
            size="xs"
            label={WORDS[field]}
            clearable
            placeholder="–"
            data={[...new Set(read.header)].filter(Boolean)}
            value={read.mapping.columns[field] ?? null}
            onChange={(header) => column(field, header)}
          />
        ))}
      </div>
      {read.mapping.columns.externalId === undefined ? (
        <p className="small quiet">
          Without an id of the system a row is known by its matter, its event and its first day: a changed day looks
          like another row.
        </p>
      ) : null}
    </Section>
  );
}
