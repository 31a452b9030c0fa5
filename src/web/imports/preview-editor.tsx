import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { counted } from '../../kernel/text.ts';
import { useMe } from '../frame/session.tsx';
import { Section } from '../parts/page.tsx';
import { ColumnFields } from './column-fields.tsx';
import type { Choices, Mapping, Preview } from './new-import.tsx';
import { Questions } from './questions.tsx';
import { ListedRows, RefusedRows } from './refused-rows.tsx';

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
                <td style={{ whiteSpace: 'nowrap' }}>{c.workDate}</td>
                <td style={{ whiteSpace: 'nowrap' }}>{c.matter}</td>
                <td>{c.timekeeper}</td>
                <td className="num">{c.hours}</td>
                <td className="num">{c.amount}</td>
                <td style={{ minWidth: 160 }}>{c.narrative}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

interface PreviewEditorProps {
  /** the last good reading of the file */
  readonly preview: Preview;
  /** as last answered; a reading under it may be under way, or have been refused */
  readonly mapping: Mapping;
  readonly choices: Choices;
  readonly state: 'read' | 'reading' | 'refused' | 'taking';
  /** the file is to be read again under this mapping */
  readonly onMapping: (mapping: Mapping) => void;
  /** a choice on which it depends what would be taken: the file is to be read again */
  readonly onLook: (choice: Partial<Choices>) => void;
  readonly onChoose: (choice: Partial<Choices>) => void;
  /** the refused rows are wanted as a file */
  readonly onMend: () => void;
  readonly onStart: () => void;
}

/** What the file's columns mean, what it leaves open, and how its first rows would be taken. */
export function PreviewEditor({
  preview,
  mapping,
  choices,
  state,
  onMapping,
  onLook,
  onChoose,
  onMend,
  onStart,
}: PreviewEditorProps) {
  const { entities } = useMe().firm;
  const { createMissing, entityCode, allOrNothing, rememberAs } = choices;
  return (
    <>
      <p>
        {counted(preview.rows, 'row')} ({preview.format}, {preview.encoding}):{' '}
        {preview.questions.length > 0 ? (
          <strong>{counted(preview.questions.length, 'question')} to answer first.</strong>
        ) : (
          <>
            <strong>{preview.wouldAccept} would be taken</strong>, {preview.wouldRefuse} refused, {preview.duplicates}{' '}
            taken before.
          </>
        )}
        {preview.remembered ? ` Read as “${preview.remembered}”, as last time.` : ''}
      </p>
      {preview.blocked === '' ? null : (
        <div className="refusal" role="alert">
          <strong>Nothing can be taken yet.</strong> {preview.blocked}
        </div>
      )}
      <Questions of={preview.questions} mapping={mapping} onMapping={onMapping} />
      <div className="two">
        <Section title="Columns">
          <ColumnFields preview={preview} mapping={mapping} onMapping={onMapping} />
        </Section>
        {preview.firstCards.length > 0 ? <FirstRows preview={preview} /> : null}
      </div>
      <RefusedRows
        rows={preview.refused}
        total={preview.wouldRefuse}
        file={
          <Button size="compact-xs" variant="default" disabled={state !== 'read'} onClick={onMend}>
            Download to mend
          </Button>
        }
      />
      <ListedRows
        rows={preview.notices}
        total={preview.noticed}
        name="noticed-preview"
        title="Would be taken; worth knowing"
      />
      <div className="row" style={{ margin: '12px 0', gap: '8px 18px' }}>
        <Checkbox
          label="Create clients and matters the file names and we don’t have"
          checked={createMissing}
          onChange={(e) => onLook({ createMissing: e.currentTarget.checked })}
        />
        {createMissing && entities.length > 1 ? (
          <Select
            aria-label="Legal entity for what is created"
            w={180}
            allowDeselect={false}
            data={entities.map((e) => ({ value: e.code, label: `${e.code} ${e.name}` }))}
            value={entityCode}
            onChange={(code) => onLook({ entityCode: code ?? '' })}
          />
        ) : null}
        <Checkbox
          label="All rows or none"
          checked={allOrNothing}
          onChange={(e) => onChoose({ allOrNothing: e.currentTarget.checked })}
        />
        <TextInput
          aria-label="Remember this mapping as"
          placeholder="Remember this mapping as …"
          w={240}
          value={rememberAs ?? preview.remembered ?? ''}
          onChange={(e) => onChoose({ rememberAs: e.currentTarget.value })}
        />
        <Button
          loading={state === 'reading' || state === 'taking'}
          disabled={
            state !== 'read' ||
            preview.wouldAccept === 0 ||
            preview.questions.length > 0 ||
            preview.blocked !== '' ||
            (allOrNothing && preview.wouldRefuse > 0)
          }
          onClick={onStart}
        >
          Take {counted(preview.wouldAccept, 'row')}
        </Button>
      </div>
    </>
  );
}
