import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { wire } from '../../../kernel/money.ts';
import { handleQuery, NotFound, type Query } from '../../../platform/command.ts';
import * as c from '../contract.ts';
import { creditableOfEarlier } from '../store/creditable.ts';
import { correctionsOf, documentsState, failuresOf, lastSent } from './history.ts';

interface Row {
  id: string;
  document_type: 'credit-note' | 'cancellation';
  number: string;
  on: Day;
  currency: string;
  total_minor: bigint;
  restores_wip: boolean;
  reason: string;
  reversed: boolean;
  link: string | null;
  document_failed: boolean;
  receivable_id: string;
  invoice_id: string | null;
  invoice_number: string;
  client: string;
  payer: string;
  entity: string;
  sent: string | null;
  queued: boolean;
  problem: string | null;
}

const FROM = sql`from correction c join receivable_head r on r.id = c.receivable_id join client_brief k on k.id = c.client_id
  join payer_brief p on p.id = c.payer_id join legal_entity e on e.id = c.entity_id`;

const list = handleQuery(c.listCorrections, async ({ db }, input) => {
  const like = `%${input.words}%`;
  const wanted = sql<boolean>`(${input.receivableId ?? null}::uuid is null or c.receivable_id = ${input.receivableId ?? null}::uuid)
    and (${input.unsent ?? null}::bool is null or ${input.unsent ?? null}::bool <> (exists (select 1 from correction_dispatch s where s.correction_id = c.id and s.stands)
      or exists (select 1 from correction_reversal v where v.correction_id = c.id)))
    and (${input.failed ?? null}::bool is null or ${input.failed ?? null}::bool = exists (select 1 from failed_sending f where f.subject_id = c.id))
    and (${input.words} = '' or c.number ilike ${like} or r.number ilike ${like} or p.name ilike ${like} or k.name ilike ${like})`;
  const { rows: sums } = await sql<{ currency: string; n: number; total: bigint }>`
    select c.currency, count(*)::int as n, sum(c.total_minor)::int8 as total ${FROM} where ${wanted} group by 1 order by 1`.execute(
    db,
  );
  const { rows } = await sql<Row>`
    select c.id, c.document_type, c.number, c.document_date as on, c.currency, c.total_minor, c.restores_wip, c.reason, c.receivable_id, r.invoice_id,
      r.number as invoice_number, k.name as client, p.name as payer, e.code as entity,
      exists (select 1 from correction_reversal v where v.correction_id = c.id) as reversed,
      (select d.id from document_link d where d.subject_id = c.id and d.kind = 'pdf') as link,
      exists (select 1 from failed_sending f where f.subject_id = c.id and f.what = 'pdf') as document_failed,
      (select string_agg(f.reason, ' ' order by f.failed_at) from failed_sending f where f.subject_id = c.id) as problem,
      ${lastSent('correction', 'c.id')} as sent,
      exists (select 1 from correction_dispatch s where s.correction_id = c.id and s.state = 'queued') as queued
    ${FROM} where ${wanted} order by c.document_date desc, c.number desc limit ${input.limit} offset ${input.offset}`.execute(
    db,
  );
  return {
    total: sums.reduce((n, s) => n + s.n, 0),
    amounts: sums.map((s) => wire(s.total, s.currency)),
    rows: rows.map(rowOf),
  };
});

function rowOf(r: Row) {
  return {
    id: r.id,
    documentType: r.document_type,
    number: r.number,
    on: r.on,
    total: wire(r.total_minor, r.currency),
    restoresWip: r.restores_wip,
    reason: r.reason,
    reversed: r.reversed,
    documents: documentsState(r.link !== null, r.document_failed),
    documentLinkId: r.link,
    receivableId: r.receivable_id,
    invoiceId: r.invoice_id,
    invoiceNumber: r.invoice_number,
    client: r.client,
    payer: r.payer,
    entity: r.entity,
    sent: r.sent,
    state: sendingState(r),
    problem: r.problem ?? '',
  };
}

function sendingState(r: Row): 'not sent' | 'queued' | 'sent' | 'failed' {
  if (r.problem !== null) return 'failed';
  if (r.queued) return 'queued';
  return r.sent ? 'sent' : 'not sent';
}

const show = handleQuery(c.showCorrections, async ({ db }, { receivableId }) => {
  const { rows } = await sql<{ currency: string; kinds: Record<string, string> }>`
    select r.currency, (select jsonb_object_agg(l.line_no, l.kind) from receivable_line_record l where l.receivable_id = r.id) as kinds
    from receivable_head r where r.id = ${receivableId}::uuid and r.opening_id is not null`.execute(db);
  const [owed] = rows;
  if (!owed) throw new NotFound('No invoice of the earlier books has this id.');
  const creditable = await creditableOfEarlier({ db }, receivableId);
  return {
    corrections: await correctionsOf(db, receivableId, owed.currency),
    failures: await failuresOf(db, receivableId),
    lines: creditable.map((l) => ({
      lineNo: l.lineNo,
      kind: owed.kinds[l.lineNo] ?? '',
      creditable: wire(l.netMinor, owed.currency),
      tax: wire(l.taxMinor, owed.currency),
    })),
  };
});

export const correctionQueries: readonly Query[] = [list, show];
