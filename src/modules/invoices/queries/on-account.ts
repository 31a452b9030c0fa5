import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { wire } from '../../../kernel/money.ts';
import { handleQuery, type Query } from '../../../platform/command.ts';
import * as c from '../contract/on-account.ts';
import { onAccountBeside } from './on-account-beside.ts';
import { listRetainers } from './retainers.ts';

interface Row {
  id: string;
  number: string;
  invoice_date: Day;
  client_id: string;
  client: string;
  payer_id: string;
  payer: string;
  matter_id: string;
  matter: string;
  whole_client: boolean;
  words: string;
  clause: string;
  entity: string;
  currency: string;
  open_minor: bigint;
  net_minor: bigint;
  billed_minor: bigint;
  withdrawn_minor: bigint;
  paid_minor: bigint;
  applied_minor: bigint;
  left_minor: bigint;
  reversed: boolean;
}

const FROM = sql`from on_account_billed o join on_account_standing s on s.receivable_id = o.invoice_id join client_brief k on k.id = s.client_id
  join payer_brief p on p.id = s.payer_id join matter_brief m on m.id = o.matter_id join legal_entity e on e.id = s.entity_id
  left join invoice_reversed v on v.invoice_id = o.invoice_id left join clause_record x on x.id = o.clause_id`;

const list = handleQuery(c.listOnAccount, async ({ db }, input) => {
  const like = `%${input.words}%`;
  const wanted = sql<boolean>`(${input.all ?? false}::bool or s.left_minor <> 0)
    and (${input.clientId ?? null}::uuid is null or s.client_id = ${input.clientId ?? null}::uuid)
    and (${input.payerId ?? null}::uuid is null or s.payer_id = ${input.payerId ?? null}::uuid)
    and (${input.clauseLineId ?? null}::uuid is null or o.clause_line_id = ${input.clauseLineId ?? null}::uuid)
    and (${input.matterId ?? null}::uuid is null or o.matter_id = ${input.matterId ?? null}::uuid
      or (o.whole_client and s.client_id = (select client_id from matter_brief where id = ${input.matterId ?? null}::uuid)))
    and (${input.words} = '' or s.number ilike ${like} or o.words ilike ${like} or p.name ilike ${like} or k.name ilike ${like} or m.number ilike ${like})`;
  const { rows: sums } = await sql<{ currency: string; n: number; billed: bigint; left: bigint }>`
    select s.currency, count(*)::int as n, sum(s.billed_minor - s.withdrawn_minor)::int8 as billed, sum(s.left_minor)::int8 as left ${FROM}
    where ${wanted} group by 1 order by 1`.execute(db);
  const { rows } = await sql<Row>`
    select o.invoice_id as id, s.number, s.invoice_date, s.client_id, k.name as client, s.payer_id, p.name as payer, o.matter_id, m.number as matter, o.whole_client,
      o.words, coalesce(x.number, '') as clause, e.code as entity, s.currency, s.open_minor, s.net_minor, s.billed_minor, s.withdrawn_minor, s.paid_minor,
      s.applied_minor, s.left_minor, v.invoice_id is not null as reversed
    ${FROM} where ${wanted} order by s.invoice_date desc, s.number desc limit ${input.limit} offset ${input.offset}`.execute(
    db,
  );
  return {
    total: sums.reduce((n, s) => n + s.n, 0),
    billed: sums.map((s) => wire(s.billed, s.currency)),
    left: sums.map((s) => wire(s.left, s.currency)),
    rows: rows.map(rowOf),
  };
});

function rowOf(r: Row) {
  const money = (minor: bigint) => wire(minor, r.currency);
  return {
    id: r.id,
    number: r.number,
    invoiceDate: r.invoice_date,
    clientId: r.client_id,
    client: r.client,
    payerId: r.payer_id,
    payer: r.payer,
    matterId: r.matter_id,
    matter: r.matter,
    wholeClient: r.whole_client,
    words: r.words,
    clause: r.clause,
    entity: r.entity,
    billed: money(r.billed_minor),
    credited: money(r.withdrawn_minor),
    paid: money(r.paid_minor),
    applied: money(r.applied_minor),
    left: money(r.left_minor),
    available: money(r.net_minor < r.left_minor ? r.net_minor : r.left_minor),
    open: money(r.open_minor),
    state: stateOf(r),
  };
}

function stateOf(r: Row) {
  if (r.reversed) return 'taken back' as const;
  if (r.left_minor === 0n) return 'taken up' as const;
  if (r.open_minor === 0n) return 'paid' as const;
  return r.paid_minor === 0n ? ('not paid' as const) : ('partly paid' as const);
}

export const onAccountQueries: readonly Query[] = [list, onAccountBeside, listRetainers];
