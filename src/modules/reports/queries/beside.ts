import { sql } from 'kysely';
import { daysBetween, type Day } from '../../../kernel/day.ts';
import { hoursText } from '../../../kernel/hours.ts';
import { rateForReading, wire } from '../../../kernel/money.ts';
import { handleQuery, NotFound, type Query, type Reading } from '../../../platform/command.ts';
import * as c from '../contract/beside.ts';

interface Head {
  readonly matter_id: string;
  readonly currency: string;
}

const HUNDREDTH = 36n;
const SHOWN = 12;

export const showBeside: Query = handleQuery(c.showBeside, async (reading, { id, matterId }) => {
  const { rows } = await sql<Head>`
    select x.matter_id, p.currency from proforma_head p join matter_on_proforma x on x.proforma_id = p.id
    where p.id = ${id}::uuid and (x.matter_id = ${matterId ?? null}::uuid or (${matterId ?? null}::uuid is null and x.leads))`.execute(
    reading.db,
  );
  const [head] = rows;
  if (!head) throw new NotFound('There is no such proforma, or the matter is not on it.');
  return {
    lastBill: await lastBill(reading, head),
    usual: await usual(reading, head),
    unbilled: await unbilled(reading, head),
    narratives: await narratives(reading, head),
    funds: await funds(reading, head),
  };
});

/** How the matter was treated last: what the work was worth and what was billed for it, over all its payers. */
async function lastBill({ db }: Reading, { matter_id, currency }: Head) {
  const { rows } = await sql<{
    numbers: string;
    on: Day;
    work: bigint;
    billed: bigint;
    seconds: bigint;
    no_charge: number;
  }>`
    with last as (select i.proforma_id from invoice_head i join matter_on_proforma x on x.proforma_id = i.proforma_id
      where x.matter_id = ${matter_id}::uuid and not i.reversed order by i.invoice_date desc, i.number desc limit 1)
    select string_agg(distinct b.number, ', ') as numbers, max(b.invoice_date) as on,
      round(sum(b.work_minor::numeric * b.share_ppm / 1000000))::int8 as work, sum(b.bill_minor)::int8 as billed,
      sum(b.seconds)::int8 as seconds, count(distinct b.card_id) filter (where b.bill_minor = 0)::int as no_charge
    from billed_line b join invoice_head i on i.id = b.invoice_id where i.proforma_id = (select proforma_id from last) and b.matter_id = ${matter_id}::uuid`.execute(
    db,
  );
  const [row] = rows;
  if (!row || row.numbers === null) return null;
  return {
    number: row.numbers,
    on: row.on,
    work: wire(row.work, currency),
    billed: wire(row.billed, currency),
    hours: hoursText(row.seconds),
    noCharge: row.no_charge,
  };
}

/** A year's time on the matter, per person: hours in all, hours of a card, and the latest rate. */
async function usual({ db, today }: Reading, { matter_id, currency }: Head) {
  const { rows } = await sql<{ name: string; cards: number; seconds: bigint; rate: bigint | null }>`
    select t.name, count(*)::int as cards, sum(k.worked_seconds)::int8 as seconds,
      (array_agg(k.agreed_rate_e4 order by k.work_date desc))[1] as rate
    from card_brief k join timekeeper_brief t on t.id = k.timekeeper_id
    where k.matter_id = ${matter_id}::uuid and k.kind = 'time' and k.state in ('open', 'billed') and k.work_date > ${today}::date - 365
    group by t.name order by 3 desc limit ${SHOWN}`.execute(db);
  return rows.map((r) => ({
    timekeeper: r.name,
    cards: r.cards,
    hours: hoursText(r.seconds),
    perCard: hoursText((r.seconds / HUNDREDTH / BigInt(r.cards)) * HUNDREDTH),
    rate: r.rate === null ? '' : rateForReading(r.rate, currency),
  }));
}

async function unbilled({ db, today }: Reading, { matter_id, currency }: Head) {
  const { rows } = await sql<{ wip: bigint; oldest: Day | null; cards: number }>`
    select coalesce(sum(wip_minor), 0)::int8 as wip, min(work_date) as oldest, count(*)::int as cards from open_wip
    where matter_id = ${matter_id}::uuid`.execute(db);
  const row = rows[0] ?? { wip: 0n, oldest: null, cards: 0 };
  return {
    wip: wire(row.wip, currency),
    oldest: row.oldest,
    days: row.oldest === null ? 0 : daysBetween(row.oldest, today),
    cards: row.cards,
  };
}

async function narratives({ db }: Reading, { matter_id }: Head) {
  const { rows } = await sql<{ on: Day; timekeeper: string | null; seconds: bigint; narrative: string }>`
    select k.work_date as on, t.initials as timekeeper, k.worked_seconds as seconds, k.narrative
    from card_brief k left join timekeeper_brief t on t.id = k.timekeeper_id
    where k.matter_id = ${matter_id}::uuid and k.state = 'billed' order by k.work_date desc, k.number desc limit ${SHOWN}`.execute(
    db,
  );
  return rows.map((r) => ({
    on: r.on,
    timekeeper: r.timekeeper ?? '',
    hours: hoursText(r.seconds),
    narrative: r.narrative,
  }));
}

/** Cash of today's payers that is on no invoice. */
async function funds({ db, today }: Reading, { matter_id }: Head) {
  const { rows } = await sql<{ payer: string; currency: string | null; minor: bigint }>`
    select p.name as payer, r.currency, coalesce(sum(r.open_minor), 0)::int8 as minor
    from matter_payer_set_span s join matter_payer_share mp on mp.set_id = s.id join payer_brief p on p.id = mp.payer_id
      left join receipt_head r on r.payer_id = p.id and r.open_minor <> 0
    where s.matter_id = ${matter_id}::uuid and s.valid @> ${today}::date group by 1, 2 order by 1, 2`.execute(db);
  return [...Map.groupBy(rows, (r) => r.payer)].map(([payer, own]) => ({
    payer,
    unapplied: own.flatMap((r) => (r.currency === null ? [] : [wire(r.minor, r.currency)])),
  }));
}
