import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { OutputOf } from '../../../kernel/endpoint.ts';
import { type MoneyWire, wire } from '../../../kernel/money.ts';
import { answered, handleQuery, NotFound, type Reading } from '../../../platform/command.ts';
import { refuse } from '../../../kernel/outcome.ts';
import * as c from '../contract/portfolio.ts';
import { statusText } from '../status-text.ts';

type Row = OutputOf<typeof c.showPortfolio>['rows'][number];

interface CaseRow {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly family: string | null;
  readonly jurisdiction: string | null;
  readonly application_number: string;
  readonly client_reference: string;
  readonly case_status: string;
  readonly currency: string;
  readonly last_event: string | null;
  readonly last_event_on: Day | null;
  readonly next_task: string | null;
  readonly next_due: Day | null;
  readonly invoice_id: string | null;
  readonly invoice: string | null;
  readonly invoice_on: Day | null;
  readonly invoice_currency: string | null;
  readonly billed: bigint | null;
  readonly wip: bigint;
  readonly open: { currency: string; minor: string }[] | null;
  readonly proforma_id: string | null;
  readonly proforma: string | null;
  readonly proforma_state: string | null;
}

export const showPortfolio = handleQuery(c.showPortfolio, async ({ db, today }, input) => {
  if (input.clientId === undefined && input.familyId === undefined && input.matterId === undefined)
    answered(refuse('bad-input', 'Name a client, a family or a matter.', { where: 'clientId' }));
  const { rows } = await sql<CaseRow>`
    select m.id, m.number, m.name, f.reference as family, m.jurisdiction, m.application_number, m.client_reference, m.case_status, m.currency,
      e.name as last_event, e.completed_day as last_event_on, t.name as next_task, t.due_day as next_due,
      b.id as invoice_id, b.number as invoice, b.invoice_date as invoice_on, b.currency as invoice_currency, b.net_minor as billed,
      coalesce(w.minor, 0)::int8 as wip, o.open, p.proforma_id, p.number::text as proforma, p.state as proforma_state
    from matter_case m left join family_record f on f.id = m.family_id
      left join lateral (select d.name, d.completed_day from docket_standing d where d.matter_id = m.id and d.state = 'completed'
        order by d.completed_day desc, d.recorded_at desc limit 1) e on true
      left join lateral (select d.name, d.due_day from docket_standing d where d.matter_id = m.id and d.state = 'open' and d.due_day is not null
        order by d.due_day limit 1) t on true
      left join lateral (select i.id, i.number, i.invoice_date, i.currency, x.net_minor from invoice_matter x join invoice_head i on i.id = x.invoice_id
        where x.matter_id = m.id and not i.reversed order by i.invoice_date desc, i.number desc limit 1) b on true
      left join (select matter_id, sum(wip_minor) as minor from open_wip group by matter_id) w on w.matter_id = m.id
      left join lateral (select jsonb_agg(jsonb_build_object('currency', y.currency, 'minor', y.minor::text) order by y.currency) as open from (
        select r.currency, sum(r.open_minor)::int8 as minor from open_receivable_matter r where r.matter_id = m.id group by 1 having sum(r.open_minor) <> 0) y) o on true
      left join lateral (select x.proforma_id, x.number, x.state from matter_on_proforma x where x.matter_id = m.id
        and x.state not in ('billed', 'closed', 'reversed') limit 1) p on true
    where (${input.clientId ?? null}::uuid is null or m.client_id = ${input.clientId ?? null}::uuid)
      and (${input.familyId ?? null}::uuid is null or m.family_id = ${input.familyId ?? null}::uuid)
      and (${input.matterId ?? null}::uuid is null or m.id = ${input.matterId ?? null}::uuid)
    order by f.reference nulls last, m.number`.execute(db);
  if (rows.length === 0) throw new NotFound('There is no such case.');
  const presented = rows.map(present);
  const of = await nameOf(db, input, presented);
  const wip = sums(presented.map((row) => row.wip));
  const open = sums(presented.flatMap((row) => row.open));
  return { of, today, rows: presented, wip, open, text: statusText({ of, today, rows: presented, wip, open }) };
});

function present(row: CaseRow): Row {
  return {
    matterId: row.id,
    matter: row.number,
    name: row.name,
    family: row.family ?? '',
    jurisdiction: row.jurisdiction ?? '',
    applicationNumber: row.application_number,
    clientReference: row.client_reference,
    caseStatus: row.case_status,
    lastEvent: row.last_event ?? '',
    lastEventOn: row.last_event_on,
    nextTask: row.next_task ?? '',
    nextDue: row.next_due,
    lastInvoice: row.invoice ?? '',
    lastInvoiceId: row.invoice_id,
    lastInvoiceOn: row.invoice_on,
    lastBilled: row.billed === null ? null : wire(row.billed, row.invoice_currency ?? row.currency),
    wip: wire(row.wip, row.currency),
    open: row.open ?? [],
    proforma: row.proforma ?? '',
    proformaId: row.proforma_id,
    proformaState: row.proforma_state ?? '',
  };
}

function sums(amounts: readonly MoneyWire[]): MoneyWire[] {
  const found = new Map<string, bigint>();
  for (const { minor, currency } of amounts) found.set(currency, (found.get(currency) ?? 0n) + BigInt(minor));
  return [...found].filter(([, minor]) => minor !== 0n).map(([currency, minor]) => wire(minor, currency));
}

async function nameOf(
  db: Reading['db'],
  input: { readonly clientId?: string | undefined; readonly familyId?: string | undefined },
  rows: readonly Row[],
): Promise<string> {
  const [first] = rows;
  if (input.familyId !== undefined) return `family ${first?.family ?? ''}`;
  if (input.clientId === undefined) return `${first?.matter ?? ''} ${first?.name ?? ''}`;
  const client = await db
    .selectFrom('client_brief')
    .select('name')
    .where('id', '=', input.clientId)
    .executeTakeFirstOrThrow();
  return client.name ?? '';
}
