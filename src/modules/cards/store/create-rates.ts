import { sql } from 'kysely';
import { unitOf } from '../../../kernel/currency.ts';
import type { Day } from '../../../kernel/day.ts';
import { rateText } from '../../../kernel/money.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { fromDay } from '../../../platform/sql-day.ts';
import { addRate } from '../../terms/index.ts';
import type { Mapping, ReadRow } from '../reading/fields.ts';
import { directoryOf } from './find.ts';

interface RatesFrom {
  readonly currency: string;
  readonly source: string;
}

/** Standard rates from the file, for those who have none in the currency. */
export async function createRates(
  work: Work,
  reads: readonly ReadRow[],
  mapping: Mapping,
  from: RatesFrom,
): Promise<void> {
  const directory = await directoryOf(work, reads, mapping);
  const rated = reads.flatMap((read) => {
    if (read.kind !== 'time' || read.rateE4 === null || read.rateE4 <= 0n) return [];
    // 300 euros an hour are no 300 pounds: whose rows then lack a rate are told so.
    if (read.currency !== null && read.currency !== from.currency) return [];
    const hit = directory.timekeeper(read);
    return 'found' in hit ? [{ timekeeperId: hit.found.id, day: read.workDate, rate: read.rateE4 }] : [];
  });
  const have = await work.db
    .selectFrom('rate_known')
    .select('timekeeper_id')
    .where('level', '=', 'standard')
    .where('currency', '=', from.currency)
    .execute();
  const set = new Set(have.map((r) => r.timekeeper_id));
  const missing = rated.filter((r) => !set.has(r.timekeeperId));
  for (const [timekeeperId, rows] of Map.groupBy(missing, (r) => r.timekeeperId)) {
    const steps = stepsOf(rows);
    for (const [i, step] of steps.entries()) {
      await setRate(work, { timekeeperId, ...step, until: steps[i + 1]?.day, ...from });
    }
  }
}

/** From the earliest work on, and anew where the file's rate changes; of several on one day, the first. */
function stepsOf(rows: readonly { readonly day: Day; readonly rate: bigint }[]): { day: Day; rate: bigint }[] {
  const steps: { day: Day; rate: bigint }[] = [];
  for (const { day, rate } of rows.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))) {
    const last = steps.at(-1);
    if (last === undefined || (last.day !== day && last.rate !== rate)) steps.push({ day, rate });
  }
  return steps;
}

async function setRate(
  work: Work,
  r: { timekeeperId: string; day: Day; rate: bigint; until: Day | undefined; currency: string; source: string },
): Promise<void> {
  const id = newId<'rate'>();
  const e4 = r.rate * unitOf(r.currency);
  const valid = r.until === undefined ? fromDay(r.day) : sql<string>`daterange(${r.day}::date, ${r.until}::date)`;
  await addRate(work, {
    id,
    level: 'standard',
    timekeeper_id: r.timekeeperId,
    currency: r.currency,
    rate_e4: e4,
    valid,
    source: r.source,
  });
  await work.announce({
    name: 'rate set',
    subject: { type: 'rate', id },
    countsOn: r.day,
    facts: { level: 'standard', ratePerHour: rateText(e4), currency: r.currency, from: r.day, source: r.source },
  });
}
