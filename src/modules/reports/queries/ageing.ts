import { type RawBuilder, sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { InputOf } from '../../../kernel/endpoint.ts';
import { sum, wire } from '../../../kernel/money.ts';
import { handleQuery, type Query, type Reading } from '../../../platform/command.ts';
import * as c from '../contract.ts';

type Asked = Omit<InputOf<typeof c.listAged>, 'limit' | 'offset' | 'bucket' | 'currency'>;

const NONE = null;

/**
 * What each receivable had open on the day, as then known when an instant is given. One that rested since is as it is
 * carried now; one that lies across the day is what it carries less what moved it later; one that came later isn't there.
 * So a day costs as much as lay across it, not as much as the firm was ever paid.
 */
function openOn(asOf: Day, knownAt: string | undefined): RawBuilder<unknown> {
  const known = knownAt ?? NONE;
  const rests = sql`r.last_moved_on <= ${asOf}::date and (${known}::timestamptz is null or r.last_recorded_at <= ${known}::timestamptz)`;
  // Without an instant its condition is left out whole, so that the index on the day alone answers.
  const later =
    knownAt === undefined
      ? sql`m.counts_on > ${asOf}::date`
      : sql`(m.counts_on > ${asOf}::date or m.recorded_at > ${known}::timestamptz)`;
  return sql`select r.id as receivable_id, r.open_minor as open, r.entity_open_minor as entity_open from receivable_head r
      where r.open_minor <> 0 and ${rests}
    union all select r.id, r.open_minor - coalesce(sum(m.amount_minor), 0)::int8, r.entity_open_minor - coalesce(sum(m.entity_minor), 0)::int8
      from receivable_head r left join receivable_step m on m.receivable_id = r.id and ${later}
      where r.first_moved_on <= ${asOf}::date and not (${rests}) group by r.id, r.open_minor, r.entity_open_minor
      having r.open_minor <> coalesce(sum(m.amount_minor), 0)`;
}

/**
 * The same by matter: what is open goes by the lines it is open on; the entity's amount and what is disputed go pro rata,
 * rounded so that the parts of a receivable sum to it.
 */
function agedByMatter(asOf: Day, input: Asked): RawBuilder<unknown> {
  const known = input.knownAt ?? NONE;
  const part = (whole: string) =>
    sql`(round(${sql.ref(`a.${whole}`)}::numeric * x.upto / a.open) - round(${sql.ref(`a.${whole}`)}::numeric * (x.upto - x.minor) / a.open))::int8`;
  return sql`select a.id, a.invoice_id, a.number, a.invoice_date, a.due_date, a.entity_id, a.client_id, a.payer_id, a.billing_timekeeper_id, a.currency,
      a.amount_minor, a.days, a.bucket, x.matter_id, x.minor::int8 as open, ${part('entity_open')} as entity_open, ${part('disputed')} as disputed
    from (${agedWhole(asOf, input)}) a cross join lateral (
      select s.matter_id, sum(s.minor) as minor, sum(sum(s.minor)) over (order by s.matter_id) as upto from receivable_matter_step s
      where s.receivable_id = a.id and s.counts_on <= ${asOf}::date and (${known}::timestamptz is null or s.recorded_at <= ${known}::timestamptz)
      group by s.matter_id) x
    where x.minor <> 0 and (${input.matterId ?? NONE}::uuid is null or x.matter_id = ${input.matterId ?? NONE}::uuid)`;
}

function aged(asOf: Day, input: Asked, byMatter = false): RawBuilder<unknown> {
  return byMatter || input.matterId !== undefined ? agedByMatter(asOf, input) : agedWhole(asOf, input);
}

/** Every open receivable with its age, its bucket (0 is not due) and what of it is disputed. */
function agedWhole(asOf: Day, input: Asked): RawBuilder<unknown> {
  const age =
    input.basis === 'due' ? sql`(${asOf}::date - r.due_date)` : sql`greatest(${asOf}::date - r.invoice_date, 1)`;
  const known = input.knownAt ?? NONE;
  return sql`select r.*, o.open, o.entity_open, ${age}::int as days, width_bucket(${age}::int, array[1, 31, 61, 91, 121]) as bucket,
      least(coalesce(d.minor, 0), o.open)::int8 as disputed
    from (${openOn(asOf, input.knownAt)}) o join receivable_head r on r.id = o.receivable_id
    left join (select receivable_id, sum(amount_minor) as minor from dispute_span where opened_on <= ${asOf}::date
        and (closed_on is null or closed_on > ${asOf}::date) and (${known}::timestamptz is null or recorded_at <= ${known}::timestamptz) group by 1) d
      on d.receivable_id = r.id
    where (${input.entityId ?? NONE}::uuid is null or r.entity_id = ${input.entityId ?? NONE}::uuid)
      and (${input.clientId ?? NONE}::uuid is null or r.client_id = ${input.clientId ?? NONE}::uuid)
      and (${input.payerId ?? NONE}::uuid is null or r.payer_id = ${input.payerId ?? NONE}::uuid)
      and (${input.billingTimekeeperId ?? NONE}::uuid is null or r.billing_timekeeper_id = ${input.billingTimekeeperId ?? NONE}::uuid)`;
}

interface Group {
  group_id: string | null;
  group: string;
  entity_id: string;
  entity: string;
  entity_currency: string;
  currency: string;
  buckets: string[];
  disputed: bigint;
  open: bigint;
  entity_open: bigint;
  invoices: number;
  oldest: number;
}

const GROUPS = {
  client: { column: 'client_id', view: 'client_brief' },
  payer: { column: 'payer_id', view: 'payer_brief' },
  'billing timekeeper': { column: 'billing_timekeeper_id', view: 'timekeeper_brief' },
  matter: { column: 'matter_id', view: 'matter_brief' },
} as const;

const show = handleQuery(c.showAgeing, async ({ db, today }, input) => {
  const asOf = input.asOf ?? today;
  const { column, view } = GROUPS[input.by];
  const bucket = (i: number) =>
    sql`coalesce(sum(open - disputed) filter (where bucket = ${sql.lit(i)}), 0)::int8::text`;
  const { rows } = await sql<Group>`
    select s.*, ${input.by === 'matter' ? sql`coalesce(g.number || ' ' || g.name, 'No matter')` : sql`g.name`} as group, e.code as entity, e.currency as entity_currency from (
      select ${sql.ref(column)} as group_id, entity_id, currency, array[${sql.join(c.RECEIVABLE_BUCKETS.map((_, i) => bucket(i)))}] as buckets,
        sum(disputed)::int8 as disputed, sum(open)::int8 as open, sum(entity_open)::int8 as entity_open, count(*)::int as invoices, max(days)::int as oldest
      from (${aged(asOf, input, input.by === 'matter')}) a group by 1, 2, 3) s
    left join ${sql.table(view)} g on g.id = s.group_id join legal_entity e on e.id = s.entity_id order by "group", s.currency, e.code`.execute(
    db,
  );
  const counts = input.by === 'matter' ? await countsOf(db, asOf, input) : countedIn(rows);
  return {
    asOf,
    knownAt: input.knownAt ?? null,
    rows: rows.map((r) => ({
      groupId: r.group_id,
      group: r.group,
      entity: r.entity,
      entityId: r.entity_id,
      open: wire(r.open, r.currency),
      buckets: r.buckets,
      disputed: wire(r.disputed, r.currency),
      entityOpen: wire(r.entity_open, r.entity_currency),
      invoices: r.invoices,
      oldestDays: r.oldest,
    })),
    totals: [...Map.groupBy(rows, (r) => r.currency)]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([currency, group]) => ({
        currency,
        open: wire(sum(group.map((r) => r.open)), currency),
        buckets: c.RECEIVABLE_BUCKETS.map((_, i) => sum(group.map((r) => BigInt(r.buckets[i] ?? '0'))).toString()),
        disputed: wire(sum(group.map((r) => r.disputed)), currency),
        invoices: counts.get(currency) ?? 0,
      })),
    entities: [...Map.groupBy(rows, (r) => r.entity)].map(([entity, group]) => ({
      entity,
      open: wire(sum(group.map((r) => r.entity_open)), group[0]?.entity_currency ?? ''),
    })),
  };
});

/** Open invoices per currency, each of which is in one group. */
function countedIn(rows: readonly Group[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { currency, invoices } of rows) counts.set(currency, (counts.get(currency) ?? 0) + invoices);
  return counts;
}

/** Open invoices per currency; an invoice of several matters is in several groups, and still is one. */
async function countsOf(db: Reading['db'], asOf: Day, input: Asked): Promise<Map<string, number>> {
  const { rows } = await sql<{ currency: string; n: number }>`
    select currency, count(distinct id)::int as n from (${aged(asOf, input)}) a group by 1`.execute(db);
  return new Map(rows.map((r) => [r.currency, r.n]));
}

interface Item {
  id: string;
  invoice_id: string | null;
  number: string;
  entity: string;
  client: string;
  client_id: string;
  payer: string;
  payer_id: string;
  invoice_date: Day;
  due_date: Day;
  days: number;
  bucket: number;
  currency: string;
  amount_minor: bigint;
  open: bigint;
  disputed: bigint;
  total: number;
}

const list = handleQuery(c.listAged, async ({ db, today }, input) => {
  const bucket = input.bucket === undefined ? null : c.RECEIVABLE_BUCKETS.indexOf(input.bucket);
  const { rows } = await sql<Item>`
    select a.*, e.code as entity, k.name as client, p.name as payer, count(*) over ()::int as total
    from (${aged(input.asOf ?? today, input)}) a
    join legal_entity e on e.id = a.entity_id join client_brief k on k.id = a.client_id join payer_brief p on p.id = a.payer_id
    where (${bucket}::int is null or a.bucket = ${bucket}::int) and (${input.currency ?? NONE}::text is null or a.currency = ${input.currency ?? NONE}::text)
    order by a.days desc, a.number, a.id limit ${input.limit} offset ${input.offset}`.execute(db);
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map((r) => ({
      id: r.id,
      invoiceId: r.invoice_id,
      number: r.number,
      entity: r.entity,
      client: r.client,
      clientId: r.client_id,
      payer: r.payer,
      payerId: r.payer_id,
      invoiceDate: r.invoice_date,
      dueDate: r.due_date,
      days: r.days,
      bucket: c.RECEIVABLE_BUCKETS[r.bucket] ?? 'not due',
      amount: wire(r.amount_minor, r.currency),
      open: wire(r.open, r.currency),
      disputed: wire(r.disputed, r.currency),
    })),
  };
});

export const ageingQueries: readonly Query[] = [show, list];
