import { sql } from 'kysely';
import { addDays, type Day } from '../../../kernel/day.ts';
import { timeValue } from '../../../kernel/money.ts';
import type { Reading } from '../../../platform/command.ts';
import { entityFacts } from '../../firm/index.ts';
import { type RateRow, ratesFor, resolve } from '../../terms/index.ts';
import type { ChangeLine } from './changes.ts';

/** What a change makes of one unbilled card of its days; amounts in minor units of the matter's currency. */
export interface CardEffect {
  readonly id: string;
  readonly matterId: string;
  readonly currency: string;
  readonly wasMinor: bigint;
  readonly nowMinor: bigint;
  /** it keeps its rate until it is re-rated on its proforma */
  readonly onProforma: boolean;
}

interface Of {
  readonly clientId: string | null;
  readonly from: Day;
}

interface CardRow {
  readonly id: string;
  readonly matter_id: string;
  readonly client_id: string;
  readonly entity_id: string;
  readonly currency: string;
  readonly timekeeper_id: string;
  readonly title: string;
  readonly office_id: string;
  readonly work_date: Day;
  readonly billable_seconds: bigint;
  readonly agreed_rate_e4: bigint | null;
  readonly wip_minor: bigint;
  readonly on_proforma: boolean;
}

/** The rates that a rate stands for, before a change or after it. */
type Sheet = (rate: RateRow) => RateRow[];

export const asTheyAre: Sheet = (rate) => [rate];

/** With a change in force: each of its rates to the day before, and the one that follows. */
export function withChange(lines: readonly ChangeLine[], from: Day): Sheet {
  const of = new Map(lines.map((line) => [line.rateId, line]));
  return (rate) => {
    const line = of.get(rate.id);
    return line
      ? [
          { ...rate, to: addDays(from, -1) },
          { ...rate, rateE4: line.rateE4, from, to: null },
        ]
      : [rate];
  };
}

/** Without a change that is in force: its rates gone, those they followed counting on. */
export function withoutChange(lines: readonly ChangeLine[]): Sheet {
  const made = new Set(lines.map((line) => line.madeId));
  const followed = new Set(lines.map((line) => line.rateId));
  return (rate) => (made.has(rate.id) ? [] : followed.has(rate.id) ? [{ ...rate, to: null }] : [rate]);
}

/**
 * The cards that one set of rates gives another rate than the other does, and that don't carry it yet: so that work which
 * differs for some other reason is left alone. The very rule that rates a card decides.
 */
export async function effectOf(
  db: Reading['db'],
  of: Of,
  { before, after }: { readonly before: Sheet; readonly after: Sheet },
): Promise<CardEffect[]> {
  const { rows } = await sql<CardRow>`
    select k.id, k.matter_id, k.client_id, k.entity_id, k.currency, k.timekeeper_id, t.title, t.office_id, k.work_date::text as work_date,
      k.billable_seconds, k.agreed_rate_e4, k.wip_minor,
      exists (select 1 from card_on_proforma p where p.card_id = k.id and not p.excluded) as on_proforma
    from card_brief k join timekeeper_brief t on t.id = k.timekeeper_id
    where k.state = 'open' and k.kind = 'time' and k.work_date >= ${of.from}::date
      and (${of.clientId}::uuid is null or k.client_id = ${of.clientId}::uuid) order by k.matter_id, k.id`.execute(db);
  if (rows.length === 0) return [];
  const matters = [...new Map(rows.map((r) => [r.matter_id, { id: r.matter_id, clientId: r.client_id }])).values()];
  const rates = await ratesFor(db, matters);
  const sheets = { before: rates.flatMap(before), after: rates.flatMap(after) };
  const entities = new Map(
    await Promise.all(
      [...new Set(rows.map((r) => r.entity_id))].map(async (id) => [id, await entityFacts(db, id)] as const),
    ),
  );
  const known = new Map<string, bigint | null>();
  return rows.flatMap((row): CardEffect[] => {
    const key = `${row.matter_id} ${row.timekeeper_id} ${row.work_date}`;
    let rateE4 = known.get(key);
    if (rateE4 === undefined) {
      const now = agreedOf(sheets.after, row);
      rateE4 = now === agreedOf(sheets.before, row) ? null : now;
      known.set(key, rateE4);
    }
    if (rateE4 === null || rateE4 === row.agreed_rate_e4) return [];
    const rounding = entities.get(row.entity_id)?.rounding ?? 'half-up';
    return [
      {
        id: row.id,
        matterId: row.matter_id,
        currency: row.currency,
        wasMinor: row.wip_minor,
        nowMinor: timeValue(row.billable_seconds, rateE4, rounding),
        onProforma: row.on_proforma,
      },
    ];
  });
}

function agreedOf(rates: readonly RateRow[], row: CardRow): bigint | null {
  return resolve(rates, {
    timekeeperId: row.timekeeper_id,
    title: row.title,
    officeId: row.office_id,
    clientId: row.client_id,
    matterId: row.matter_id,
    currency: row.currency,
    on: row.work_date,
  }).agreedE4;
}
