import { sql } from 'kysely';
import { handleQuery, NotFound, type Query, type Reading } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';
import * as c from '../contract.ts';

const list = handleQuery(c.listOutbox, async ({ db }, input) => {
  const { rows } = await sql<{
    id: string;
    recorded_at: Date;
    recipients: string[];
    subject: string;
    message_id: string;
    size: number;
    total: number;
  }>`
    select id, recorded_at, recipients, subject, message_id, length(source) as size, count(*) over ()::int as total from outbox_message
    order by recorded_at desc, id limit ${input.limit} offset ${input.offset}`.execute(db);
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map((r) => ({
      id: r.id,
      recordedAt: instant(r.recorded_at),
      recipients: r.recipients,
      subject: r.subject,
      messageId: r.message_id,
      size: r.size,
    })),
  };
});

const failed = handleQuery(c.listFailedLetters, async ({ db }, input) => {
  const { rows } = await sql<{
    id: string;
    failed_at: Date;
    receiver: string;
    subject: string;
    reason: string;
    total: number;
  }>`
    select id, failed_at, receiver, subject, reason, count(*) over ()::int as total from failed_letter
    order by failed_at desc, id limit ${input.limit} offset ${input.offset}`.execute(db);
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map((r) => ({
      id: r.id,
      failedAt: instant(r.failed_at),
      receiver: r.receiver,
      subject: r.subject,
      reason: r.reason,
    })),
  };
});

const show = handleQuery(c.showMessage, async ({ db }, { id }) => {
  const message = await db.selectFrom('outbox_message').selectAll().where('id', '=', id).executeTakeFirst();
  if (!message) throw new NotFound('There is no such message.');
  const files = await db
    .selectFrom('document_link')
    .select(['id', 'file_name', 'document_hash'])
    .where('subject_id', '=', message.subject_id)
    .where('recorded_at', '<=', message.recorded_at)
    .orderBy('kind', 'desc')
    .execute();
  return {
    id,
    recordedAt: instant(message.recorded_at),
    sender: message.sender,
    recipients: message.recipients,
    subject: message.subject,
    body: message.body,
    messageId: message.message_id,
    attachments: files.map((f) => ({
      fileName: f.file_name,
      hash: f.document_hash.toString('hex'),
      href: `/api/documents/${f.id}`,
    })),
    subjectHref: await hrefOf(db, message.subject_type, message.subject_id),
  };
});

/** Where what the message was about can be seen. */
async function hrefOf(db: Reading['db'], type: string, id: string): Promise<string | null> {
  if (type === 'invoice') return `/invoices/${id}`;
  if (type !== 'correction') return null;
  const { rows } = await sql<{ invoice_id: string | null; receivable_id: string }>`
    select invoice_id, receivable_id from correction_head where id = ${id}::uuid`.execute(db);
  const [of] = rows;
  if (!of) return null;
  return of.invoice_id ? `/invoices/${of.invoice_id}` : `/receivables/${of.receivable_id}`;
}

export const queries: readonly Query[] = [list, failed, show];
