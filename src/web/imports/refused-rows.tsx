import { Button } from '@mantine/core';
import type { z } from 'zod';
import { counted } from '../../kernel/text.ts';
import type { refusedRow } from '../../modules/cards/contract.ts';
import { Section } from '../parts/page.tsx';

type Row = z.infer<typeof refusedRow>;

/** A cell that a spreadsheet can't take for a formula. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

function csvOf(rows: readonly Row[]): string {
  const lines = rows.map((row) => [String(row.row), row.column, row.value, row.reason].map(cell).join(','));
  return `\uFEFFrow,column,value,reason\r\n${lines.join('\r\n')}`;
}

function download(rows: readonly Row[], name: string): void {
  const url = URL.createObjectURL(new Blob([csvOf(rows)], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}

/** Every refused row with its reason, also as a file to mend and import again. */
export function RefusedRows({ rows, name, title }: { rows: readonly Row[]; name: string; title?: string }) {
  if (rows.length === 0) return null;
  return (
    <Section
      title={title ?? counted(rows.length, 'refused row')}
      aside={
        <Button size="compact-xs" variant="default" onClick={() => download(rows, name)}>
          Download as CSV
        </Button>
      }
    >
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
            {rows.slice(0, 200).map((row, index) => (
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
