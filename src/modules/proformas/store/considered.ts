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

/** The matters with work or an open proforma that the criteria mean, by number. */
export async function consider(work: Work, input: Criteria): Promise<MatterRow[]> {
  // Asked set by set and put together here: in one statement, with the planner's figures from before an import of a whole
  // month, all cards would be gone through once for every matter.
  const cards = await openCards(work, input);
  const open = await openProformas(work, input.matterId);
  const matters = await mattersMeant(work, input, [...new Set([...cards.keys(), ...open.keys()])]);
  const ids = matters.map((m) => m.id);
  const billed = await billedThrough(work, ids);
  const cycles = await cyclesOn(work.db, ids, input.throughDay);
  const bills = await mergeableOf(work, ids);
  return matters.map((m) => ({
    ...(bills.get(m.id) as Mergeable),
    name: m.name,
    client: m.client_name,
    closedToBilling: m.closed_to_billing,
    ...(cards.get(m.id) ?? NO_CARDS),
    askedBy: m.asked_by,
    billedThrough: billed.get(m.id) ?? null,
    cycle: cycles.get(m.id) ?? null,
    open: open.get(m.id) ?? null,
  }));
}

type Cards = Pick<MatterRow, 'cards' | 'wipMinor' | 'oldest' | 'held' | 'later' | 'earlier'>;

const NO_CARDS: Cards = { cards: 0, wipMinor: 0n, oldest: null, held: 0, later: 0, earlier: 0 };

/** The unbilled cards of each matter: what could be on a proforma now, what is held, what lies after or before the days asked for. */
async function openCards(work: Work, input: Criteria): Promise<ReadonlyMap<string, Cards>> {
  const from = sql<string>`${input.fromDay ?? null}::date`;
  const through = sql<string>`${input.throughDay}::date`;
  const free = sql<boolean>`k.hold_reason is null and k.work_date <= ${through} and not k.taken and (${from} is null or k.work_date >= ${from})`;
  const { rows } = await sql<{
    matter_id: string;
    cards: number;
    wip: bigint;
    oldest: Day | null;
    held: number;
    later: number;
    earlier: number;
  }>`
    select k.matter_id, count(*) filter (where ${free})::int as cards, coalesce(sum(k.wip_minor) filter (where ${free}), 0)::int8 as wip,
      (min(k.work_date) filter (where ${free}))::text as oldest, count(*) filter (where k.hold_reason is not null)::int as held,
      count(*) filter (where k.hold_reason is null and k.work_date > ${through})::int as later,
      count(*) filter (where k.hold_reason is null and not k.taken and k.work_date < ${from})::int as earlier
    from (select b.matter_id, b.work_date, b.wip_minor, b.hold_reason,
        exists (select 1 from proforma_line l where l.card_id = b.id and l.attached) as taken
      from card_brief b where b.state = 'open' and b.kind = any(${[...input.kinds]}::text[])
        and (${input.matterId ?? null}::uuid is null or b.matter_id = ${input.matterId ?? null}::uuid)) k
    group by k.matter_id`.execute(work.db);
  return new Map(rows.map(({ matter_id: id, wip, ...counts }) => [id, { ...counts, wipMinor: wip }]));
}

/** The open proforma of each matter that has one; an unbilled one may be open beside the matter's own, which goes before it. */
async function openProformas(
  work: Work,
  matterId: string | undefined,
): Promise<ReadonlyMap<string, { id: string; number: string; state: string }>> {
  const { rows } = await sql<{ matter_id: string; id: string; number: string; state: string }>`
    select distinct on (x.matter_id) x.matter_id, o.id, o.number::text as number, o.state
    from proforma o join proforma_matter x on x.proforma_id = o.id
    where o.state not in ('billed', 'closed', 'reversed') and (${matterId ?? null}::uuid is null or x.matter_id = ${matterId ?? null}::uuid)
    order by x.matter_id, o.unbilled, o.number desc`.execute(work.db);
  return new Map(rows.map(({ matter_id: id, ...open }) => [id, open]));
}

async function mattersMeant(work: Work, input: Criteria, ids: readonly string[]) {
  const { rows } = await sql<{
    id: string;
    name: string;
    client_name: string;
    closed_to_billing: boolean;
    asked_by: string | null;
  }>`
    select m.id, m.name, m.client_name, m.closed_to_billing, (select min(a.asked_by) from ageing_asked a where a.matter_id = m.id) as asked_by
    from matter_brief m where m.id = any(${[...ids]}::uuid[])
      and (${input.clientId ?? null}::uuid is null or m.client_id = ${input.clientId ?? null}::uuid)
      and (${input.group ?? null}::text is null or exists (select 1 from client_brief g where g.id = m.client_id and g.client_group = ${input.group ?? null}::text))
      and (${input.entityId ?? null}::uuid is null or m.entity_id = ${input.entityId ?? null}::uuid)
      and (${input.familyId ?? null}::uuid is null or m.family_id = ${input.familyId ?? null}::uuid)
      and (not ${input.asked}::bool or exists (select 1 from ageing_asked a where a.matter_id = m.id))
      and (${input.billingTimekeeperId ?? null}::uuid is null or m.billing_timekeeper_id = ${input.billingTimekeeperId ?? null}::uuid)
    order by m.number`.execute(work.db);
  return rows;
}

/** The last day that a proforma of each matter went through. */
async function billedThrough(work: Work, ids: readonly string[]): Promise<ReadonlyMap<string, Day>> {
  const { rows } = await sql<{ matter_id: string; through: Day }>`
    select matter_id, max(through_day)::text as through from matter_on_proforma
    where matter_id = any(${[...ids]}::uuid[]) and state not in ('closed', 'reversed') group by matter_id`.execute(
    work.db,
  );
  return new Map(rows.map((row) => [row.matter_id, row.through]));
}
