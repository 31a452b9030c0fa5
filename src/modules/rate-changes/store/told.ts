import type { OutputOf } from '../../../kernel/endpoint.ts';
import { rateText } from '../../../kernel/money.ts';
import type { Reading } from '../../../platform/command.ts';
import { ratesByIds, scopeOf, whoseRates } from '../../terms/index.ts';
import type { showChange } from '../contract.ts';
import type { ChangeLine } from './changes.ts';

type Told = OutputOf<typeof showChange>['lines'][number];

/** Each rate of a change with whose it is, in words. */
export async function linesTold(db: Reading['db'], lines: readonly ChangeLine[]): Promise<Told[]> {
  const rates = await ratesByIds(
    db,
    lines.map((line) => line.rateId),
  );
  const byId = new Map(rates.map((rate) => [rate.id, rate]));
  const whose = await whoseRates(db, rates);
  return lines.flatMap((line) => {
    const rate = byId.get(line.rateId);
    if (!rate) return [];
    return [
      {
        rateId: line.rateId,
        scope: scopeOf(rate),
        whose: whose.get(rate.id) ?? '',
        currency: rate.currency,
        was: rateText(line.wasE4),
        ratePerHour: rateText(line.rateE4),
      },
    ];
  });
}
