import { sql } from 'kysely';
import type { Engine } from '../../../platform/command.ts';
import { keepDocument, linkDocument } from '../../../platform/documents.ts';
import { record } from '../../../platform/events.ts';
import { composeMail, type Mailer } from '../../../platform/mail.ts';
import { SYSTEM, SYSTEM_ID } from '../../../platform/system.ts';
import { frozenSnapshot } from '../../invoices/index.ts';
import { ledes1998b } from '../ledes1998b.ts';
import { keepMessage } from '../store/outbox.ts';
import { failureOf } from './failures.ts';

/** The e-billing file of an e-billed client, from the frozen snapshot; frozen too. Does nothing for other clients. */
export async function renderLedes(engine: Engine, invoiceId: string): Promise<void> {
  const { snapshot, clientId } = await frozenSnapshot(engine, invoiceId);
  if (snapshot.client.ebilling?.format !== 'LEDES1998B') return;
  const file = ledes1998b(snapshot);
  const bytes = Buffer.from(file.ok ? file.value : `${file.refusal.sentence}\r\n`, 'utf8');
  await engine.store.transaction({ actorId: SYSTEM_ID }, async ({ db }) => {
    const hash = await keepDocument(db, bytes, 'text/plain; charset=utf-8');
    await linkDocument({ db, actor: SYSTEM, today: engine.clock.today() }, hash, {
      subjectType: 'invoice',
      subjectId: invoiceId,
      clientId,
      matterId: null,
      kind: file.ok ? 'ledes' : 'ledes-refused',
      fileName: `${snapshot.number}${file.ok ? '' : '-no-LEDES-file'}.txt`,
    });
  });
}

interface Waiting {
  id: string;
  subject_type: 'invoice' | 'correction';
  subject_id: string;
  client_id: string;
  recipients: string[];
  subject: string;
  message: string;
  ebilled: boolean;
  reversed: boolean;
}

/**
 * Sends one dispatch, once: with all its documents, which it waits for. The message as it left is kept as evidence.
 * The message id comes from the dispatch, so that a repeat after a lost answer is recognised by the receiver.
 */
export async function deliver(engine: Engine, mailer: Mailer, dispatchId: string): Promise<void> {
  const { rows } = await sql<Waiting>`
    select d.id, case when d.invoice_id is null then 'correction' else 'invoice' end as subject_type, coalesce(d.invoice_id, d.correction_id) as subject_id,
      d.client_id, d.recipients, d.subject, d.message, d.invoice_id is not null and c.ebilling is not null as ebilled, coalesce(i.reversed, x.reversed) as reversed
    from dispatch d join client_brief c on c.id = d.client_id left join invoice_head i on i.id = d.invoice_id left join correction_head x on x.id = d.correction_id
    where d.id = ${dispatchId} and d.state = 'queued'`.execute(engine.store.kysely);
  const [waiting] = rows;
  if (!waiting) return;
  if (waiting.reversed) return await failDispatch(engine, dispatchId, 'The document was reversed before it left.');
  const files = await engine.store.kysely
    .selectFrom('document_link')
    .innerJoin('document', 'document.hash', 'document_link.document_hash')
    .select(['kind', 'file_name', 'media_type', 'bytes', 'hash'])
    .where('subject_id', '=', waiting.subject_id)
    .where('kind', 'in', ['pdf', 'ledes', 'ledes-refused'])
    .execute();
  const ready =
    files.some((f) => f.kind === 'pdf') && (!waiting.ebilled || files.some((f) => f.kind.startsWith('ledes')));
  if (!ready) {
    const missing = await failureOf(engine, waiting.subject_id);
    if (missing) return await failDispatch(engine, dispatchId, missing);
    throw new Error('Its documents are still being made.');
  }
  const attached = files.filter((f) => f.kind !== 'ledes-refused');
  const mail = await composeMail({
    id: waiting.id,
    sender: mailer.sender,
    recipients: waiting.recipients,
    subject: waiting.subject,
    text: waiting.message,
    attachments: attached.map((f) => ({ fileName: f.file_name, mediaType: f.media_type, bytes: f.bytes })),
  });
  const handedOver = await mailer.send(mail);
  await settle(engine, waiting, mail, {
    ...handedOver,
    files: attached.map((f) => ({ name: f.file_name, hash: f.hash.toString('hex') })),
  });
}

async function settle(
  engine: Engine,
  waiting: Waiting,
  mail: Awaited<ReturnType<typeof composeMail>>,
  evidence: Record<string, unknown>,
): Promise<void> {
  await engine.store.transaction({ actorId: SYSTEM_ID }, async ({ db }) => {
    const taken = await db
      .updateTable('dispatch')
      .set({
        state: 'sent',
        settled_at: sql<Date>`clock_timestamp()`,
        evidence: JSON.stringify({ ...evidence, messageId: mail.messageId }),
      })
      .where('id', '=', waiting.id)
      .where('state', '=', 'queued')
      .executeTakeFirst();
    if (taken.numUpdatedRows === 0n) return;
    await keepMessage(db, engine.clock.today(), {
      subjectType: waiting.subject_type,
      subjectId: waiting.subject_id,
      clientId: waiting.client_id,
      subject: waiting.subject,
      body: waiting.message,
      mail,
    });
  });
}

/** Says that a message did not leave and why, on record; its document counts as not sent and can be sent again. */
export async function failDispatch(engine: Engine, dispatchId: string, reason: string): Promise<void> {
  await engine.store.transaction({ actorId: SYSTEM_ID }, async ({ db }) => {
    const failed = await db
      .updateTable('dispatch')
      .set({ state: 'failed', settled_at: sql<Date>`clock_timestamp()`, evidence: JSON.stringify({ reason }) })
      .where('id', '=', dispatchId)
      .where('state', '=', 'queued')
      .returning(['invoice_id', 'correction_id', 'client_id'])
      .executeTakeFirst();
    if (!failed) return;
    await record({ db, actor: SYSTEM, today: engine.clock.today() }, 'dispatch deliver', {
      name: 'dispatch failed',
      subject: { type: failed.invoice_id ? 'invoice' : 'correction', id: failed.invoice_id ?? failed.correction_id },
      clientId: failed.client_id,
      reason,
      facts: { dispatchId },
    });
  });
}
