import { Button } from '@mantine/core';
import type { ReactNode } from 'react';

interface PlainTableProps {
  readonly heads: readonly string[];
  readonly rows: readonly {
    readonly key: string;
    readonly cells: readonly ReactNode[];
    readonly onChange?: (() => void) | undefined;
    /** further buttons beside Change */
    readonly more?: ReactNode;
  }[];
  readonly empty: string;
}

/** Days and months stay on one line. */
const isDay = (cell: ReactNode): boolean => typeof cell === 'string' && /^\d{4}-\d{2}(-\d{2})?$/.test(cell);

/** A short ruled table, each row with its Change where one may. */
export function PlainTable({ heads, rows, empty }: PlainTableProps) {
  if (rows.length === 0) return <p className="quiet">{empty}</p>;
  const acts = rows.some((r) => r.onChange !== undefined || r.more !== undefined);
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label="Table, scrolls sideways">
      <table className="ruled">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head}>{head}</th>
            ))}
            {acts ? <th className="num">Do</th> : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              {row.cells.map((cell, index) => (
                <td key={heads[index]} className={isDay(cell) ? 'nowrap' : undefined}>
                  {cell}
                </td>
              ))}
              {acts ? (
                <td className="num">
                  <span className="cell-acts">
                    {row.more}
                    {row.onChange ? (
                      <Button size="compact-xs" variant="default" onClick={row.onChange}>
                        Change
                      </Button>
                    ) : null}
                  </span>
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
