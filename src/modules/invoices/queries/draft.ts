import { yearOf } from '../../../kernel/day.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import type { Reading } from '../../../platform/command.ts';
import { rateOn } from '../../firm/index.ts';
import { loadSheets } from '../../proformas/index.ts';
import { pdfData } from '../document.ts';
import type { Snapshot } from '../snapshot.ts';
import { snapshotOf } from '../store/freeze.ts';
import { prepare } from '../store/issue.ts';

const NO_NUMBER = 'DRAFT';

/** What the invoice of one payer would say if the proforma were billed today: the snapshot of billing, with no number taken. */
export async function draftOf(
  reading: Reading,
  proformaId: string,
  payerId: string | undefined,
): Promise<Outcome<Snapshot>> {
  const [sheet] = await loadSheets(reading, [proformaId], { lock: false });
  if (!sheet) return refuse('not-found', 'There is no such proforma.');
  const { bills } = sheet.settled;
  const bill = payerId === undefined ? bills[0] : bills.find((b) => b.payer.payerId === payerId);
  if (!bill)
    return refuse('nothing-to-bill', 'Nobody is named to pay, or nothing counts. Name a payer on the matter’s page.');
  const exchange = await rateOn(reading.db, sheet.head.currency, sheet.entity.currency, reading.today);
  if (!exchange.ok) return exchange;
  const made = await prepare(reading, {
    sheet,
    bill,
    number: NO_NUMBER,
    seriesYear: yearOf(reading.today),
    seriesNumber: 0n,
    invoiceDate: reading.today,
    exchange: exchange.value,
  });
  return made.ok ? done(await snapshotOf(reading, made.value)) : made;
}

/** The same page as the invoice's; without a number the template sets its watermark. */
export function draftPdfData(snapshot: Snapshot) {
  return { ...pdfData(snapshot), number: null };
}
