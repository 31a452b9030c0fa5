import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import * as c from '../contract/otherwise.ts';
import { titleOf } from '../covering-letter.ts';
import { keepSentOtherwise, type Sendable, sendableCorrections, sendableInvoices } from '../store/leaving.ts';
import { leaving } from './send.ts';

export const markInvoicesSent: Command = handleCommand(c.markInvoicesSent, async (work, { invoiceIds, ...how }) => {
  const docs = await leaving(work, invoiceIds, sendableInvoices, how.again);
  return docs.ok ? await mark(work, docs.value, how) : docs;
});

export const markCorrectionsSent: Command = handleCommand(
  c.markCorrectionsSent,
  async (work, { correctionIds, ...how }) => {
    const docs = await leaving(work, correctionIds, sendableCorrections, how.again);
    return docs.ok ? await mark(work, docs.value, how) : docs;
  },
);

/** All are marked or none is. */
async function mark(work: Work, docs: readonly Sendable[], how: c.Otherwise): Promise<Outcome<{ marked: number }>> {
  if (how.on > work.today)
    return refuse('future-day', `${how.on} is still to come. Mark it when it has gone.`, { where: 'on' });
  for (const doc of docs) {
    if (how.on < doc.documentDate) {
      return refuse('before-document', `${titleOf(doc)} is of ${doc.documentDate}; it can’t have gone on ${how.on}.`, {
        where: 'on',
      });
    }
    await keepSentOtherwise(work, doc, how);
  }
  return done({ marked: docs.length });
}

export const takeBackSent: Command = handleCommand(c.takeBackSent, async (work, { dispatchId, reason }) => {
  const dispatch = await work.db
    .selectFrom('dispatch')
    .selectAll()
    .where('id', '=', dispatchId)
    .forUpdate()
    .executeTakeFirst();
  if (!dispatch) return refuse('not-found', 'There is no sending with this id.');
  if (dispatch.channel === 'e-mail')
    return refuse('left', 'The message was handed to the mail server and can’t be called back.');
  if (dispatch.state !== 'sent') return refuse('nothing-to-do', 'This mark was taken back already.');
  const [doc] = dispatch.invoice_id
    ? await sendableInvoices(work, [dispatch.invoice_id])
    : await sendableCorrections(work, [dispatch.correction_id ?? '']);
  if (!doc || doc.reversed) {
    return refuse(
      'reversed',
      'The document was reversed as one that the payer has. Bill again instead; the mark stays as it was.',
    );
  }
  const note = (dispatch.evidence as { note?: string } | null)?.note ?? '';
  await work.db
    .updateTable('dispatch')
    .set({ state: 'taken-back', evidence: JSON.stringify({ note, reason }) })
    .where('id', '=', dispatchId)
    .execute();
  await work.announce({
    name: 'sending taken back',
    subject: { type: dispatch.invoice_id ? 'invoice' : 'correction', id: doc.id },
    entityId: doc.entityId,
    clientId: doc.clientId,
    reason,
    facts: { dispatchId, channel: dispatch.channel, on: dispatch.sent_on },
  });
  return done({ id: dispatchId });
});
