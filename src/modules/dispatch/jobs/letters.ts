import { sql } from 'kysely';
import type { Config } from '../../../platform/config.ts';
import type { Engine } from '../../../platform/command.ts';
import { record } from '../../../platform/events.ts';
import { composeMail, type Mailer } from '../../../platform/mail.ts';
import { signedToken } from '../../../platform/signed-link.ts';
import { SYSTEM, SYSTEM_ID } from '../../../platform/system.ts';
import { keptText, letterText } from '../letter-text.ts';
import { keepMessage } from '../store/outbox.ts';

/**
 * Sends one letter to somebody of the firm, once. What is kept in the outbox is the same message without the secret end
 * of its links, since many may read the outbox.
 */
export async function sendLetter(
  engine: Engine,
  mailer: Mailer,
  config: Pick<Config, 'baseUrl' | 'secret'>,
  letterId: string,
): Promise<void> {
  const letter = await engine.store.kysely
    .selectFrom('letter')
    .selectAll()
    .where('id', '=', letterId)
    .where('state', '=', 'queued')
    .executeTakeFirst();
  if (!letter) return;
  const recipient = letter.address ?? (await addressOf(engine, letter.person_id));
  if (recipient === null) return await failLetter(engine, letterId, 'Its receiver no longer works here.');
  const shared = { id: letter.id, sender: mailer.sender, recipients: [recipient], subject: letter.subject };
  const text = letterText(letter.body, config.baseUrl, (id) => signedToken(config.secret, id));
  const files = await engine.store.kysely
    .selectFrom('document_link')
    .innerJoin('document', 'document.hash', 'document_link.document_hash')
    .select(['file_name', 'media_type', 'bytes'])
    .where('subject_type', '=', 'letter')
    .where('subject_id', '=', letterId)
    .execute();
  const attachments = files.map((f) => ({ fileName: f.file_name, mediaType: f.media_type, bytes: f.bytes }));
  await mailer.send(await composeMail({ ...shared, text, attachments }));
  const kept = keptText(letter.body, config.baseUrl);
  const mail = await composeMail({ ...shared, text: kept, attachments });
  await engine.store.transaction({ actorId: SYSTEM_ID }, async ({ db }) => {
    const taken = await db
      .updateTable('letter')
      .set({ state: 'sent', settled_at: sql<Date>`clock_timestamp()` })
      .where('id', '=', letterId)
      .where('state', '=', 'queued')
      .executeTakeFirst();
    if (taken.numUpdatedRows === 0n) return;
    await keepMessage(db, engine.clock.today(), {
      subjectType: 'letter',
      subjectId: letter.id,
      clientId: letter.client_id,
      subject: letter.subject,
      body: kept,
      mail,
    });
  });
}

async function addressOf(engine: Engine, personId: string | null): Promise<string | null> {
  const { rows } = await sql<{ email: string }>`
    select email from person_contact where id = ${personId}::uuid and active`.execute(engine.store.kysely);
  return rows[0]?.email ?? null;
}

/** Says on record that a letter did not leave, and why. */
export async function failLetter(engine: Engine, letterId: string, reason: string): Promise<void> {
  await engine.store.transaction({ actorId: SYSTEM_ID }, async ({ db }) => {
    const failed = await db
      .updateTable('letter')
      .set({ state: 'failed', problem: reason, settled_at: sql<Date>`clock_timestamp()` })
      .where('id', '=', letterId)
      .where('state', '=', 'queued')
      .returning(['about_type', 'about_id'])
      .executeTakeFirst();
    if (!failed) return;
    await record({ db, actor: SYSTEM, today: engine.clock.today() }, 'letter send', {
      name: 'letter failed',
      subject: { type: failed.about_type, id: failed.about_id },
      reason,
      facts: { letterId },
    });
  });
}
