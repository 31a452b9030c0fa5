import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { counted } from '../../kernel/text.ts';
import type { refusedRow } from '../../modules/cards/contract.ts';
import { Section } from '../parts/page.tsx';
import { saveText } from './save-text.ts';

type Row = z.infer<typeof refusedRow>;
export type Faults = readonly Row[];

const ON_SCREEN = 200;

/** A cell that a spreadsheet can't take for a formula. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

function csvOf(rows: readonly Row[]): string {
  const lines = rows.map((row) => [String(row.row), row.column, row.value, row.reason].map(cell).join(','));
  return `\uFEFFrow,column,value,reason\r\n${lines.join('\r\n')}`;
}

interface ListProps {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly total: number;
  readonly aside: ReactNode;
  /** rows that the file of them holds */
  readonly inFile: number;
}

function List({ title, rows, total, aside, inFile }: ListProps) {
  const shown = rows.slice(0, ON_SCREEN);
  return (
    <Section title={title} aside={aside}>
      {shown.length < total ? (
        <p className="quiet">
          The first {shown.length} of {total} are shown; the file has{' '}
          {inFile < total ? `the first ${inFile}` : 'them all'}.
        </p>
      ) : null}
      <div className="scroll-x">
        <table className="ruled">
          <thead>
            <tr>
              <th>Row</th>
              <th>Column</th>
              <th>Value</th>
              <th>Reason</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => (
              <tr key={index}>
                <td>{row.row}</td>
                <td>{row.column}</td>
                <td>{row.value}</td>
                <td>{row.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

interface RefusedProps {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly file: ReactNode;
}

/** Refused rows with their reasons; `file` gives the rows themselves, to mend and import again. */
export function RefusedRows({ rows, total, file }: RefusedProps) {
  if (rows.length === 0) return null;
  return <List title={counted(total, 'refused row')} rows={rows} total={total} aside={file} inFile={total} />;
}

interface ListedProps {
  readonly rows: readonly Row[];
  /** where only the first of them are here */
  readonly total?: number;
  readonly title: string;
  readonly name: string;
}

/** Rows or cells and what there is to say of each; the file lists the same. */
export function ListedRows({ rows, total = rows.length, title, name }: ListedProps) {
  if (rows.length === 0) return null;
  return (
    <List
      title={title}
      rows={rows}
      total={total}
      inFile={rows.length}
      aside={
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => saveText(csvOf(rows), `${name}.csv`, 'text/csv;charset=utf-8')}
        >
          Download as CSV
        </Button>
      }
    />
  );
}
