import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { Work } from '../../../platform/command.ts';
import type { Mergeable } from '../merge.ts';
import type { Considered } from '../run.ts';
import { cyclesOn } from './cycles.ts';
import { mergeableOf } from './mergeable.ts';

type Kind = 'time' | 'disbursement' | 'charge';

/** What a run asks for. */
export interface Criteria {
  readonly fromDay?: Day | undefined;
  readonly throughDay: Day;
  readonly clientId?: string | undefined;
  readonly group?: string | undefined;
  readonly entityId?: string | undefined;
  readonly familyId?: string | undefined;
  readonly billingTimekeeperId?: string | undefined;
  readonly matterId?: string | undefined;
  readonly kinds: readonly Kind[];
  readonly asked: boolean;
}

/** A matter as a run knows it, with what its proforma is made of. */
export interface MatterRow extends Considered, Mergeable {
  readonly matterId: string;
  readonly currency: string;
  readonly name: string;
  readonly client: string;
}

interface Row {
  matter_id: string;
  name: string;
  client_name: string;
  closed_to_billing: boolean;
  cards: number;
  wip: bigint;
  oldest: Day | null;
  billed_through: Day | null;
  held: number;
  later: number;
  earlier: number;
  asked_by: string | null;
  open_id: string | null;
  open_number: string | null;
  open_state: string | null;
}

/** The matters with work or an open proforma that the criteria mean, by number. */
export async function consider(work: Work, input: Criteria): Promise<MatterRow[]> {
  const from = sql<string>`${input.fromDay ?? null}::date`;
  const free = sql<boolean>`k.hold_reason is null and k.work_date <= ${input.throughDay}::date and not taken and (${from} is null or k.work_date >= ${from})`;
  const { rows } = await sql<Row>`
    select m.id as matter_id, m.name, m.client_name, m.closed_to_billing,
      count(k.id) filter (where ${free})::int as cards,
      coalesce(sum(k.wip_minor) filter (where ${free}), 0)::int8 as wip,
      (min(k.work_date) filter (where ${free}))::text as oldest,
      (select max(o.through_day)::text from matter_on_proforma o where o.matter_id = m.id and o.state not in ('closed', 'reversed')) as billed_through,
      count(k.id) filter (where k.hold_reason is not null)::int as held,
      count(k.id) filter (where k.hold_reason is null and k.work_date > ${input.throughDay}::date)::int as later,
      count(k.id) filter (where k.hold_reason is null and not taken and k.work_date < ${from})::int as earlier,
      (select min(a.asked_by) from ageing_asked a where a.matter_id = m.id) as asked_by,
      p.id as open_id, p.number::text as open_number, p.state as open_state
    from matter_brief m
    left join (select b.*, exists (select 1 from proforma_line l where l.card_id = b.id and l.attached) as taken from card_brief b
               where b.state = 'open' and b.kind = any(${[...input.kinds]}::text[])) k on k.matter_id = m.id
    -- an unbilled one may be open beside the matter's own
    left join lateral (select id, number, state from proforma o join proforma_matter x on x.proforma_id = o.id
      where x.matter_id = m.id and o.state not in ('billed', 'closed', 'reversed') order by o.unbilled, o.number desc limit 1) p on true
    where (${input.clientId ?? null}::uuid is null or m.client_id = ${input.clientId ?? null}::uuid)
      and (${input.group ?? null}::text is null or exists (select 1 from client_brief g where g.id = m.client_id and g.client_group = ${input.group ?? null}::text))
      and (${input.entityId ?? null}::uuid is null or m.entity_id = ${input.entityId ?? null}::uuid)
      and (${input.familyId ?? null}::uuid is null or m.family_id = ${input.familyId ?? null}::uuid)
      and (${input.matterId ?? null}::uuid is null or m.id = ${input.matterId ?? null}::uuid)
      and (not ${input.asked}::bool or exists (select 1 from ageing_asked a where a.matter_id = m.id))
      and (${input.billingTimekeeperId ?? null}::uuid is null or m.billing_timekeeper_id = ${input.billingTimekeeperId ?? null}::uuid)
    group by m.id, m.number, m.name, m.client_name, m.closed_to_billing, p.id, p.number, p.state
    having count(k.id) > 0 or p.id is not null
    order by m.number`.execute(work.db);
  const cycles = await cyclesOn(
    work.db,
    rows.map((r) => r.matter_id),
    input.throughDay,
  );
  const bills = await mergeableOf(
    work,
    rows.map((r) => r.matter_id),
  );
  return rows.map((r) => ({
    ...(bills.get(r.matter_id) as Mergeable),
    name: r.name,
    client: r.client_name,
    closedToBilling: r.closed_to_billing,
    cards: r.cards,
    wipMinor: r.wip,
    held: r.held,
    later: r.later,
    earlier: r.earlier,
    askedBy: r.asked_by,
    oldest: r.oldest,
    billedThrough: r.billed_through,
    cycle: cycles.get(r.matter_id) ?? null,
    open: r.open_id === null ? null : { id: r.open_id, number: r.open_number ?? '', state: r.open_state ?? '' },
  }));
}
