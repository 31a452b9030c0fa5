import { sql } from 'kysely';
import type { OutputOf } from '../../../kernel/endpoint.ts';
import { rateText } from '../../../kernel/money.ts';
import type { Reading } from '../../../platform/command.ts';
import { ratesByIds, scopeOf } from '../../terms/index.ts';
import type { showChange } from '../contract.ts';
import type { ChangeLine } from './changes.ts';

type Told = OutputOf<typeof showChange>['lines'][number];

/** Each rate of a change with whose it is, in words. */
export async function linesTold(db: Reading['db'], lines: readonly ChangeLine[]): Promise<Told[]> {
  const rates = new Map(
    (
      await ratesByIds(
        db,
        lines.map((line) => line.rateId),
      )
    ).map((rate) => [rate.id, rate]),
  );
  const all = [...rates.values()];
  const names = await namesOf(db, {
    timekeepers: all.flatMap((rate) => rate.timekeeperId ?? []),
    matters: all.flatMap((rate) => rate.matterId ?? []),
    offices: all.flatMap((rate) => rate.officeId ?? []),
  });
  return lines.flatMap((line) => {
    const rate = rates.get(line.rateId);
    if (!rate) return [];
    const whose = [rate.timekeeperId, rate.matterId, rate.officeId]
      .flatMap((id) => (id === null ? [] : [names.get(id) ?? '']))
      .join(', ');
    return [
      {
        rateId: line.rateId,
        scope: scopeOf(rate),
        whose: whose === '' ? (rate.title ?? 'everybody') : whose,
        currency: rate.currency,
        was: rateText(line.wasE4),
        ratePerHour: rateText(line.rateE4),
      },
    ];
  });
}

async function namesOf(
  db: Reading['db'],
  of: { readonly timekeepers: string[]; readonly matters: string[]; readonly offices: string[] },
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from timekeeper_brief where id = any(${of.timekeepers}::uuid[])
    union all select id, number from matter_brief where id = any(${of.matters}::uuid[])
    union all select id, name from office where id = any(${of.offices}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.name]));
}
