import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { wire } from '../../../kernel/money.ts';
import { handleQuery, NotFound, type Query, type Reading } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';
import * as c from '../contract/receivables.ts';

interface Row {
  id: string;
  invoice_id: string | null;
  number: string;
  entity_id: string;
  entity: string;
  client_id: string;
  client: string;
  payer_id: string;
  payer: string;
  invoice_date: Day;
  due_date: Day;
  currency: string;
  amount_minor: bigint;
  open_minor: bigint;
  disputed: bigint;
  overdue: number;
}

const list = handleQuery(c.listReceivables, async ({ db, today }, input) => {
  const like = `%${input.words}%`;
  const from = sql`from receivable r join legal_entity e on e.id = r.entity_id join client_brief k on k.id = r.client_id join payer_brief p on p.id = r.payer_id
    left join open_receivable o on o.id = r.id
    where (${input.all ?? false}::bool or r.open_minor <> 0)
      and (${input.entityId ?? null}::uuid is null or r.entity_id = ${input.entityId ?? null}::uuid)
      and (${input.clientId ?? null}::uuid is null or r.client_id = ${input.clientId ?? null}::uuid)
      and (${input.payerId ?? null}::uuid is null or r.payer_id = ${input.payerId ?? null}::uuid)
      and (${input.words} = '' or r.number ilike ${like} or p.name ilike ${like} or k.name ilike ${like})`;
  const { rows: sums } = await sql<{ currency: string; n: number; open: bigint }>`
    select r.currency, count(*)::int as n, sum(r.open_minor)::int8 as open ${from} group by 1 order by 1`.execute(db);
  const { rows } = await sql<Row>`
    select r.id, r.invoice_id, r.number, r.entity_id, e.code as entity, r.client_id, k.name as client, r.payer_id, p.name as payer, r.invoice_date,
      r.due_date, r.currency, r.amount_minor, r.open_minor, coalesce(o.disputed_minor, 0)::int8 as disputed,
      greatest(${today}::date - r.due_date, 0)::int as overdue ${from}
    order by r.due_date, r.number, r.id limit ${input.limit} offset ${input.offset}`.execute(db);
  return {
    total: sums.reduce((n, s) => n + s.n, 0),
    open: sums.map((s) => wire(s.open, s.currency)),
    rows: rows.map((r) => ({
      id: r.id,
      invoiceId: r.invoice_id,
      number: r.number,
      entityId: r.entity_id,
      entity: r.entity,
      clientId: r.client_id,
      client: r.client,
      payerId: r.payer_id,
      payer: r.payer,
      invoiceDate: r.invoice_date,
      dueDate: r.due_date,
      amount: wire(r.amount_minor, r.currency),
      open: wire(r.open_minor, r.currency),
      disputed: wire(r.disputed, r.currency),
      daysOverdue: r.overdue,
    })),
  };
});

const show = handleQuery(c.showReceivable, async ({ db }, { id }) => {
  const { rows } = await sql<Row & { entity_currency: string; entity_open_minor: bigint }>`
    select r.*, e.code as entity, e.currency as entity_currency, k.name as client, p.name as payer
    from receivable r join legal_entity e on e.id = r.entity_id join client_brief k on k.id = r.client_id join payer_brief p on p.id = r.payer_id
    where r.id = ${id}::uuid`.execute(db);
  const [r] = rows;
  if (!r) throw new NotFound('There is nothing owed with this id.');
  return {
    id: r.id,
    invoiceId: r.invoice_id,
    number: r.number,
    entityId: r.entity_id,
    payerId: r.payer_id,
    clientId: r.client_id,
    client: r.client,
    payer: r.payer,
    invoiceDate: r.invoice_date,
    dueDate: r.due_date,
    amount: wire(r.amount_minor, r.currency),
    open: wire(r.open_minor, r.currency),
    entityOpen: wire(r.entity_open_minor, r.entity_currency),
    lines: await linesOf(db, id, r.currency),
    movements: await movementsOf(db, id, r.currency),
    dispute: await disputeOf(db, id, r.currency),
    writeOffs: await writeOffsOf(db, id, r.currency),
  };
});

async function linesOf(db: Reading['db'], id: string, currency: string) {
  const { rows } = await sql<{
    line_no: number;
    kind: string;
    initials: string | null;
    card_id: string | null;
    net_minor: bigint;
    tax_minor: bigint;
    open_net: bigint;
    open_tax: bigint;
  }>`select l.line_no, l.kind, t.initials, l.card_id, l.net_minor, l.tax_minor, l.net_minor + coalesce(m.net, 0)::int8 as open_net,
      l.tax_minor + coalesce(m.tax, 0)::int8 as open_tax
    from receivable_line l left join timekeeper_brief t on t.id = l.timekeeper_id
    left join (select line_no, sum(net_minor)::int8 as net, sum(tax_minor)::int8 as tax from receivable_movement_line where receivable_id = ${id}::uuid group by 1) m
      on m.line_no = l.line_no
    where l.receivable_id = ${id}::uuid order by l.line_no`.execute(db);
  return rows.map((l) => ({
    lineNo: l.line_no,
    kind: l.kind,
    timekeeper: l.initials ?? '',
    cardId: l.card_id,
    net: wire(l.net_minor, currency),
    tax: wire(l.tax_minor, currency),
    openNet: wire(l.open_net, currency),
    openTax: wire(l.open_tax, currency),
  }));
}

async function movementsOf(db: Reading['db'], id: string, currency: string) {
  const { rows } = await sql<{
    id: string;
    kind: string;
    counts_on: Day;
    recorded_at: Date;
    amount_minor: bigint;
    journal_id: string;
    source_id: string | null;
    receipt: string | null;
    reason_kind: string | null;
    reason: string;
    live: boolean;
  }>`select m.id, m.kind, m.counts_on, m.recorded_at, m.amount_minor, m.journal_id, m.source_id, r.number::text as receipt, m.reason_kind, m.reason,
      m.kind in ('allocated', 'difference', 'applied', 'credited', 'written-off') and not exists (select 1 from receivable_movement w where w.reverses_id = m.id) as live
    from receivable_movement m left join receipt r on r.id = m.source_id where m.receivable_id = ${id}::uuid order by m.recorded_at, m.id`.execute(
    db,
  );
  return rows.map((m) => ({
    id: m.id,
    kind: m.kind,
    on: m.counts_on,
    recordedAt: instant(m.recorded_at),
    amount: wire(m.amount_minor, currency),
    journalId: m.journal_id,
    sourceId: m.source_id,
    receipt: m.receipt ?? '',
    reasonKind: m.reason_kind ?? '',
    reason: m.reason,
    live: m.live,
  }));
}

async function disputeOf(db: Reading['db'], id: string, currency: string) {
  const row = await db
    .selectFrom('dispute')
    .select(['id', 'amount_minor', 'reason', 'opened_on'])
    .where('receivable_id', '=', id)
    .where('closed_on', 'is', null)
    .executeTakeFirst();
  return row
    ? { id: row.id, amount: wire(row.amount_minor, currency), reason: row.reason, openedOn: row.opened_on as Day }
    : null;
}

async function writeOffsOf(db: Reading['db'], id: string, currency: string) {
  const { rows } = await sql<{
    id: string;
    number: string;
    amount_minor: bigint;
    state: string;
    reason: string;
    by: string;
  }>`
    select f.id, f.number::text, f.amount_minor, f.state, f.reason, p.name as by from write_off f join person_brief p on p.id = f.requested_by
    where f.receivable_id = ${id}::uuid order by f.number`.execute(db);
  return rows.map((f) => ({
    id: f.id,
    number: f.number,
    amount: wire(f.amount_minor, currency),
    state: f.state,
    reason: f.reason,
    requestedBy: f.by,
  }));
}

export const receivableQueries: readonly Query[] = [list, show];
