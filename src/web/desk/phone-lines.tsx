import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { Fragment, useState } from 'react';
import { textOf } from '../parts/money.tsx';
import { LineMarks } from './cells.tsx';
import { cellText } from './edit-cell.ts';
import { FlagCounts } from '../parts/state.tsx';
import { blocksOf, type LineFlags } from './grid-rows.ts';
import { type CellField, isEdited, type Line, type OperationName, operationsOn, type Sheet } from './operations.ts';

interface PhoneLinesProps {
  readonly sheet: Sheet;
  readonly flags: ReadonlyMap<string, LineFlags>;
  readonly mayEdit: boolean;
  readonly proposing: boolean;
  readonly onEdit: (line: Line, field: CellField, typed: string, begun: Line) => void;
  readonly onOperation: (name: OperationName, line: Line) => void;
}

/** The lines to be read on a phone; a tap opens one to edit. */
export function PhoneLines({ sheet, flags, mayEdit, proposing, onEdit, onOperation }: PhoneLinesProps) {
  const [openId, setOpen] = useState<string | null>(null);
  const open = sheet.lines.find((line) => line.id === openId);
  return (
    <>
      {blocksOf(sheet).map(({ head, parts }) => (
        <section key={head.id}>
          <h2 className="section">
            <span style={{ display: 'flex' }}>
              <span className="grow">{head.name}</span>
              <span className="num">{head.bill}</span>
            </span>
          </h2>
          {parts.map((part) => (
            <Fragment key={part.head?.id ?? head.id}>
              {part.head ? (
                <div className="phone-matter">
                  <span className="grow">
                    {part.head.number} {part.head.name}
                  </span>
                  <span className="num">{part.head.bill}</span>
                </div>
              ) : null}
              {part.lines.map((line) => (
                <button key={line.id} type="button" className="phone-line" onClick={() => setOpen(line.id)}>
                  <span className="top">
                    <span className="quiet grow small">
                      {line.workDate} · {line.timekeeper}{' '}
                      {line.kind === 'time' ? `· ${line.hours} h × ${cellText(line, 'rate')}` : ''}
                    </span>
                    <strong className={line.excluded || line.held ? 'struck num' : 'num'}>{textOf(line.bill)}</strong>
                  </span>
                  <span>{line.narrative}</span>
                  {isEdited(line) ? <span className="small quiet"> (edited)</span> : null}
                  <LineMarks line={line} />
                  <PhoneFlags of={flags.get(line.id)} />
                </button>
              ))}
            </Fragment>
          ))}
        </section>
      ))}
      {open ? (
        <OneLine
          key={open.id}
          line={open}
          operations={operationsOn(sheet)}
          mayEdit={mayEdit}
          proposing={proposing}
          onEdit={onEdit}
          onOperation={onOperation}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </>
  );
}

function PhoneFlags({ of }: { of: LineFlags | undefined }) {
  if (of === undefined) return null;
  return (
    <span className="small">
      <FlagCounts of={of} /> {of.titles.join(', ')}
    </span>
  );
}

interface OneLineProps extends Omit<PhoneLinesProps, 'sheet' | 'flags'> {
  readonly line: Line;
  readonly operations: ReturnType<typeof operationsOn>;
  readonly onClose: () => void;
}

function OneLine({ line, operations, mayEdit, proposing, onEdit, onOperation, onClose }: OneLineProps) {
  const [begun] = useState(line);
  const [narrative, setNarrative] = useState(line.narrative);
  const [hours, setHours] = useState(line.hours);
  const [amount, setAmount] = useState(cellText(line, 'amount'));
  const save = (): void => {
    onEdit(line, 'narrative', narrative, begun);
    if (line.kind === 'time') onEdit(line, 'hours', hours, begun);
    else onEdit(line, 'amount', amount, begun);
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      fullScreen
      title={`${line.timekeeperName || line.timekeeper} ${line.workDate}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Textarea
        label="Narrative"
        size="md"
        autosize
        minRows={4}
        value={narrative}
        readOnly={!mayEdit}
        onChange={(e) => setNarrative(e.currentTarget.value)}
      />
      {line.original === null || line.narrative === line.original.narrative ? null : (
        <p className="struck small">{line.original.narrative}</p>
      )}
      {line.kind === 'time' ? (
        <TextInput
          mt="sm"
          size="md"
          label="Hours"
          inputMode="decimal"
          value={hours}
          readOnly={!mayEdit}
          onChange={(e) => setHours(e.currentTarget.value)}
        />
      ) : (
        <TextInput
          mt="sm"
          size="md"
          label="Amount"
          inputMode="decimal"
          value={amount}
          readOnly={!mayEdit}
          onChange={(e) => setAmount(e.currentTarget.value)}
        />
      )}
      {mayEdit ? (
        <>
          <Button mt="md" size="md" fullWidth onClick={save}>
            {proposing ? 'Propose' : 'Save'}
          </Button>
          <div className="row" style={{ marginTop: 16 }}>
            {operations.map(({ name, word }) => (
              <Button
                key={name}
                size="sm"
                variant="default"
                onClick={() => {
                  onOperation(name, line);
                  onClose();
                }}
              >
                {word}
              </Button>
            ))}
          </div>
        </>
      ) : null}
    </Modal>
  );
}
