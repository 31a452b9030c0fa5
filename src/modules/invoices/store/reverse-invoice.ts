import { assert, done, type Outcome } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { reverse } from '../../ledger/index.ts';
import {
  closeDispute,
  lockReceivables,
  moveOnAccount,
  moveReceivable,
  onAccountHeld,
  type OpenLine,
  openLines,
} from '../../receivables/index.ts';
import { correctionNumber, type InvoiceFacts, writeCorrection } from './correct.ts';

/** The number stays used. An invoice that left the house is cancelled by a document of its own series. */
export async function reverseInvoice(
  work: Work,
  reason: string,
  invoice: InvoiceFacts,
): Promise<Outcome<{ id: string; number: string } | null>> {
  const [receivable] = await lockReceivables(work, [invoice.id]);
  assert(receivable?.open_minor === invoice.total_minor, 'all movements were taken back');
  const eventId = newId<'event'>();
  const journal = await reverse(work, invoice.journal_id, {
    kind: 'invoice reversed',
    countsOn: work.today,
    eventId,
    memo: `Invoice ${invoice.number} reversed: ${reason}`,
  });
  if (!journal.ok) return journal;
  const lines = await openLines(work, invoice.id);
  const movementId = await moveReceivable(
    work,
    {
      receivableId: invoice.id,
      kind: 'unbilled',
      amountMinor: -receivable.open_minor,
      entityMinor: -receivable.entity_open_minor,
      countsOn: work.today,
      journalId: journal.value,
      eventId,
      sourceId: invoice.id,
      reason: reason,
    },
    lines.map((line) => ({ line, netMinor: line.netMinor, taxMinor: line.taxMinor })),
    -1n,
  );
  if (invoice.proforma_id === null) await endOnAccount(work, movementId, invoice.id);
  const cancellation = invoice.sent
    ? await cancel(work, {
        invoice,
        lines,
        entityTotal: receivable.entity_open_minor,
        reason,
        journalId: journal.value,
        eventId,
      })
    : done(null);
  if (!cancellation.ok) return cancellation;
  await keepReversal(work, invoice, { reason, journalId: journal.value, eventId, cancellation: cancellation.value });
  return cancellation;
}

/** The liability goes with the invoice on account; on modified cash it went with the cash. */
async function endOnAccount(work: Work, movementId: string, id: string): Promise<void> {
  const [held] = await onAccountHeld(work, [id]);
  if (!held || held.netMinor === 0n) return;
  await moveOnAccount(work, movementId, id, {
    netMinor: -held.netMinor,
    taxMinor: -held.taxMinor,
    entityNetMinor: -held.entityNetMinor,
    entityTaxMinor: -held.entityTaxMinor,
  });
}

interface Reversal {
  readonly reason: string;
  readonly journalId: string;
  readonly eventId: string;
}

/** The document that tells the payer. */
async function cancel(
  work: Work,
  of: Reversal & { invoice: InvoiceFacts; lines: readonly OpenLine[]; entityTotal: bigint },
): Promise<Outcome<{ id: string; number: string }>> {
  const { invoice, reason, journalId, eventId } = of;
  const numbered = await correctionNumber(work, invoice.entity_id, 'cancellation', work.today);
  if (!numbered.ok) return numbered;
  const id = newId<'correction'>();
  await writeCorrection(
    work,
    {
      id,
      documentType: 'cancellation',
      invoice,
      lines: of.lines.map((l) => ({
        lineNo: l.lineNo,
        cardId: null,
        netMinor: l.netMinor,
        taxMinor: l.taxMinor,
        restored: null,
      })),
      entityTotalMinor: of.entityTotal,
      restoresWip: true,
      reason,
      on: work.today,
      journalId,
      eventId,
    },
    numbered.value,
  );
  return done({ id, number: numbered.value.number });
}

async function keepReversal(
  work: Work,
  invoice: InvoiceFacts,
  of: Reversal & { cancellation: { id: string; number: string } | null },
): Promise<void> {
  const { reason, journalId, eventId, cancellation } = of;
  await work.db
    .insertInto('invoice_reversal')
    .values({
      invoice_id: invoice.id,
      cancellation_id: cancellation?.id ?? null,
      counts_on: work.today,
      reason: reason,
      journal_id: journalId,
      event_id: eventId,
    })
    .execute();
  await closeDispute(work, invoice.id, 'The invoice was reversed.');
  await work.announce({
    id: eventId,
    name: 'invoice reversed',
    subject: { type: 'invoice', id: invoice.id },
    entityId: invoice.entity_id,
    clientId: invoice.client_id,
    reason: reason,
    facts: {
      number: invoice.number,
      cancellation: cancellation?.number ?? null,
      total: invoice.total_minor,
      currency: invoice.currency,
    },
  });
}
