import { Button, Checkbox, Radio, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { counted } from '../../kernel/text.ts';
import { FIELDS, type previewImport } from '../../modules/cards/contract.ts';
import type { AskOf } from '../api/client.ts';
import { useMe } from '../frame/session.tsx';
import { Section } from '../parts/page.tsx';
import { sentenceCase } from '../parts/state.tsx';
import type { Preview } from './new-import.tsx';
import { RefusedRows } from './refused-rows.tsx';

type Mapping = NonNullable<AskOf<typeof previewImport>['mapping']>;
export interface Settings {
  readonly mapping: Mapping;
  readonly createMissing: boolean;
  /** the legal entity for what is opened; empty where the firm has one */
  readonly entityCode: string;
  readonly allOrNothing: boolean;
  readonly rememberAs: string;
}

function fieldWord(field: string): string {
  return sentenceCase(field.replaceAll(/([A-Z])/g, ' $1').toLowerCase());
}

function FirstRows({ preview }: { preview: Preview }) {
  return (
    <Section title="First rows as they would be taken">
      <div className="scroll-x">
        <table className="ruled">
          <thead>
            <tr>
              <th>Row</th>
              <th>Date</th>
              <th>Matter</th>
              <th>TK</th>
              <th className="num">Hours</th>
              <th className="num">Amount</th>
              <th>Narrative</th>
            </tr>
          </thead>
          <tbody>
            {preview.firstCards.slice(0, 8).map((c) => (
              <tr key={c.row}>
                <td>{c.row}</td>
                <td>{c.workDate}</td>
                <td>{c.matter}</td>
                <td>{c.timekeeper}</td>
                <td className="num">{c.hours}</td>
                <td className="num">{c.amount}</td>
                <td>{c.narrative}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

interface PreviewEditorProps {
  readonly preview: Preview;
  readonly busy: boolean;
  readonly onChange: (settings: Settings) => void;
  readonly onStart: (settings: Settings) => void;
}

/** What the file's columns mean, what it leaves open, and how its first rows would be taken. */
export function PreviewEditor({ preview, busy, onChange, onStart }: PreviewEditorProps) {
  const [createMissing, setCreate] = useState(false);
  const [rememberAs, setRemember] = useState(preview.remembered ?? '');
  const { entities } = useMe().firm;
  const [entityCode, setEntity] = useState(entities.length === 1 ? '' : (entities[0]?.code ?? ''));
  const [allOrNothing, setAll] = useState(false);
  const settings = (mapping: Mapping, more: Partial<Settings> = {}): Settings => ({
    mapping,
    createMissing,
    entityCode,
    allOrNothing,
    rememberAs,
    ...more,
  });
  const change = (more: Partial<Settings>): void => onChange(settings(preview.mapping, more));
  const column = (field: string, header: string | null): void => {
    const columns: Record<string, string> = { ...preview.mapping.columns };
    if (header === null) delete columns[field];
    else columns[field] = header;
    onChange(settings({ ...preview.mapping, columns: columns }));
  };
  return (
    <>
      <p>
        {counted(preview.rows, 'row')} ({preview.format}, {preview.encoding}):{' '}
        <strong>{preview.wouldAccept} would be taken</strong>, {preview.wouldRefuse} refused, {preview.duplicates} taken
        before.
        {preview.remembered ? ` Read as “${preview.remembered}”, as last time.` : ''}
      </p>
      {preview.questions.map((question) => (
        <div key={question.about} className="note">
          <Radio.Group
            label={question.sentence}
            description={question.samples.join(' · ')}
            onChange={(choice) => onChange(settings({ ...preview.mapping, [question.about]: choice }))}
          >
            {question.choices.map((choice) => (
              <Radio key={choice} size="xs" mt={4} value={choice} label={choice} />
            ))}
          </Radio.Group>
        </div>
      ))}
      <div className="two">
        <Section title="Columns">
          <div className="form-grid">
            {FIELDS.map((field) => (
              <Select
                key={field}
                label={fieldWord(field)}
                clearable
                searchable
                data={[...new Set(preview.header)].filter(Boolean)}
                value={(preview.mapping.columns as Record<string, string>)[field] ?? null}
                onChange={(header) => column(field, header)}
                placeholder="not in the file"
              />
            ))}
          </div>
        </Section>
        <FirstRows preview={preview} />
      </div>
      <RefusedRows rows={preview.refused} name="refused-preview" />
      <RefusedRows rows={preview.notices} name="noticed-preview" title="Would be taken, with another rate" />
      <div className="row" style={{ margin: '12px 0' }}>
        <Checkbox
          label="Create clients and matters the file names and we don’t have"
          checked={createMissing}
          onChange={(e) => {
            setCreate(e.currentTarget.checked);
            change({ createMissing: e.currentTarget.checked });
          }}
        />
        {createMissing && entities.length > 1 ? (
          <Select
            aria-label="Legal entity for what is created"
            w={180}
            allowDeselect={false}
            data={entities.map((e) => ({ value: e.code, label: `${e.code} ${e.name}` }))}
            value={entityCode}
            onChange={(code) => {
              setEntity(code ?? '');
              change({ entityCode: code ?? '' });
            }}
          />
        ) : null}
        <Checkbox label="All rows or none" checked={allOrNothing} onChange={(e) => setAll(e.currentTarget.checked)} />
        <TextInput
          aria-label="Remember this mapping as"
          placeholder="Remember this mapping as …"
          w={240}
          value={rememberAs}
          onChange={(e) => setRemember(e.currentTarget.value)}
        />
        <Button
          loading={busy}
          disabled={
            preview.wouldAccept === 0 || preview.questions.length > 0 || (allOrNothing && preview.wouldRefuse > 0)
          }
          onClick={() => onStart(settings(preview.mapping))}
        >
          Take {counted(preview.wouldAccept, 'row')}
        </Button>
      </div>
    </>
  );
}
