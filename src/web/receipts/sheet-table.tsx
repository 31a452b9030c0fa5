import { Button, Select, TextInput } from '@mantine/core';
import { Fragment } from 'react';
import { Link } from 'react-router';
import { amountText } from '../../kernel/money.ts';
import { Amount, textOf } from '../parts/money.tsx';
import { Empty } from '../parts/page.tsx';
import { type Difference, type Reckoned, REASONS } from './draft.ts';
import type { Sheet } from './use-sheet.ts';

const RIGHT = { input: { textAlign: 'right' } } as const;

/** Open invoices with what each gets, and the reason where it gets less. */
export function SheetTable({ sheet, currency }: { sheet: Sheet; currency: string }) {
  const other = sheet.currency !== currency;
  if (sheet.rows.length === 0)
    return (
      <Empty
        what="No open invoice to put it on."
        how={`Choose the payer, or write an invoice’s number into the reference. Without one the money stays unapplied, and can be put on invoices later.`}
      />
    );
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label="Open invoices">
      <table className="ruled sheet">
        <thead>
          <tr>
            <th>Invoice</th>
            <th>Due</th>
            <th className="num">Open, {sheet.currency}</th>
            <th className="num">Gets, {sheet.currency}</th>
            {other ? <th className="num">Takes of it, {currency}</th> : null}
            <th className="num">Left open</th>
            <th>Why</th>
          </tr>
        </thead>
        <tbody>
          {sheet.rows.map((row) => (
            <Row key={row.row.receivableId} of={row} sheet={sheet} other={other} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly of: Reckoned;
  readonly sheet: Sheet;
  readonly other: boolean;
}

function Row({ of, sheet, other }: RowProps) {
  const { row, draft } = of;
  const change = (part: Parameters<Sheet['change']>[1]): void => sheet.change(row.receivableId, part);
  const open = BigInt(row.open.minor);
  const short = open - of.pays > 0n && (of.pays > 0n || draft.differences.length > 0);
  const add = (): void =>
    change({
      ...(draft.pays === null ? { pays: textOf(row.proposed) } : {}),
      differences: [...draft.differences, { reason: 'bank-fee', typed: '', note: '' }],
    });
  return (
    <Fragment>
      <tr data-row={row.number}>
        <td>
          <Link to={row.invoiceId ? `/invoices/${row.invoiceId}` : `/receivables/${row.receivableId}`}>
            {row.number}
          </Link>
          <div className="small quiet">{row.payer}</div>
        </td>
        <td className="nowrap" data-label="due">
          {row.dueDate}
        </td>
        <td className="num" data-label="open">
          <Amount of={row.open} bare />
        </td>
        <td className="num" data-label="gets">
          <TextInput
            aria-label={`Invoice ${row.number} gets`}
            w={112}
            ml="auto"
            inputMode="decimal"
            autoComplete="off"
            styles={RIGHT}
            value={draft.pays ?? (row.proposed.minor === '0' ? '' : textOf(row.proposed))}
            placeholder="0.00"
            error={of.wrong !== null}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => change({ pays: event.currentTarget.value })}
          />
        </td>
        {other ? (
          <td className="num">
            <TextInput
              aria-label={`Invoice ${row.number} takes of the receipt`}
              w={112}
              ml="auto"
              inputMode="decimal"
              autoComplete="off"
              styles={RIGHT}
              value={draft.cash}
              placeholder="day’s rate"
              onChange={(event) => change({ cash: event.currentTarget.value })}
            />
          </td>
        ) : null}
        <td className="num" data-label="left">
          {amountText(of.left, row.open.currency)}
        </td>
        <td className="small">
          {of.wrong !== null ? (
            <span className="sev sev-block" style={{ whiteSpace: 'normal' }}>
              {of.wrong === 'over'
                ? `More than is open by ${amountText(-shortOf(of), row.open.currency)}. Lower it; the rest stays unapplied.`
                : of.wrong}
            </span>
          ) : (
            <span className="quiet">{draft.pays === null ? row.why : 'as you typed it'}</span>
          )}{' '}
          {short && of.wrong === null ? (
            <Button size="compact-xs" variant="default" onClick={add}>
              {draft.differences.length === 0 ? 'Why is it short?' : 'Another reason'}
            </Button>
          ) : null}
        </td>
      </tr>
      {draft.differences.map((difference, index) => (
        <DifferenceRow
          key={index}
          number={row.number}
          difference={difference}
          minor={amountText(of.differences[index]?.minor ?? 0n, row.open.currency)}
          span={other ? 2 : 1}
          first={index === draft.differences.length - 1}
          onChange={(next) =>
            change({
              differences: draft.differences.flatMap((d, i) => (i !== index ? [d] : next === null ? [] : [next])),
            })
          }
        />
      ))}
    </Fragment>
  );
}

/** Open less all that is put on it: below zero when it is too much. */
function shortOf(of: Reckoned): bigint {
  return of.differences.reduce((rest, d) => rest - d.minor, BigInt(of.row.open.minor) - of.pays);
}

interface DifferenceRowProps {
  readonly number: string;
  readonly difference: Difference;
  readonly minor: string;
  readonly span: number;
  /** the one just added takes the cursor */
  readonly first: boolean;
  readonly onChange: (next: Difference | null) => void;
}

function DifferenceRow({ number, difference, minor, span, first, onChange }: DifferenceRowProps) {
  return (
    <tr className="difference">
      <td colSpan={3} className="num">
        <Select
          aria-label={`Reason why ${number} is short`}
          w={190}
          ml="auto"
          data={[...REASONS]}
          value={difference.reason}
          allowDeselect={false}
          autoFocus={first}
          onChange={(reason) => onChange({ ...difference, reason: reason ?? 'bank-fee' })}
        />
      </td>
      <td className="num">
        <TextInput
          aria-label={`Amount of the reason, ${number}`}
          w={112}
          ml="auto"
          inputMode="decimal"
          autoComplete="off"
          styles={RIGHT}
          placeholder={minor}
          value={difference.typed}
          onChange={(event) => onChange({ ...difference, typed: event.currentTarget.value })}
        />
      </td>
      <td colSpan={span + 1}>
        <span style={{ display: 'flex', gap: 6 }}>
          <TextInput
            className="grow"
            aria-label={`Note to the reason, ${number}`}
            placeholder={difference.reason === 'dispute' ? 'What the payer says' : 'Note'}
            maxLength={300}
            value={difference.note}
            onChange={(event) => onChange({ ...difference, note: event.currentTarget.value })}
          />
          <Button size="compact-xs" variant="subtle" color="gray" mt={4} onClick={() => onChange(null)}>
            Remove
          </Button>
        </span>
      </td>
    </tr>
  );
}
