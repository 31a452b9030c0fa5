import { recordAccess } from '../platform/access-record.ts';
import { denial } from '../platform/command.ts';
import { createIdentity } from '../platform/identity.ts';
import { print } from './run.ts';
import type { Special } from './specials.ts';

/** `engross people link --email E`: the link with which somebody signs in once, within a day; on record before it exists. */
export const peopleLink: Special = {
  summary: '--email E-MAIL: a link that signs this person in once, within a day.',
  needsFirm: true,
  async run(words, { config, engine, actor }) {
    if (!engine || !actor) throw new Error('people link needs a firm');
    const denied = denial(actor, 'administer');
    if (denied) return print(denied.refusal, words, false);
    const email = words.options.get('email')?.toLowerCase();
    const person = await engine.store.kysely
      .selectFrom('person')
      .select('id')
      .where('email', '=', email ?? '')
      .where('active', '=', true)
      .executeTakeFirst();
    if (email === undefined || !person) {
      const sentence = `Nobody active signs in as ${email ?? '(no --email was given)'}. “engross people list” names everybody.`;
      return print({ code: 'not-found', sentence }, words, false);
    }
    await recordAccess(engine, { name: 'one-time link made', actor, personId: person.id });
    const url = await createIdentity(engine.store, config).oneTimeLink(email);
    if (words.flags.has('json')) return print({ url }, words, true);
    console.log(url);
    return 0;
  },
};
