import type { Tx } from '../../../platform/database.ts';
import type { Day } from '../../../kernel/day.ts';
import { record } from '../../../platform/events.ts';
import type { Mail } from '../../../platform/mail.ts';
import { newId } from '../../../platform/new-id.ts';
import { SYSTEM } from '../../../platform/system.ts';

interface Left {
  readonly subjectType: 'invoice' | 'correction' | 'letter' | 'proforma';
  readonly subjectId: string;
  readonly clientId: string | null;
  readonly subject: string;
  readonly body: string;
  readonly mail: Mail;
}

/** Keeps a message as it left, once, with its event; on the day `today`. */
export async function keepMessage(db: Tx['db'], today: Day, left: Left): Promise<void> {
  const { mail } = left;
  const kept = await db
    .insertInto('outbox_message')
    .values({
      id: newId(),
      subject_type: left.subjectType,
      subject_id: left.subjectId,
      client_id: left.clientId,
      message_id: mail.messageId,
      sender: mail.sender,
      recipients: [...mail.recipients],
      subject: left.subject,
      body: left.body,
      source: mail.source,
    })
    .onConflict((oc) => oc.column('message_id').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!kept) return;
  await record({ db, actor: SYSTEM, today }, 'message deliver', {
    name: 'message delivered',
    subject: { type: left.subjectType, id: left.subjectId },
    clientId: left.clientId,
    facts: { messageId: mail.messageId },
  });
}
