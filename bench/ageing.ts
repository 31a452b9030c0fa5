// What a day in the past costs: bin/bench ageing [--invoices 100000] [--json]
// Receivables ageing over many invoices of two years, today, nine months back and as known then, each beside the bare
// sum of the movements of that day: one plan, one pass, nothing computed.
import { parseArgs } from 'node:util';
import pg from 'pg';
import { chanceFrom } from '../src/demo/chance.ts';
import { act } from '../src/demo/doing.ts';
import { setUpFirm } from '../src/demo/set-up.ts';
import { addMonths, day } from '../src/kernel/day.ts';
import type { Engine } from '../src/platform/command.ts';
import { people } from './large-firm.ts';
import { medianOf } from './timed.ts';
import { onThrowAway } from './throw-away.ts';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { invoices: { type: 'string', default: '100000' }, json: { type: 'boolean', default: false } },
});
const INVOICES = Number(values.invoices);
const TODAY = day('2026-03-31');
const BACK = addMonths(TODAY, -9);
const TIMES = 15;

/** Two years of invoices, five in six of them paid some weeks later, one in eight in two parts. Triggers are off: this is no test of the books. */
const FILL = `
  set session_replication_role = replica;
  insert into opening_balance (id, entity_id, kind, cutover_day, file_name, file_hash, rows, control, state, event_id)
    select gen_random_uuid(), e.id, 'invoices', '2026-03-31', 'bench', '\\x00', 1, '{}', 'taken', gen_random_uuid() from legal_entity e order by code desc limit 1;
  with payers as (select array_agg(array[p.id::text, p.client_id::text]) as all from payer p),
    keepers as (select array_agg(id) as all from timekeeper)
  insert into receivable (id, number, opening_id, entity_id, client_id, payer_id, currency, invoice_date, due_date, amount_minor, entity_amount_minor,
      open_minor, entity_open_minor, billing_timekeeper_id)
    select gen_random_uuid(), 'B-' || n, o.id, o.entity_id, p.all[1 + n % array_length(p.all, 1)][2]::uuid, p.all[1 + n % array_length(p.all, 1)][1]::uuid,
      'GBP', d, d + 30, 10000 + n % 90000, 10000 + n % 90000, 0, 0, k.all[1 + n % array_length(k.all, 1)]
    from generate_series(1, $INVOICES) n, opening_balance o, payers p, keepers k, lateral (select ('2024-04-01'::date + (n * 729 / $INVOICES)) as d) x;
  insert into receivable_movement (id, receivable_id, kind, amount_minor, entity_minor, counts_on, journal_id, event_id, recorded_at)
    select gen_random_uuid(), id, 'opening', amount_minor, amount_minor, invoice_date, gen_random_uuid(), gen_random_uuid(), invoice_date from receivable
    union all select gen_random_uuid(), id, 'allocated', -(amount_minor - part), -(amount_minor - part), paid, gen_random_uuid(), gen_random_uuid(), paid
      from (select *, case when right(number, 1)::int = 7 then amount_minor / 2 else 0 end as part, invoice_date + 20 + (amount_minor % 70)::int as paid
        from receivable where amount_minor % 6 > 0) r where paid <= '2026-03-31';
  update receivable r set open_minor = m.minor, entity_open_minor = m.minor, first_moved_on = m.first, last_moved_on = m.last, last_recorded_at = m.recorded
    from (select receivable_id, sum(amount_minor) as minor, min(counts_on) as first, max(counts_on) as last, max(recorded_at) as recorded from receivable_movement group by 1) m where m.receivable_id = r.id;
  set session_replication_role = default;
  analyze;
`;

/** Nothing that answers the question can read less than what moved until the day. */
const FLOOR = `select receivable_id, sum(amount_minor), sum(entity_minor) from receivable_movement where counts_on <= $1::date group by 1 having sum(amount_minor) <> 0`;

interface Step {
  readonly step: string;
  readonly oursMs: number;
  readonly floorMs: number;
  readonly ratio: number;
  readonly targetMs: number;
}

const steps: Step[] = [];
await onThrowAway(TODAY, async (engine, owner) => {
  await setUpFirm(engine, chanceFrom(7), TODAY);
  const client = new pg.Client(owner);
  await client.connect();
  await client.query(FILL.replaceAll('$INVOICES', String(INVOICES)));
  await client.end();
  await measure(engine);
});
if (values.json) console.log(JSON.stringify({ invoices: INVOICES, steps }));
else console.table(steps);

async function measure(engine: Engine): Promise<void> {
  const { owen } = await people(engine);
  for (const [step, asOf, input] of [
    ['today', TODAY, {}],
    ['nine months back', BACK, { asOf: BACK }],
    ['nine months back, as then known', BACK, { asOf: BACK, knownAt: `${BACK}T23:59:59Z` }],
    ['nine months back, by payer', BACK, { asOf: BACK, by: 'payer' }],
  ] as const) {
    const oursMs = await medianOf(TIMES, () => act(engine, owen, 'ageing show', input));
    const floorMs = await medianOf(TIMES, () => engine.store.pool.query(FLOOR, [asOf]));
    steps.push({ step, oursMs, floorMs, ratio: Math.round((oursMs / floorMs) * 100) / 100, targetMs: 300 });
  }
}
