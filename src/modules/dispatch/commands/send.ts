import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { billingContacts } from '../../clients/index.ts';
import * as c from '../contract.ts';
import { titleOf } from '../covering-letter.ts';
import { lockSending, queueMessage, type Sendable, sendableCorrections, sendableInvoices } from '../store/leaving.ts';

export const sendInvoices: Command = handleCommand(c.sendInvoices, async (work, input) => {
  const sent = await send(work, input.invoiceIds, sendableInvoices, input);
  if (!sent.ok) return sent;
  const dispatches = sent.value.map(({ subjectId, ...d }) => ({ ...d, invoiceId: subjectId }));
  return done({ queued: dispatches.length, dispatches });
});

export const sendCorrections: Command = handleCommand(c.sendCorrections, async (work, input) => {
  const sent = await send(work, input.correctionIds, sendableCorrections, input);
  if (!sent.ok) return sent;
  const dispatches = sent.value.map(({ subjectId, ...d }) => ({ ...d, correctionId: subjectId }));
  return done({ queued: dispatches.length, dispatches });
});

type Find = (work: Work, ids: readonly string[]) => Promise<Sendable[]>;

/** The documents, locked against a second sending, when each may go. */
export async function leaving(
  work: Work,
  ids: readonly string[],
  find: Find,
  again: boolean,
): Promise<Outcome<Sendable[]>> {
  await lockSending(work);
  const docs = await find(work, ids);
  if (docs.length !== new Set(ids).size)
    return refuse('not-found', 'One of these documents doesn’t exist. Reload the list.');
  return docs.map((doc) => objectionTo(doc, again)).find((objection) => objection !== null) ?? done(docs);
}

interface How {
  readonly recipients?: readonly string[] | undefined;
  readonly message: string;
  readonly again: boolean;
}

/** All are queued or none is. */
async function send(
  work: Work,
  ids: readonly string[],
  find: Find,
  how: How,
): Promise<Outcome<{ id: string; subjectId: string; recipients: string[] }[]>> {
  const found = await leaving(work, ids, find, how.again);
  if (!found.ok) return found;
  const docs = found.value;
  const queued: { id: string; subjectId: string; recipients: string[] }[] = [];
  for (const doc of docs) {
    const recipients = await recipientsOf(work, doc, how.recipients);
    if (recipients.length === 0) {
      return refuse(
        'no-recipient',
        `There is no e-mail address for ${doc.payer} (${inSentence(doc)}). Add one to the payer, or a billing contact to the client.`,
      );
    }
    queued.push({
      id: await queueMessage(work, doc, { recipients, text: how.message }),
      subjectId: doc.id,
      recipients,
    });
  }
  return done(queued);
}

function objectionTo(doc: Sendable, again: boolean) {
  if (doc.reversed)
    return refuse('reversed', `${titleOf(doc)} was reversed and no longer counts. Send what stands in its place.`, {
      where: doc.id,
    });
  if (doc.sent && !again) {
    return refuse('already-sent', `${titleOf(doc)} was sent before; see its evidence. To send it again, say so.`, {
      where: doc.id,
    });
  }
  return null;
}

function inSentence(doc: Sendable): string {
  const title = titleOf(doc);
  return `${title.charAt(0).toLowerCase()}${title.slice(1)}`;
}

/** Those named, else the payer, else the client's billing contacts. */
async function recipientsOf(work: Work, doc: Sendable, named: readonly string[] | undefined): Promise<string[]> {
  if (named !== undefined) return [...named];
  return doc.payerEmail ? [doc.payerEmail] : await billingContacts(work.db, doc.clientId);
}
