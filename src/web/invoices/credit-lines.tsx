import { Checkbox, TextInput } from '@mantine/core';
import { Amount, isZero, moneyFrom, textOf } from '../parts/money.tsx';
import type { Invoice } from './invoice.tsx';

/** An invoice as crediting sees it; one of the earlier books has a line for each kind and no work behind it. */
export interface Creditable {
  readonly id: string;
  readonly number: string;
  readonly currency: string;
  readonly hasWip: boolean;
  readonly lines: readonly Pick<
    Invoice['lines'][number],
    'lineNo' | 'matter' | 'narrative' | 'workDate' | 'timekeeper' | 'creditable'
  >[];
}

/** The lines chosen, each with the amount typed; an empty one means all that is left of the line. */
export type Picked = ReadonlyMap<number, string>;

interface CreditLinesProps {
  readonly invoice: Creditable;
  /** to WIP go whole lines only */
  readonly whole: boolean;
  readonly picked: Picked;
  readonly onPick: (picked: Picked) => void;
}

/** Which lines, and how much of each. */
export function CreditLines({ invoice, whole, picked, onPick }: CreditLinesProps) {
  const { currency } = invoice;
  const several = new Set(invoice.lines.map((line) => line.matter)).size > 1;
  const set = (lineNo: number, typed: string | null): void => {
    const next = new Map(picked);
    if (typed === null) next.delete(lineNo);
    else next.set(lineNo, typed);
    onPick(next);
  };
  return (
    <div
      className="scroll-x"
      style={{ maxHeight: '38vh', overflowY: 'auto' }}
      tabIndex={0}
      role="group"
      aria-label="Lines"
    >
      <table className="ruled">
        <thead>
          <tr>
            <th aria-label="Chosen" />
            <th>Line</th>
            <th className="num">Left, {currency}</th>
            {whole ? null : <th className="num">Credit, {currency}</th>}
          </tr>
        </thead>
        <tbody>
          {invoice.lines.map((line) => {
            const typed = picked.get(line.lineNo);
            const off = !whole && isZero(line.creditable);
            return (
              <tr key={line.lineNo}>
                <td>
                  <Checkbox
                    aria-label={`Line ${line.lineNo}`}
                    disabled={off}
                    checked={typed !== undefined}
                    onChange={(event) => set(line.lineNo, event.currentTarget.checked ? '' : null)}
                  />
                </td>
                <td>
                  {line.narrative}
                  <div className="small quiet">
                    {line.workDate} {line.timekeeper} {several ? line.matter : ''}
                  </div>
                </td>
                <td className="num">
                  <Amount of={line.creditable} bare />
                </td>
                {whole ? null : (
                  <td className="num">
                    <TextInput
                      aria-label={`Credit of line ${line.lineNo}`}
                      w={104}
                      ml="auto"
                      disabled={off}
                      inputMode="decimal"
                      placeholder={textOf(line.creditable)}
                      value={typed ?? ''}
                      error={typed !== undefined && typed !== '' && moneyFrom(typed, currency) === null}
                      onChange={(event) =>
                        set(line.lineNo, event.currentTarget.value === '' ? null : event.currentTarget.value)
                      }
                      styles={{ input: { textAlign: 'right' } }}
                    />
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
