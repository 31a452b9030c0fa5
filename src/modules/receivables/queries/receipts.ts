import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { amountText, wire } from '../../../kernel/money.ts';
import { handleQuery, NotFound, type Query, type Reading } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';
import { entityFacts } from '../../firm/index.ts';
import * as c from '../contract/receipts.ts';
import { toleranceOf } from '../store/keep.ts';

interface ReceiptRow {
  id: string;
  number: string;
  received_on: Day;
  entity: string;
  entity_id: string;
  entity_currency: string;
  client_id: string | null;
  client: string | null;
  payer_id: string | null;
  payer: string | null;
  method: string;
  reference: string;
  bank_account: string | null;
  currency: string;
  amount_minor: bigint;
  entity_minor: bigint;
  entity_rate_source: string;
  open_minor: bigint;
  age: number;
  reversed: boolean;
  deposit_id: string | null;
  deposit: string | null;
}

function selectReceipts(today: Day, where: ReturnType<typeof sql<boolean>>, tail: ReturnType<typeof sql>) {
  return sql<ReceiptRow>`
    select r.id, r.number::text, r.received_on, e.code as entity, r.entity_id, e.currency as entity_currency, r.client_id, c.name as client, r.payer_id,
      p.name as payer, r.method, r.reference, b.name as bank_account, r.currency, r.amount_minor, r.entity_minor, r.entity_rate_source, r.open_minor,
      (${today}::date - r.received_on)::int as age, d.id as deposit_id, d.number::text as deposit,
      exists (select 1 from receipt_movement m where m.receipt_id = r.id and m.kind in ('received-reversed', 'taken-back')) as reversed
    from receipt r join legal_entity e on e.id = r.entity_id left join client_brief c on c.id = r.client_id left join payer_brief p on p.id = r.payer_id
    left join bank_account b on b.id = r.bank_account_id left join deposit d on d.id = r.deposit_id
    where ${where} ${tail}`;
}

function rowOf(r: ReceiptRow) {
  const state = r.reversed
    ? ('reversed' as const)
    : r.open_minor === 0n
      ? ('applied' as const)
      : r.open_minor === r.amount_minor
        ? ('unapplied' as const)
        : ('partly applied' as const);
  return {
    id: r.id,
    number: r.number,
    receivedOn: r.received_on,
    entity: r.entity,
    clientId: r.client_id,
    client: r.client ?? '',
    payer: r.payer ?? '',
    method: r.method,
    reference: r.reference,
    bankAccount: r.bank_account ?? '',
    amount: wire(r.amount_minor, r.currency),
    unapplied: wire(r.open_minor, r.currency),
    ageDays: r.age,
    state,
  };
}

const list = handleQuery(c.listReceipts, async ({ db, today }, input) => {
  const like = `%${input.words}%`;
  const wanted = sql<boolean>`(${input.clientId ?? null}::uuid is null or r.client_id = ${input.clientId ?? null}::uuid)
    and (${input.depositId ?? null}::uuid is null or r.deposit_id = ${input.depositId ?? null}::uuid)
    and (${input.unapplied ?? null}::bool is null or (r.open_minor <> 0) = ${input.unapplied ?? null}::bool)
    and (${input.from ?? null}::date is null or r.received_on >= ${input.from ?? null}::date)
    and (${input.to ?? null}::date is null or r.received_on <= ${input.to ?? null}::date)
    and (${input.words} = '' or r.number::text = ${input.words} or p.name ilike ${like} or c.name ilike ${like} or r.reference ilike ${like})`;
  const { rows: sums } = await sql<{ currency: string; n: number; amount: bigint; open: bigint }>`
    select r.currency, count(*)::int as n, sum(r.amount_minor)::int8 as amount, sum(r.open_minor)::int8 as open
    from receipt r left join client_brief c on c.id = r.client_id left join payer_brief p on p.id = r.payer_id
    where ${wanted} group by 1 order by 1`.execute(db);
  const { rows } = await selectReceipts(
    today,
    wanted,
    sql`order by r.received_on desc, r.number desc limit ${input.limit} offset ${input.offset}`,
  ).execute(db);
  return {
    total: sums.reduce((n, s) => n + s.n, 0),
    amounts: sums.map((s) => wire(s.amount, s.currency)),
    unapplied: sums.map((s) => wire(s.open, s.currency)),
    rows: rows.map(rowOf),
  };
});

const show = handleQuery(c.showReceipt, async ({ db, today }, { id }) => {
  const { rows } = await selectReceipts(today, sql<boolean>`r.id = ${id}::uuid`, sql``).execute(db);
  const [r] = rows;
  if (!r) throw new NotFound('There is no such receipt.');
  return {
    ...rowOf(r),
    payerId: r.payer_id,
    entityId: r.entity_id,
    entityAmount: wire(r.entity_minor, r.entity_currency),
    rate: r.currency === r.entity_currency ? '' : r.entity_rate_source,
    deposit: r.deposit_id ? { id: r.deposit_id, number: r.deposit ?? '' } : null,
    movements: await movementsOf(db, id, r.currency),
    refunds: await refundsOf(db, id, r.currency),
  };
});

/** Cash movements, and the differences that were settled with them, in the order they were made. */
async function movementsOf(db: Reading['db'], id: string, currency: string) {
  const { rows } = await sql<{
    id: string;
    movement_id: string | null;
    kind: string;
    counts_on: Day;
    recorded_at: Date;
    amount: bigint;
    journal_id: string;
    receivable_id: string | null;
    invoice_id: string | null;
    invoice: string | null;
    invoice_currency: string | null;
    settled: bigint | null;
    reason_kind: string | null;
    reason: string;
    live: boolean;
    lines: { lineNo: number; kind: string; timekeeper: string | null; net: string; tax: string }[] | null;
  }>`
    select a.*, (select json_agg(json_build_object('lineNo', l.line_no, 'kind', x.kind, 'timekeeper', t.initials, 'net', (-l.net_minor)::text,
          'tax', (-l.tax_minor)::text) order by l.line_no)
        from receivable_movement_line l join receivable_line x on x.receivable_id = l.receivable_id and x.line_no = l.line_no
        left join timekeeper_brief t on t.id = x.timekeeper_id where l.movement_id = a.movement_id) as lines
    from (
      select m.id, case when m.kind = 'kept' then m.id else m.movement_id end as movement_id, m.kind, m.counts_on, m.recorded_at, m.amount_minor as amount, m.journal_id, r.id as receivable_id, r.invoice_id,
        r.number as invoice, r.currency as invoice_currency, -v.amount_minor as settled, v.reason_kind, m.reason,
        m.kind in ('allocated', 'kept') and not exists (select 1 from receipt_movement w where w.reverses_id = m.id) as live
      from receipt_movement m left join receivable_movement v on v.id = m.movement_id left join receivable r on r.id = v.receivable_id
      where m.receipt_id = ${id}::uuid
      union all
      select v.id, v.id, v.kind, v.counts_on, v.recorded_at, 0, v.journal_id, r.id, r.invoice_id, r.number, r.currency, -v.amount_minor, v.reason_kind,
        v.reason, v.kind = 'difference' and not exists (select 1 from receivable_movement w where w.reverses_id = v.id)
      from receivable_movement v join receivable r on r.id = v.receivable_id
      where v.source_id = ${id}::uuid and v.kind in ('difference', 'difference-reversed')) a
    order by a.recorded_at, a.id`.execute(db);
  return rows.map((m) => ({
    id: m.id,
    movementId: m.movement_id,
    kind: m.kind,
    on: m.counts_on,
    recordedAt: instant(m.recorded_at),
    amount: wire(m.amount, currency),
    journalId: m.journal_id,
    receivableId: m.receivable_id,
    invoiceId: m.invoice_id,
    invoice: m.invoice ?? '',
    settled: m.settled === null || m.invoice_currency === null ? null : wire(m.settled, m.invoice_currency),
    reasonKind: m.reason_kind ?? '',
    reason: m.reason,
    live: m.live,
    lines: (m.lines ?? []).map((l) => ({
      lineNo: l.lineNo,
      kind: l.kind,
      timekeeper: l.timekeeper ?? '',
      net: wire(BigInt(l.net), m.invoice_currency ?? currency),
      tax: wire(BigInt(l.tax), m.invoice_currency ?? currency),
    })),
  }));
}

async function refundsOf(db: Reading['db'], id: string, currency: string) {
  const { rows } = await sql<{
    id: string;
    number: string;
    amount_minor: bigint;
    state: string;
    reason: string;
    by: string;
  }>`
    select f.id, f.number::text, f.amount_minor, f.state, f.reason, p.name as by from refund f join person_brief p on p.id = f.requested_by
    where f.receipt_id = ${id}::uuid order by f.number`.execute(db);
  return rows.map((f) => ({
    id: f.id,
    number: f.number,
    amount: wire(f.amount_minor, currency),
    state: f.state,
    reason: f.reason,
    requestedBy: f.by,
  }));
}

/** Proposes, never books: invoices named in the reference first, then an exact match, then the oldest due; disputed ones last. */
const propose = handleQuery(c.proposeAllocation, async ({ db }, input) => {
  const { rows } = await sql<{
    id: string;
    invoice_id: string | null;
    number: string;
    payer: string;
    invoice_date: Day;
    due_date: Day;
    open_minor: bigint;
    disputed: boolean;
    named: boolean;
  }>`
    select r.id, r.invoice_id, r.number, p.name as payer, r.invoice_date, r.due_date, r.open_minor, r.disputed_minor > 0 as disputed,
      position(lower(r.number) in lower(${input.reference})) > 0 as named
    from open_receivable r join payer_brief p on p.id = r.payer_id
    where r.entity_id = ${input.entityId}::uuid and r.currency = ${input.currency} and r.open_minor > 0
      and ((${input.payerId ?? null}::uuid is null and position(lower(r.number) in lower(${input.reference})) > 0) or r.payer_id = ${input.payerId ?? null}::uuid)
    order by named desc, r.disputed_minor > 0, r.open_minor = ${input.amount}::int8 desc, r.due_date, r.number limit 200`.execute(
    db,
  );
  const entity = await entityFacts(db, input.entityId);
  const tolerance = entity.currency === input.currency ? await toleranceOf(db, input.entityId) : 0n;
  let left = BigInt(input.amount);
  const proposed = rows.map((r) => {
    // Some cents more than the invoices they are for are too much, and no part payment of another.
    const cents = left <= tolerance && left < BigInt(input.amount) && left < r.open_minor;
    const take = (r.disputed || cents) && !r.named ? 0n : left < r.open_minor ? left : r.open_minor;
    left -= take;
    return {
      receivableId: r.id,
      invoiceId: r.invoice_id,
      number: r.number,
      payer: r.payer,
      invoiceDate: r.invoice_date,
      dueDate: r.due_date,
      open: wire(r.open_minor, input.currency),
      proposed: wire(take, input.currency),
      why: whyProposed(r, take, input),
      disputed: r.disputed,
    };
  });
  return { rows: proposed, left: wire(left, input.currency) };
});

function whyProposed(
  r: { named: boolean; open_minor: bigint; disputed: boolean; due_date: Day },
  take: bigint,
  input: { amount: string; currency: string },
): string {
  if (r.named) return 'its number is in the reference';
  if (r.disputed) return 'disputed, so left out';
  if (take === 0n) return 'nothing is left for it';
  if (r.open_minor === BigInt(input.amount)) return `exactly ${amountText(r.open_minor, input.currency)} is open`;
  return `due ${r.due_date}`;
}

export const receiptQueries: readonly Query[] = [list, show, propose];
