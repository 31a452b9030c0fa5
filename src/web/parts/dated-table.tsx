import type { ReactNode } from 'react';
import { spanText } from './day.tsx';

interface Dated {
  readonly id: string;
  readonly said: ReactNode;
  /** where it comes from, and why */
  readonly note: string;
  readonly from: string;
  readonly to: string | null;
}

/** What holds from a day to a day, such as who reviews or how often something is billed. */
export function DatedTable({ rows }: { rows: readonly Dated[] }) {
  return (
    <table className="ruled">
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              {row.said}
              {row.note === '' ? null : <div className="small quiet">{row.note}</div>}
            </td>
            <td className="quiet nowrap">{spanText(row)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
