import { Button, Checkbox, Select } from '@mantine/core';
import { useDidUpdate } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { type Column, compareRows, isNumeric, plainText, sumText } from './column.ts';
import type { LedgerProps } from './ledger.tsx';

const AT_ONCE = 60;

/** A list as it is read on a phone: each row a few lines, its amount on the right. */
export function PhoneList<Row extends object>(props: LedgerProps<Row> & { readonly sums: boolean }) {
  const { rows, columns, idOf, onSelect } = props;
  const [shown, setShown] = useState(AT_ONCE);
  const [by, setBy] = useState<string | null>(null);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const own = columns.filter((column) => column.phone && column.hidden !== true);
  const order = columns.find((column) => column.key === by);
  const sorted = order ? rows.toSorted((a, b) => compareRows(order, a, b)) : rows;
  const chosen = rows.filter((row) => picked.has(idOf(row)));
  // Told whenever it changes: what isn't listed any more is chosen no more, so that nothing unseen is acted on.
  useDidUpdate(() => onSelect?.(chosen), [chosen.map(idOf).join()]);
  const pick = (ids: readonly string[], on: boolean): void => {
    const now = new Set(chosen.map(idOf));
    for (const id of ids)
      if (on) now.add(id);
      else now.delete(id);
    setPicked(now);
  };
  const all = rows.length > 0 && chosen.length === rows.length;
  return (
    <div>
      <div className="row phone-tools">
        {onSelect ? (
          <Checkbox
            label="All"
            checked={all}
            indeterminate={!all && chosen.length > 0}
            onChange={(event) => pick(rows.map(idOf), event.currentTarget.checked)}
          />
        ) : null}
        {rows.length > 5 ? (
          <Select
            ml="auto"
            w={170}
            size="xs"
            aria-label="Sorted by"
            placeholder="Sorted as listed"
            clearable
            data={columns.filter((c) => c.hidden !== true).map((c) => ({ value: c.key, label: c.label }))}
            value={by}
            onChange={setBy}
          />
        ) : null}
      </div>
      <ul className="phone-list" aria-label={props.name}>
        {sorted.slice(0, shown).map((row) => (
          <li key={idOf(row)}>
            {onSelect ? (
              <Checkbox
                aria-label={`Choose ${own[0] ? plainText(own[0], row, null) : idOf(row)}`}
                checked={picked.has(idOf(row))}
                onChange={(event) => pick([idOf(row)], event.currentTarget.checked)}
              />
            ) : null}
            <Item row={row} columns={own} />
          </li>
        ))}
        {props.sums ? <Sums rows={rows} columns={own} /> : null}
      </ul>
      {sorted.length > shown ? (
        <Button variant="default" fullWidth onClick={() => setShown(shown + AT_ONCE)}>
          Show more: {sorted.length - shown} are left
        </Button>
      ) : null}
    </div>
  );
}

/** The lead and the first amount on top, everything else beneath, empty cells left out. */
function Item<Row>({ row, columns }: { row: Row; columns: readonly Column<Row>[] }) {
  const lead = columns.find((column) => column.href?.(row)) ?? columns[0];
  const amount = columns.find((column) => column.money && column !== lead);
  const href = lead?.href?.(row);
  const rest = columns.filter(
    (c) => c !== lead && c !== amount && !(amount && c.key === 'currency') && plainText(c, row, null) !== '',
  );
  return (
    <div className="grow">
      <div className="top">
        <strong className="grow">
          {lead ? href ? <Link to={href}>{shownOf(lead, row)}</Link> : shownOf(lead, row) : null}
        </strong>
        {amount ? <span className="num">{amountOf(amount, row)}</span> : null}
      </div>
      {rest.length === 0 ? null : (
        <div className="beneath">
          {rest.map((column) => (
            <span key={column.key}>
              {isNumeric(column) && !column.show ? <span className="quiet">{column.label} </span> : null}
              {column.money ? amountOf(column, row) : <Cell column={column} row={row} />}
            </span>
          ))}
        </div>
      )}
    </div>
  );
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const href = column.href?.(row);
  return href ? <Link to={href}>{shownOf(column, row)}</Link> : <>{shownOf(column, row)}</>;
}

function shownOf<Row>(column: Column<Row>, row: Row): ReactNode {
  return column.show ? column.show(row) : plainText(column, row, null);
}

/** Always with its currency: there is no column beside it that names it. */
function amountOf<Row>(column: Column<Row>, row: Row): ReactNode {
  return plainText({ ...column, bare: false }, row, null);
}

function Sums<Row>({ rows, columns }: { rows: readonly Row[]; columns: readonly Column<Row>[] }) {
  const told = columns.flatMap((column) => {
    const text = sumText(column, rows);
    return text === '' ? [] : [{ key: column.key, label: column.label, text }];
  });
  if (told.length === 0) return null;
  return (
    <li className="sums">
      {told.map(({ key, label, text }) => (
        <span key={key}>
          <span className="quiet">{label} </span>
          <strong className="num">{text}</strong>
        </span>
      ))}
    </li>
  );
}
