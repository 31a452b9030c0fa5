import type { CustomCellEditorProps, CustomCellRendererProps } from 'ag-grid-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { counted } from '../../kernel/text.ts';
import { listCodes } from '../../modules/firm/contract.ts';
import { useAsk } from '../api/use.ts';
import { rateReading, textOf } from '../parts/money.tsx';
import { FlagCounts } from '../parts/state.tsx';
import { beginIn } from './early-keys.ts';
import { cellText } from './edit-cell.ts';
import type { DeskRow } from './grid-rows.ts';
import { type CellField, isEdited, type Line } from './operations.ts';

function originalText(line: Line, field: CellField): string {
  const was = line.original ?? line;
  if (field === 'rate') return rateReading(was.ratePerHour, line.amount.currency);
  if (field === 'amount') return textOf(was.amount);
  return was[field] ?? '';
}

/** What a cell says now, and struck beneath it what was recorded. */
export function ValueCell({ data, colDef }: CustomCellRendererProps<DeskRow>) {
  if (data?.type !== 'line') return null;
  const field = colDef?.colId as CellField;
  const now = cellText(data.line, field);
  const before = originalText(data.line, field);
  return (
    <div className={field === 'narrative' && isEdited(data.line) ? 'desk-two' : ''}>
      <div className={data.line.excluded ? 'quiet' : ''}>{now}</div>
      {now === before ? null : <div className="struck small">{before === '' ? 'none' : before}</div>}
      {field === 'narrative' ? <LineMarks line={data.line} /> : null}
    </div>
  );
}

function heldText({ untilDay, untilEvent, reason }: NonNullable<Line['held']>): string {
  const until = [...(untilEvent === null ? [] : [`“${untilEvent}”`]), ...(untilDay === null ? [] : [untilDay])];
  return `Held${until.length > 0 ? ` until ${until.join(' or ')}` : ''}: ${reason}`;
}

/** Why a line is not billed as it stands, in words. */
export function LineMarks({ line }: { line: Line }) {
  const said = [
    ...(line.comments > 0 ? [counted(line.comments, 'comment')] : []),
    ...(line.files > 0 ? [counted(line.files, 'file')] : []),
  ];
  const marks = [
    ...(line.held ? [heldText(line.held)] : []),
    ...(line.excluded ? ['Excluded; stays WIP'] : []),
    ...(line.noCharge ? ['No charge'] : []),
    ...(line.printed ? [] : ['Not printed']),
    ...(line.split === '' ? [] : [`Split: ${line.split}`]),
  ];
  if (marks.length === 0 && line.problems.length === 0 && said.length === 0) return null;
  return (
    <div className="desk-mark">
      {line.problems.length > 0 ? <strong>{line.problems.join(' · ')}</strong> : null}
      {line.problems.length > 0 && marks.length > 0 ? ' · ' : null}
      {marks.join(' · ')}
      {said.length > 0 ? <div className="quiet">{said.join(', ')}</div> : null}
    </div>
  );
}

export function BillCell({ data }: CustomCellRendererProps<DeskRow>) {
  if (data?.type !== 'line') return null;
  const { line } = data;
  const off = line.excluded || line.held !== null;
  return (
    <div>
      <div className={off ? 'struck' : ''}>{textOf(line.bill)}</div>
      {line.adjustment.minor === '0' ? null : <div className="small quiet">{textOf(line.adjustment)} adj.</div>}
    </div>
  );
}

/** What is flagged on the line; a press shows the flags beside the lines. */
export function FlagsCell({ data, context }: CustomCellRendererProps<DeskRow>) {
  if (data?.type !== 'line' || data.flags === null) return null;
  const { onFlags } = context as ToggleContext;
  return (
    <button type="button" className="desk-flags" tabIndex={-1} onClick={onFlags}>
      <FlagCounts of={data.flags} />
    </button>
  );
}

type Toggle = 'exclude' | 'no-charge' | 'print';

export interface ToggleContext {
  readonly toggle: (name: Toggle, line: Line) => void;
  readonly mayEdit: boolean;
  readonly onFlags: () => void;
}

const TOGGLES: Readonly<Record<Toggle, { on: (line: Line) => boolean; label: (line: Line) => string }>> = {
  exclude: { on: (line) => line.excluded, label: (line) => `Exclude card ${line.cardNumber}` },
  'no-charge': { on: (line) => line.noCharge, label: (line) => `No charge for card ${line.cardNumber}` },
  print: { on: (line) => line.printed, label: (line) => `Print card ${line.cardNumber}` },
};

/** One of the check columns. */
export function ToggleCell({ data, colDef, context }: CustomCellRendererProps<DeskRow>) {
  if (data?.type !== 'line') return null;
  const name = colDef?.colId as Toggle;
  const { toggle, mayEdit } = context as ToggleContext;
  const { on, label } = TOGGLES[name];
  return (
    <input
      type="checkbox"
      className="desk-check"
      tabIndex={-1}
      disabled={!mayEdit}
      checked={on(data.line)}
      aria-label={label(data.line)}
      onChange={() => toggle(name, data.line)}
    />
  );
}

/** The head of a block, or of a matter within it. */
export function BlockHead({ data }: CustomCellRendererProps<DeskRow>) {
  if (data?.type === 'matter')
    return (
      <div className="desk-block desk-matter" role="gridcell">
        <span>
          {data.number} <span className="quiet">{data.name}</span>
        </span>
        <span className="quiet small">{data.words}</span>
        <span className="grow" />
        <span className="num">{data.bill}</span>
      </div>
    );
  if (data?.type !== 'block') return null;
  return (
    <div className="desk-block" role="gridcell">
      <strong>{data.name}</strong>
      <span className="quiet">{data.words}</span>
      <span className="grow" />
      <span className="small quiet">to bill</span>
      <strong className="num">{data.bill}</strong>
    </div>
  );
}

/** A code by its letters or by words of its description, offered by the browser's own list. */
export function CodeEditor({ value, onValueChange, stopEditing, colDef }: CustomCellEditorProps<DeskRow, string>) {
  const box = useRef<HTMLInputElement>(null);
  // As in the editor of narratives: the grid hands its value back later than the next key comes.
  const [text, setText] = useState(value ?? '');
  const kind = colDef.colId === 'taskCode' ? 'task' : colDef.colId === 'activityCode' ? 'activity' : 'expense';
  const codes = useAsk(listCodes, {}).data?.rows ?? [];
  const change = (typed: string): void => {
    setText(typed);
    onValueChange(typed);
  };
  const begin = useEffectEvent(() => beginIn(box.current, { text, all: true }, { draw: change, end: stopEditing }));
  // right after the drawing, before any other key
  useEffect(() => queueMicrotask(begin), []);
  return (
    <>
      <input
        ref={box}
        className="ag-input-field-input desk-code"
        list={`codes-${kind}`}
        aria-label={`${kind} code`}
        value={text}
        onChange={(event) => change(event.target.value)}
      />
      <datalist id={`codes-${kind}`}>
        {codes
          .filter((code) => code.kind === kind && code.selectable)
          .map((code) => (
            <option key={code.set + code.code} value={code.code}>
              {`${code.code} ${code.title}`}
            </option>
          ))}
      </datalist>
    </>
  );
}
