import { Button, Checkbox, Group } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { chooseOnAccount, onAccountBeside } from '../../modules/invoices/contract/on-account.ts';
import { useAsk, useDo } from '../api/use.ts';
import type { Sheet } from '../desk/operations.ts';
import { useMay } from '../frame/session.tsx';
import { AmountField } from '../parts/amount-field.tsx';
import { Amount, isZero, moneyFrom, sumsOf, Amounts, textOf } from '../parts/money.tsx';
import { Refusal } from '../parts/page.tsx';

type Beside = OutputOf<typeof onAccountBeside>;
type Row = Beside['rows'][number];

/** What is on account for a proforma’s matters, and what its bill takes up of it; nothing where nothing is. */
export function OnAccountBeside({ sheet }: { sheet: Pick<Sheet, 'id' | 'state'> }) {
  const proformaId = sheet.id;
  const may = useMay()('edit proformas') && !['billed', 'closed', 'reversed'].includes(sheet.state);
  const { data } = useAsk(onAccountBeside, { proformaId }, { keep: true });
  const choose = useDo(chooseOnAccount);
  // What a billed one took up stands on its invoices.
  if (!data || data.rows.length === 0 || sheet.state === 'billed') return null;
  const put = (rows: readonly (Pick<Row, 'onAccountId'> & { asked: string | null })[]): void =>
    choose.mutate({
      input: {
        proformaId,
        takes: rows.map(({ onAccountId, asked }) => ({ onAccountId, ...(asked === null ? {} : { amount: asked }) })),
      },
    });
  const chosen = data.rows.filter((row) => row.chosen).map((row) => ({ ...row, asked: row.asked?.minor ?? null }));
  const set = (row: Row, on: boolean, asked: string | null): void =>
    put([...chosen.filter((c) => c.onAccountId !== row.onAccountId), ...(on ? [{ ...row, asked }] : [])]);
  return (
    <section className="note" aria-label="On account">
      <Group gap="sm" mb={4}>
        <strong>
          On account: <Amounts of={sumsOf(data.rows.map((row) => row.available))} />
        </strong>
        {may && data.rows.some((row) => !row.chosen) ? (
          <Button
            size="compact-sm"
            loading={choose.isPending}
            onClick={() => put(data.rows.map((row) => ({ ...row, asked: row.asked?.minor ?? null })))}
          >
            Take it off this bill
          </Button>
        ) : null}
        {data.payers
          .filter((payer) => !isZero(payer.less))
          .map((payer) => (
            <span key={payer.payer}>
              {payer.payer} pays <Amount of={payer.due} /> of <Amount of={payer.total} bare />
            </span>
          ))}
      </Group>
      <Refusal error={choose.error ?? (data.problem === '' ? null : new Error(data.problem))} />
      <table className="ruled stacks">
        <tbody>
          {data.rows.map((row) => (
            <OneRow key={`${row.onAccountId} ${row.asked?.minor ?? ''}`} row={row} may={may} onSet={set} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps {
  readonly row: Row;
  readonly may: boolean;
  readonly onSet: (row: Row, on: boolean, asked: string | null) => void;
}

function OneRow({ row, may, onSet }: RowProps) {
  const { currency } = row.available;
  const [typed, setTyped] = useState(row.asked ? textOf(row.asked) : '');
  const keep = (): void => {
    const asked = typed.trim() === '' ? null : (moneyFrom(typed, currency)?.minor ?? null);
    if (asked !== (row.asked?.minor ?? null)) onSet(row, true, asked);
  };
  return (
    <tr>
      <td>
        <Checkbox
          aria-label={`Take up invoice ${row.number}`}
          checked={row.chosen}
          disabled={!may}
          onChange={(event) => onSet(row, event.currentTarget.checked, null)}
        />
      </td>
      <td className="nowrap">
        <Link to={`/invoices/${row.onAccountId}`}>{row.number}</Link> of {row.invoiceDate}
      </td>
      <td>
        {row.words} <span className="quiet">{row.payer}</span>
      </td>
      <td className="num nowrap">
        <Amount of={row.available} /> there
      </td>
      <td>
        {row.chosen && may ? (
          <AmountField
            aria-label={`At most, of invoice ${row.number}`}
            placeholder="all that fits"
            size="xs"
            w={120}
            currency={currency}
            value={typed}
            onValue={setTyped}
            onBlur={keep}
          />
        ) : null}
      </td>
      <td className="num nowrap">
        {row.chosen ? (
          <>
            takes <Amount of={row.takes} bare />, tax <Amount of={row.tax} bare />
          </>
        ) : null}
      </td>
    </tr>
  );
}
