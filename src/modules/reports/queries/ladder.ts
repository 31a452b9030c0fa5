import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { hoursText } from '../../../kernel/hours.ts';
import { sum, wire } from '../../../kernel/money.ts';
import { handleQuery } from '../../../platform/command.ts';
import { recordedBy } from '../../../platform/sql-day.ts';
import * as c from '../contract.ts';
import { realisation } from '../ladder.ts';

interface Row {
  group_id: string;
  group: string;
  name: string;
  currency: string;
  seconds: bigint;
  standard: bigint;
  work: bigint;
  billed: bigint;
  collected: bigint;
  credited: bigint;
  written_off: bigint;
}

const GROUPS = {
  matter: sql`select id, number as group, name from matter_brief`,
  timekeeper: sql`select id, initials as group, name from timekeeper_brief`,
  card: sql`select id, number::text as group, narrative as name from card_brief`,
} as const;
const COLUMNS = { matter: 'matter_id', timekeeper: 'timekeeper_id', card: 'card_id' } as const;

/** An invoice stands on a day, as known at an instant, from its own day on and as long as its reversal counts for a later day or was recorded later. */
const stood = (asOf: Day, knownAt: string | undefined) =>
  sql<boolean>`b.invoice_date <= ${asOf}::date and ${recordedBy('b.recorded_at', knownAt)} and (b.reversed_on is null or b.reversed_on > ${asOf}::date
    or b.reversal_recorded_at > ${knownAt ?? null}::timestamptz)`;

export const showLadder = handleQuery(c.showLadder, async ({ db, today }, input) => {
  const asOf = input.asOf ?? today;
  const { knownAt } = input;
  const one = (column: string, value: string | undefined) =>
    sql`(${value ?? null}::uuid is null or ${sql.ref(`b.${column}`)} = ${value ?? null}::uuid)`;
  const { rows } = await sql<Row>`
    select s.*, g.group, g.name from (
      select ${sql.ref(`b.${COLUMNS[input.by]}`)} as group_id, b.currency, sum(b.seconds)::int8 as seconds,
        round(sum(b.standard_minor::numeric * b.share_ppm / 1000000))::int8 as standard, round(sum(b.work_minor::numeric * b.share_ppm / 1000000))::int8 as work,
        sum(b.bill_minor)::int8 as billed, coalesce(sum(m.collected), 0)::int8 as collected, coalesce(sum(m.credited), 0)::int8 as credited,
        coalesce(sum(m.written_off), 0)::int8 as written_off
      from billed_line_ever b left join lateral (
        select -sum(net_minor) filter (where kind in ('allocated', 'allocated-reversed', 'applied', 'applied-reversed')) as collected,
          -sum(net_minor) filter (where kind in ('credited', 'credited-reversed')) as credited,
          -sum(net_minor) filter (where kind in ('written-off', 'written-off-reversed', 'difference', 'difference-reversed')) as written_off
        from receivable_step_line l where l.receivable_id = b.invoice_id and l.line_no = b.line_no and l.counts_on <= ${asOf}::date
          and ${recordedBy('l.recorded_at', knownAt)}) m on true
      where ${stood(asOf, knownAt)} and b.kind = 'time' and b.invoice_date between ${input.from}::date and ${input.to}::date and ${one('entity_id', input.entityId)}
        and ${one('matter_id', input.matterId)} and ${one('timekeeper_id', input.timekeeperId)}
        and (${input.currency ?? null}::text is null or b.currency = ${input.currency ?? null}::text)
      group by 1, 2) s
    join (${GROUPS[input.by]}) g on g.id = s.group_id order by g.group, s.currency limit 10000`.execute(db);
  return {
    from: input.from,
    to: input.to,
    asOf,
    rows: rows.map((r) => ({
      groupId: r.group_id,
      group: r.group,
      name: r.name,
      hours: hoursText(r.seconds),
      ...rungs([r], r.currency),
    })),
    totals: [...Map.groupBy(rows, (r) => r.currency)]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([currency, group]) => rungs(group, currency)),
  };
});

function rungs(rows: readonly Row[], currency: string) {
  const of = (pick: (row: Row) => bigint): bigint => sum(rows.map(pick));
  const standard = of((r) => r.standard);
  const work = of((r) => r.work);
  const billed = of((r) => r.billed);
  const collected = of((r) => r.collected);
  const credited = of((r) => r.credited);
  const writtenOff = of((r) => r.written_off);
  return {
    standard: wire(standard, currency),
    work: wire(work, currency),
    billed: wire(billed, currency),
    collected: wire(collected, currency),
    credited: wire(credited, currency),
    writtenOff: wire(writtenOff, currency),
    open: wire(billed - collected - credited - writtenOff, currency),
    ...realisation({ standard, work, billed, collected }),
  };
}
