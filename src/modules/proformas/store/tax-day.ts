import type { Day } from '../../../kernel/day.ts';
import { refuse } from '../../../kernel/outcome.ts';
import type { Reading } from '../../../platform/command.ts';
import { payerFacts, taxesOf } from '../../clients/index.ts';
import type { Sheet } from './sheet.ts';

/** An invoice is taxed by the rules of its own day; what was approved is taxed by today's. Null: both say the same. */
export async function taxObjection(
  { db, today }: Pick<Reading, 'db' | 'today'>,
  sheet: Sheet,
  invoiceDate: Day,
): Promise<ReturnType<typeof refuse> | null> {
  if (invoiceDate === today) return null;
  const payers = await payerFacts(
    db,
    sheet.payers.map((payer) => payer.payerId),
  );
  const then = await taxesOf(db, sheet.head.entityId, payers, invoiceDate);
  for (const { payer, lines } of sheet.settled.bills) {
    const other = lines.find(({ line, tax }) => {
      const its = then.get(payer.payerId)?.(line).tax ?? null;
      return its?.taxCodeId !== tax?.taxCodeId || its?.ratePpm !== tax?.ratePpm;
    });
    if (!other) continue;
    const its = then.get(payer.payerId)?.(other.line).tax?.code ?? 'no tax code';
    return refuse(
      'tax-of-day',
      `on ${invoiceDate} lines of ${payer.name} are taxed otherwise than today, when it was approved: ${its}, at the rate of that day. Use today as the invoice date.`,
    );
  }
  return null;
}
