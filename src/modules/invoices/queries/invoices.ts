import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { wire } from '../../../kernel/money.ts';
import { handleQuery, NotFound, type Query, type Reading } from '../../../platform/command.ts';
import * as c from '../contract.ts';
import { linesOf, taxesOf } from './billed.ts';
import { lessOnAccountOf, onAccountOf } from './on-account-of.ts';
import { correctionsOf, dispatchesOf, documentsState, failuresOf, lastSent, roundsOf } from './history.ts';

interface InvoiceRow {
  id: string;
  number: string;
  invoice_date: Day;
  due_date: Day;
  client_id: string;
  client: string;
  payer: string;
  matter_id: string;
  matter: string;
  entity: string;
  currency: string;
  net: bigint;
  tax_minor: bigint;
  total_minor: bigint;
  open: bigint | null;
  has_pdf: boolean;
  sent: string | null;
  document_failed: boolean;
  problem: string | null;
  proforma_id: string | null;
  proforma: string | null;
  fees_minor: bigint;
  disbursements_minor: bigint;
  charges_minor: bigint;
  on_account_minor: bigint;
  entity_currency: string;
  entity_rate: string;
  entity_rate_source: string;
  snapshot_hash: string;
  payer_id: string;
  reversed_on: Day | null;
  reversed_reason: string | null;
  cancellation: string | null;
}

/** What it bills: a proforma, or something on account of a matter. */
const ABOUT = sql`left join proforma_head f on f.id = i.proforma_id left join on_account_invoice a on a.invoice_id = i.id
    join matter_brief m on m.id = coalesce(f.matter_id, a.matter_id) join payer_brief p on p.id = i.payer_id`;

function selectInvoices(where: ReturnType<typeof sql<boolean>>, tail: ReturnType<typeof sql>) {
  return sql<InvoiceRow>`
    select i.id, i.number, i.invoice_date, i.due_date, i.client_id, m.client_name as client, p.name as payer, m.id as matter_id, coalesce(o.numbers, m.number) as matter, e.code as entity,
      i.currency, i.total_minor - i.tax_minor as net, i.tax_minor, i.total_minor, r.open_minor as open, i.proforma_id, f.number::text as proforma, i.fees_minor,
      i.disbursements_minor, i.charges_minor, i.on_account_minor, i.entity_currency, i.entity_rate, i.entity_rate_source, encode(i.snapshot_hash, 'hex') as snapshot_hash, i.payer_id,
      v.counts_on as reversed_on, v.reason as reversed_reason, v.cancellation,
      exists (select 1 from document_link d where d.subject_id = i.id and d.kind = 'pdf') as has_pdf,
      ${lastSent('invoice', 'i.id')} as sent,
      exists (select 1 from failed_sending f where f.subject_id = i.id and f.what <> 'message') as document_failed,
      (select string_agg(f.reason, ' ' order by f.failed_at) from failed_sending f where f.subject_id = i.id) as problem
    from invoice i ${ABOUT} left join proforma_about o on o.proforma_id = f.id join legal_entity e on e.id = i.entity_id left join open_receivable r on r.invoice_id = i.id
    left join invoice_reversed v on v.invoice_id = i.id where ${where} ${tail}`;
}

function rowOf(r: InvoiceRow) {
  return {
    id: r.id,
    number: r.number,
    invoiceDate: r.invoice_date,
    dueDate: r.due_date,
    clientId: r.client_id,
    client: r.client,
    payer: r.payer,
    onAccount: r.proforma_id === null,
    matterId: r.matter_id,
    matter: r.matter,
    entity: r.entity,
    net: wire(r.net, r.currency),
    tax: wire(r.tax_minor, r.currency),
    total: wire(r.total_minor, r.currency),
    open: wire(r.open ?? 0n, r.currency),
    documents: documentsState(r.has_pdf, r.document_failed),
    dispatched: r.sent,
    problem: r.problem ?? '',
    reversed: r.reversed_on
      ? { on: r.reversed_on, reason: r.reversed_reason ?? '', cancellation: r.cancellation }
      : null,
  };
}

const list = handleQuery(c.listInvoices, async ({ db }, input) => {
  const like = `%${input.words}%`;
  const wanted = sql<boolean>`(${input.clientId ?? null}::uuid is null or i.client_id = ${input.clientId ?? null}::uuid)
    and (${input.matterId ?? null}::uuid is null or a.matter_id = ${input.matterId ?? null}::uuid
      or exists (select 1 from invoice_line l where l.invoice_id = i.id and l.matter_id = ${input.matterId ?? null}::uuid))
    and (${input.from ?? null}::date is null or i.invoice_date >= ${input.from ?? null}::date)
    and (${input.to ?? null}::date is null or i.invoice_date <= ${input.to ?? null}::date)
    and (${input.unsent ?? null}::bool is null or ${input.unsent ?? null}::bool <> (exists (select 1 from invoice_dispatch s where s.invoice_id = i.id and s.stands)
      or exists (select 1 from invoice_reversal v where v.invoice_id = i.id)))
    and (${input.failed ?? null}::bool is null or ${input.failed ?? null}::bool = exists (select 1 from failed_sending f where f.subject_id = i.id
      or f.subject_id in (select x.id from correction x where x.receivable_id = i.id)))
    and (${input.words} = '' or i.number ilike ${like} or p.name ilike ${like} or m.client_name ilike ${like} or m.number ilike ${like}
      or exists (select 1 from invoice_matter x join matter_brief b on b.id = x.matter_id where x.invoice_id = i.id and b.number ilike ${like}))`;
  const { rows: sums } = await sql<{
    currency: string;
    n: number;
    total: bigint;
    open: bigint;
    waiting: number;
  }>`
    select i.currency, count(*)::int as n, sum(i.total_minor)::int8 as total, coalesce(sum(r.open_minor), 0)::int8 as open,
      count(*) filter (where not exists (select 1 from document_link d where d.subject_id = i.id and d.kind = 'pdf'))::int as waiting
    from invoice i ${ABOUT}
    left join open_receivable r on r.invoice_id = i.id where ${wanted} group by i.currency order by i.currency`.execute(
    db,
  );
  const { rows } = await selectInvoices(
    wanted,
    sql`order by i.invoice_date desc, i.number desc limit ${input.limit} offset ${input.offset}`,
  ).execute(db);
  return {
    total: sums.reduce((n, s) => n + s.n, 0),
    amounts: sums.map((s) => wire(s.total, s.currency)),
    open: sums.map((s) => wire(s.open, s.currency)),
    documentsWaiting: sums.reduce((n, s) => n + s.waiting, 0),
    rows: rows.map(rowOf),
  };
});

const show = handleQuery(c.showInvoice, async ({ db }, { id }) => {
  const { rows } = await selectInvoices(sql<boolean>`i.id = ${id}::uuid`, sql``).execute(db);
  const [r] = rows;
  if (!r) throw new NotFound('There is no such invoice.');
  const round = await roundsOf(db, r);
  const siblings = await sql<{ id: string; number: string; payer: string }>`
    select i.id, i.number, p.name as payer from invoice i join payer_brief p on p.id = i.payer_id
    where i.proforma_id = ${r.proforma_id} and i.payer_id <> ${r.payer_id} order by i.number`.execute(db);
  return {
    ...rowOf(r),
    proforma: r.proforma_id === null ? null : { id: r.proforma_id, number: r.proforma ?? '' },
    onAccount: await onAccountOf(db, id, r.currency),
    lessOnAccount: await lessOnAccountOf(db, id, r.currency),
    siblings: siblings.rows,
    ...round,
    corrections: await correctionsOf(db, id, r.currency),
    lines: await linesOf(db, id, r.currency),
    parts: [...partsOf(r), { label: 'Tax', amount: wire(r.tax_minor, r.currency) }],
    taxes: await taxesOf(db, id, r),
    rate:
      r.entity_currency === r.currency
        ? null
        : { from: r.currency, to: r.entity_currency, rate: r.entity_rate, source: r.entity_rate_source },
    snapshotHash: r.snapshot_hash,
    files: await filesOf(db, id),
    journal: await journalOf(db, id),
    dispatches: (await dispatchesOf(db, 'invoice', [id])).get(id) ?? [],
    failures: await failuresOf(db, id),
  };
});

function partsOf(r: InvoiceRow) {
  if (r.proforma_id === null) return [{ label: 'On account', amount: wire(r.on_account_minor, r.currency) }];
  return [
    { label: 'Fees', amount: wire(r.fees_minor, r.currency) },
    { label: 'Disbursements', amount: wire(r.disbursements_minor, r.currency) },
    { label: 'Charges', amount: wire(r.charges_minor, r.currency) },
  ];
}

async function filesOf(db: Reading['db'], id: string) {
  const rows = await db
    .selectFrom('document_link')
    .innerJoin('document', 'document.hash', 'document_link.document_hash')
    .select(['document_link.id', 'kind', 'file_name', 'size', 'hash'])
    .where('subject_id', '=', id)
    .orderBy('kind', 'desc')
    .execute();
  return rows.map((f) => ({
    id: f.id,
    kind: f.kind,
    fileName: f.file_name,
    size: Number(f.size),
    hash: f.hash.toString('hex'),
  }));
}

async function journalOf(db: Reading['db'], id: string) {
  const { rows } = await sql<{
    journal_id: string;
    kind: string;
    account: string;
    name: string;
    currency: string;
    amount: bigint;
    entity_currency: string;
    entity_amount: bigint;
    matter: string | null;
    timekeeper: string | null;
  }>`
    select l.journal_id, j.kind, l.account, a.name, l.currency, l.amount, e.currency as entity_currency, l.entity_amount, m.number as matter, t.initials as timekeeper
    from journal_posting l join journal_record j on j.id = l.journal_id join account a on a.code = l.account join legal_entity e on e.id = l.entity_id
    left join matter_brief m on m.id = l.matter_id left join timekeeper_brief t on t.id = l.timekeeper_id
    where l.invoice_id = ${id} order by j.recorded_at, l.line_no`.execute(db);
  return rows.map((l) => ({
    journalId: l.journal_id,
    kind: l.kind,
    account: l.account,
    accountName: l.name,
    amount: wire(l.amount, l.currency),
    entityAmount: wire(l.entity_amount, l.entity_currency),
    matter: l.matter ?? '',
    timekeeper: l.timekeeper ?? '',
  }));
}

export const queries: readonly Query[] = [list, show];
