import type { Connected } from './connect.ts';
import { seedDemo } from './demo/seed.ts';
import type { Engine } from './platform/command.ts';
import type { Config } from './platform/config.ts';
import type { Identity } from './platform/identity.ts';
import { newId } from './platform/new-id.ts';
import { SYSTEM_ID } from './platform/system.ts';

const DEMO_PEOPLE = ['coordinator', 'billing-timekeeper', 'finance'] as const;
const SPOKEN: Readonly<Record<string, string>> = {
  coordinator: 'the coordinator',
  'billing-timekeeper': 'a partner',
  finance: 'finance',
  administrator: 'the administrator',
};

/** Fills an empty database: with the demo firm, or with one administrator. Does nothing where people are. */
export async function firstStart(connected: Connected, config: Config, say: (line: string) => void): Promise<void> {
  const { store } = connected.engine;
  const some = await store.kysely.selectFrom('auth_user').select('id').limit(1).executeTakeFirst();
  if (some) return;
  if (config.firm === 'demo') {
    say('Setting up the demo firm …');
    await seedDemo(connected.engine);
    return;
  }
  await store.transaction({ actorId: SYSTEM_ID }, async ({ db }) => {
    const id = newId<'person'>();
    const person = { id, email: 'administrator@engross.invalid', name: 'First administrator' };
    await db.insertInto('person').values(person).execute();
    await db
      .insertInto('person_role')
      .values([
        { person_id: id, role: 'administrator' },
        { person_id: id, role: 'billing-manager' },
      ])
      .execute();
    await db
      .insertInto('auth_user')
      .values({ ...person, emailVerified: true })
      .execute();
  });
}

/** One-time links to print at start: in the demo firm one per kind of person, else for an administrator who has no password yet. */
export async function signInLinks(engine: Engine, identity: Identity): Promise<{ who: string; url: string }[]> {
  const demo = await engine.store.kysely
    .selectFrom('setting')
    .select('value')
    .where('key', '=', 'demo')
    .executeTakeFirst();
  const roles: readonly string[] = demo?.value === true ? DEMO_PEOPLE : ['administrator'];
  const links: { who: string; url: string }[] = [];
  for (const role of roles) {
    const person = await engine.store.kysely
      .selectFrom('person')
      .innerJoin('person_role', 'person_role.person_id', 'person.id')
      .innerJoin('auth_user', 'auth_user.id', 'person.id')
      .leftJoin('auth_account', 'auth_account.userId', 'person.id')
      .select(['person.name', 'person.email', 'auth_account.id as account'])
      .where('role', '=', role)
      .where('active', '=', true)
      .orderBy('person.recorded_at')
      .executeTakeFirst();
    if (!person || (demo?.value !== true && person.account !== null)) continue;
    links.push({ who: `${SPOKEN[role]} (${person.name})`, url: await identity.oneTimeLink(person.email) });
  }
  return links;
}
