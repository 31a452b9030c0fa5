import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { coveringLetter, type Leaving, titleOf } from '../covering-letter.ts';

/** A document that may be sent, with whom it goes to and whether it went before. */
export interface Sendable extends Leaving {
  readonly id: string;
  readonly clientId: string;
  readonly entityId: string;
  readonly payer: string;
  readonly payerEmail: string;
  readonly documentDate: Day;
  readonly sent: boolean;
  readonly reversed: boolean;
}

const SEND_LOCK = 4_711_004;

/** Two who send the same document at once: the second waits and is told that it was sent. */
export async function lockSending(work: Pick<Work, 'db'>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${SEND_LOCK})`.execute(work.db);
}

export async function sendableInvoices(work: Pick<Work, 'db'>, ids: readonly string[]): Promise<Sendable[]> {
  const { rows } = await sql<Sendable>`
    select i.id, 'invoice' as "documentType", i.number, i.number as "invoiceNumber", i.client_id as "clientId", i.entity_id as "entityId", e.name as entity,
      p.name as payer, p.email as "payerEmail", i.due_minor as "totalMinor", i.currency, i.due_date as "dueDate", i.invoice_date as "documentDate", i.reversed,
      exists (select 1 from dispatch d where d.invoice_id = i.id and d.state in ('queued', 'sent')) as sent
    from invoice_head i join payer_brief p on p.id = i.payer_id join legal_entity e on e.id = i.entity_id
    where i.id = any(${[...ids]}::uuid[]) order by i.number`.execute(work.db);
  return rows;
}

export async function sendableCorrections(work: Pick<Work, 'db'>, ids: readonly string[]): Promise<Sendable[]> {
  const { rows } = await sql<Sendable>`
    select c.id, c.document_type as "documentType", c.number, c.invoice_number as "invoiceNumber", c.client_id as "clientId", c.entity_id as "entityId",
      e.name as entity, p.name as payer, p.email as "payerEmail", c.total_minor as "totalMinor", c.currency, c.document_date as "dueDate", c.document_date as "documentDate", c.reversed,
      exists (select 1 from dispatch d where d.correction_id = c.id and d.state in ('queued', 'sent')) as sent
    from correction_head c join payer_brief p on p.id = c.payer_id join legal_entity e on e.id = c.entity_id
    where c.id = any(${[...ids]}::uuid[]) order by c.number`.execute(work.db);
  return rows;
}

interface Dispatch {
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly message: string;
  readonly retryOf?: string | undefined;
  /** how it went, on which day and by what proof, when it is no message of ours */
  readonly otherwise?: { readonly channel: string; readonly on: Day; readonly note: string };
}

/** Queues one message in the command's transaction; it leaves after commit, when the document is there. */
export async function queueMessage(
  work: Work,
  doc: Sendable,
  message: { recipients: readonly string[]; text: string; retryOf?: string },
): Promise<string> {
  return await keepDispatch(work, doc, {
    recipients: message.recipients,
    subject: `${titleOf(doc)} from ${doc.entity}`,
    message: message.text || coveringLetter(doc),
    retryOf: message.retryOf,
  });
}

/** Keeps that a document went otherwise, to its payer. */
export async function keepSentOtherwise(
  work: Work,
  doc: Sendable,
  otherwise: NonNullable<Dispatch['otherwise']>,
): Promise<string> {
  return await keepDispatch(work, doc, { recipients: [doc.payer], subject: titleOf(doc), message: '', otherwise });
}

async function keepDispatch(work: Work, doc: Sendable, dispatch: Dispatch): Promise<string> {
  const id = newId<'dispatch'>();
  const type = doc.documentType === 'invoice' ? 'invoice' : 'correction';
  const { otherwise, retryOf } = dispatch;
  const channel = otherwise?.channel ?? 'e-mail';
  await work.db
    .insertInto('dispatch')
    .values({
      id,
      invoice_id: type === 'invoice' ? doc.id : null,
      correction_id: type === 'correction' ? doc.id : null,
      client_id: doc.clientId,
      channel,
      recipients: [...dispatch.recipients],
      subject: dispatch.subject,
      message: dispatch.message,
      state: otherwise ? 'sent' : 'queued',
      sent_on: otherwise?.on ?? null,
      settled_at: otherwise ? sql<Date>`clock_timestamp()` : null,
      evidence: otherwise ? JSON.stringify({ note: otherwise.note }) : null,
      retry_of: retryOf ?? null,
      actor_id: work.actor.personId,
    })
    .execute();
  await work.announce({
    name: `${type} sent`,
    subject: { type, id: doc.id },
    entityId: doc.entityId,
    clientId: doc.clientId,
    facts: {
      dispatchId: id,
      channel,
      ...(otherwise ? { on: otherwise.on, note: otherwise.note } : {}),
      ...(retryOf ? { retryOf } : {}),
    },
    detail: { recipients: dispatch.recipients },
  });
  return id;
}
