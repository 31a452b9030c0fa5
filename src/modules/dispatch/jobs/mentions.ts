import { sql } from 'kysely';
import type { Engine } from '../../../platform/command.ts';
import { composeMail, type Mailer } from '../../../platform/mail.ts';
import { SYSTEM_ID } from '../../../platform/system.ts';
import { keepMessage } from '../store/outbox.ts';

/**
 * Writes to those whom a comment mentions, once each: the message id comes from the comment and the person, and what is in
 * the outbox already isn't sent again.
 */
export async function tellMentioned(engine: Engine, mailer: Mailer, commentId: string): Promise<void> {
  const { rows } = await sql<{
    person_id: string;
    email: string;
    name: string;
    proforma_id: string;
    number: string;
    client_id: string;
    words: string;
    author: string | null;
  }>`select * from mention_letter where comment_id = ${commentId}::uuid`.execute(engine.store.kysely);
  for (const row of rows) {
    const subject = `${row.author ?? 'Somebody'} mentioned you on proforma ${row.number}`;
    const text = [`Dear ${row.name},`, '', row.words, '', `It is on proforma ${row.number}, under Comments.`].join(
      '\n',
    );
    const mail = await composeMail({
      id: `mention-${commentId}-${row.person_id}`,
      sender: mailer.sender,
      recipients: [row.email],
      subject,
      text,
      attachments: [],
    });
    const there = await engine.store.kysely
      .selectFrom('outbox_message')
      .select('id')
      .where('message_id', '=', mail.messageId)
      .executeTakeFirst();
    if (there) continue;
    await mailer.send(mail);
    await engine.store.transaction(
      { actorId: SYSTEM_ID },
      async ({ db }) =>
        await keepMessage(db, engine.clock.today(), {
          subjectType: 'proforma',
          subjectId: row.proforma_id,
          clientId: row.client_id,
          subject,
          body: text,
          mail,
        }),
    );
  }
}
