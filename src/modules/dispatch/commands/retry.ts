import { sql } from 'kysely';
import { assert, done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import * as c from '../contract.ts';
import { DOCUMENT_JOBS } from '../document-jobs.ts';
import { lockSending, queueMessage, sendableCorrections, sendableInvoices } from '../store/leaving.ts';

interface Failed {
  what: 'message' | 'pdf' | 'ledes';
  dispatch_id: string | null;
  subject_type: 'invoice' | 'correction';
  subject_id: string;
  client_id: string;
}

/** One action for all that failed: documents are made again, then messages leave to the same people with the same words. */
export const retryDispatches: Command = handleCommand(c.retryDispatches, async (work, input) => {
  await lockSending(work);
  const { rows } = await sql<Failed>`
    select what, dispatch_id, subject_type, subject_id, client_id from failed_sending where subject_id = any(${input.subjectIds}::uuid[])
    order by what <> 'message', subject_id`.execute(work.db);
  if (rows.length === 0)
    return refuse('nothing-failed', 'Nothing of this has failed, or somebody tried it again already. Reload the page.');
  const documents = rows.filter((row) => row.what !== 'message');
  for (const row of documents) await makeAgain(work, row);
  const messages = rows.flatMap((row) => (row.dispatch_id === null ? [] : [{ ...row, dispatch_id: row.dispatch_id }]));
  for (const row of messages) await sendAgain(work, row);
  return done({ documents: documents.length, messages: messages.length });
});

async function makeAgain(work: Work, row: Failed): Promise<void> {
  assert(row.what !== 'message', 'a message is not a document');
  await work.db
    .deleteFrom('document_failure')
    .where('subject_id', '=', row.subject_id)
    .where('kind', '=', row.what)
    .execute();
  const { job, payload } = DOCUMENT_JOBS[row.subject_type](row.subject_id, row.what);
  await work.later(job, payload);
  await work.announce({
    name: 'document tried again',
    subject: { type: row.subject_type, id: row.subject_id },
    clientId: row.client_id,
    facts: { kind: row.what },
  });
}

async function sendAgain(work: Work, row: Failed & { dispatch_id: string }): Promise<void> {
  const failed = await work.db
    .selectFrom('dispatch')
    .select(['recipients', 'message'])
    .where('id', '=', row.dispatch_id)
    .executeTakeFirstOrThrow();
  const find = row.subject_type === 'invoice' ? sendableInvoices : sendableCorrections;
  const [doc] = await find(work, [row.subject_id]);
  assert(doc, 'what was sent exists');
  await queueMessage(work, doc, {
    recipients: failed.recipients,
    text: failed.message,
    retryOf: row.dispatch_id,
  });
}
