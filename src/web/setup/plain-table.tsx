import { Button } from '@mantine/core';
import type { ReactNode } from 'react';

interface PlainTableProps {
  readonly heads: readonly string[];
  readonly rows: readonly {
    readonly key: string;
    readonly cells: readonly ReactNode[];
    readonly onChange?: (() => void) | undefined;
  }[];
  readonly empty: string;
}

/** A short ruled table, each row with its Change where one may. */
export function PlainTable({ heads, rows, empty }: PlainTableProps) {
  if (rows.length === 0) return <p className="quiet">{empty}</p>;
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label="Table, scrolls sideways">
      <table className="ruled">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head}>{head}</th>
            ))}
            {rows.some((r) => r.onChange) ? <th className="num">Do</th> : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              {row.cells.map((cell, index) => (
                <td key={heads[index]}>{cell}</td>
              ))}
              {row.onChange ? (
                <td className="num">
                  <Button size="compact-xs" variant="default" onClick={row.onChange}>
                    Change
                  </Button>
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
