import type { Work } from './command.ts';
import { newId } from './new-id.ts';

/** A message to somebody of the firm, or to whoever was invited to look at one thing. It leaves after commit; as it left, it is in the outbox. */
export interface Letter {
  readonly to: { readonly personId: string } | { readonly address: string };
  readonly about: { readonly type: string; readonly id: string };
  readonly clientId?: string | null;
  readonly subject: string;
  readonly body: string;
}

/** Writes a letter in the command's transaction and queues its sending. Gives its id. */
export async function writeLetter(work: Work, letter: Letter): Promise<string> {
  const id = newId<'letter'>();
  await work.db
    .insertInto('letter')
    .values({
      id,
      person_id: 'personId' in letter.to ? letter.to.personId : null,
      address: 'address' in letter.to ? letter.to.address : null,
      about_type: letter.about.type,
      about_id: letter.about.id,
      client_id: letter.clientId ?? null,
      subject: letter.subject,
      body: letter.body,
    })
    .execute();
  await work.later('send-letter', { letterId: id });
  return id;
}
