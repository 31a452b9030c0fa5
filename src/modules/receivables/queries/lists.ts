import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { wire } from '../../../kernel/money.ts';
import { handleQuery, type Query } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';
import { entityFacts } from '../../firm/index.ts';
import { listBankAccounts, listDeposits } from '../contract/deposits.ts';
import { listRefunds } from '../contract/refunds.ts';
import { listWriteOffs } from '../contract/write-offs.ts';
import { showAllocationOrder, showTolerance } from '../contract/receipts.ts';
import { toleranceOf } from '../store/keep.ts';
import { orderOf } from '../store/order.ts';

const bankAccounts = handleQuery(listBankAccounts, async ({ db }) => {
  const { rows } = await sql<{
    id: string;
    entityId: string;
    entity: string;
    name: string;
    currency: string;
    account: string;
    reference: string;
    active: boolean;
  }>`select b.id, b.entity_id as "entityId", e.code as entity, b.name, b.currency, b.account, b.reference, b.active
    from bank_account b join legal_entity e on e.id = b.entity_id order by e.code, b.name`.execute(db);
  return { rows };
});

const order = handleQuery(showAllocationOrder, async ({ db }, { entityId }) => ({
  order: (await orderOf(db, entityId)).map((group) => [...group]),
}));

const tolerance = handleQuery(showTolerance, async ({ db }, { entityId }) => {
  const { currency } = await entityFacts(db, entityId);
  return { upTo: wire(await toleranceOf(db, entityId), currency) };
});

const deposits = handleQuery(listDeposits, async ({ db }, input) => {
  const wanted = sql<boolean>`(${input.open ?? null}::bool is null or (d.closed_at is null) = ${input.open ?? null}::bool)`;
  const { rows: counted } = await sql<{ n: number }>`select count(*)::int as n from deposit d where ${wanted}`.execute(
    db,
  );
  const { rows } = await sql<{
    id: string;
    number: string;
    bank_account_id: string;
    bank_account: string;
    currency: string;
    day: Day;
    reference: string;
    receipts: number;
    amount: bigint;
    control_minor: bigint | null;
    closed: boolean;
  }>`select d.id, d.number::text, d.bank_account_id, b.name as bank_account, b.currency, d.day, d.reference, r.receipts, r.amount, d.control_minor,
      d.closed_at is not null as closed
    from deposit d join bank_account b on b.id = d.bank_account_id
    cross join lateral (select count(*)::int as receipts, coalesce(sum(amount_minor), 0)::int8 as amount from receipt x where x.deposit_id = d.id
      and not exists (select 1 from receipt_movement m where m.receipt_id = x.id and m.kind = 'received-reversed')) r
    where ${wanted} order by d.number desc limit ${input.limit} offset ${input.offset}`.execute(db);
  return {
    total: counted[0]?.n ?? 0,
    rows: rows.map((r) => ({
      id: r.id,
      number: r.number,
      bankAccountId: r.bank_account_id,
      bankAccount: r.bank_account,
      day: r.day,
      reference: r.reference,
      receipts: r.receipts,
      amount: wire(r.amount, r.currency),
      control: r.control_minor === null ? null : wire(r.control_minor, r.currency),
      closed: r.closed,
    })),
  };
});

interface RequestRow {
  id: string;
  number: string;
  payer: string | null;
  currency: string;
  amount_minor: bigint;
  reason: string;
  state: string;
  requested_by: string;
  recorded_at: Date;
  decided_by: string | null;
  note: string;
}

function requestOf(r: RequestRow) {
  return {
    id: r.id,
    number: r.number,
    payer: r.payer ?? '',
    amount: wire(r.amount_minor, r.currency),
    reason: r.reason,
    state: r.state,
    requestedBy: r.requested_by,
    recordedAt: instant(r.recorded_at),
    decidedBy: r.decided_by ?? '',
    note: r.note,
  };
}

const refunds = handleQuery(listRefunds, async ({ db }, input) => {
  const wanted = sql<boolean>`(${input.waiting ?? null}::bool is null or (f.state = 'requested') = ${input.waiting ?? null}::bool)`;
  const { rows: counted } = await sql<{ n: number }>`select count(*)::int as n from refund f where ${wanted}`.execute(
    db,
  );
  const { rows } = await sql<RequestRow & { receipt_id: string; receipt: string }>`
    select f.id, f.number::text, f.receipt_id, r.number::text as receipt, p.name as payer, r.currency, f.amount_minor, f.reason, f.state,
      q.name as requested_by, f.recorded_at, d.name as decided_by, f.note
    from refund f join receipt r on r.id = f.receipt_id left join payer_brief p on p.id = r.payer_id
    join person_brief q on q.id = f.requested_by left join person_brief d on d.id = f.decided_by
    where ${wanted} order by f.number desc limit ${input.limit} offset ${input.offset}`.execute(db);
  return {
    total: counted[0]?.n ?? 0,
    rows: rows.map((r) => ({ ...requestOf(r), receiptId: r.receipt_id, receipt: r.receipt })),
  };
});

const writeOffs = handleQuery(listWriteOffs, async ({ db }, input) => {
  const wanted = sql<boolean>`(${input.waiting ?? null}::bool is null or (f.state = 'requested') = ${input.waiting ?? null}::bool)`;
  const { rows: counted } = await sql<{
    n: number;
  }>`select count(*)::int as n from write_off f where ${wanted}`.execute(db);
  const { rows } = await sql<
    RequestRow & { receivable_id: string; invoice_id: string | null; invoice: string; reason_kind: string }
  >`select f.id, f.number::text, f.receivable_id, r.invoice_id, r.number as invoice, p.name as payer, r.currency, f.amount_minor, f.reason_kind, f.reason,
      f.state, q.name as requested_by, f.recorded_at, d.name as decided_by, f.note
    from write_off f join receivable r on r.id = f.receivable_id left join payer_brief p on p.id = r.payer_id
    join person_brief q on q.id = f.requested_by left join person_brief d on d.id = f.decided_by
    where ${wanted} order by f.number desc limit ${input.limit} offset ${input.offset}`.execute(db);
  return {
    total: counted[0]?.n ?? 0,
    rows: rows.map((r) => ({
      ...requestOf(r),
      receivableId: r.receivable_id,
      invoiceId: r.invoice_id,
      invoice: r.invoice,
      reasonKind: r.reason_kind,
    })),
  };
});

export const lists: readonly Query[] = [bankAccounts, order, tolerance, deposits, refunds, writeOffs];
