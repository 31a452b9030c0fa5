import { sql } from 'kysely';
import type { Reading } from '../../../platform/command.ts';
import type { RateRow } from '../resolve.ts';

/** Whose each rate is, by its id: the timekeeper, title, matter, client or office it is for; `everybody` where it is for all. */
export async function whoseRates(db: Reading['db'], rates: readonly RateRow[]): Promise<ReadonlyMap<string, string>> {
  const of = (pick: (rate: RateRow) => string | null): string[] => rates.flatMap((rate) => pick(rate) ?? []);
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from timekeeper_brief where id = any(${of((rate) => rate.timekeeperId)}::uuid[])
    union all select id, number from matter_brief where id = any(${of((rate) => rate.matterId)}::uuid[])
    union all select id, name from client_brief where id = any(${of((rate) => rate.clientId)}::uuid[])
    union all select id, name from office where id = any(${of((rate) => rate.officeId)}::uuid[])`.execute(db);
  const names = new Map(rows.map((row) => [row.id, row.name]));
  const said = (rate: RateRow): string => {
    const parts = [
      rate.timekeeperId === null ? rate.title : names.get(rate.timekeeperId),
      ...[rate.matterId, rate.clientId, rate.officeId].map((id) => (id === null ? null : names.get(id))),
    ].filter((part) => part !== null && part !== undefined);
    return parts.length === 0 ? 'everybody' : parts.join(', ');
  };
  return new Map(rates.map((rate) => [rate.id, said(rate)]));
}
