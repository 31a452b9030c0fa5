import pg from 'pg';
import { type Connected, ready } from './connect.ts';
import { isHalfSeeded, seedDemo } from './demo/seed.ts';
import { CHART } from './modules/ledger/index.ts';
import type { Engine } from './platform/command.ts';
import type { Config } from './platform/config.ts';
import type { Identity } from './platform/identity.ts';
import { newId } from './platform/new-id.ts';
import { loadReference } from './platform/reference.ts';
import { StartupProblem } from './platform/startup-problem.ts';
import { SYSTEM_ID } from './platform/system.ts';

const DEMO_PEOPLE = ['coordinator', 'billing-timekeeper', 'finance'] as const;
const SPOKEN: Readonly<Record<string, string>> = {
  coordinator: 'the coordinator',
  'billing-timekeeper': 'a partner',
  finance: 'finance',
  administrator: 'the administrator',
};

const LOCK = 4_711_030;

/** Fills an empty database: with the demo firm, or with one administrator. Does nothing where people are. */
export async function firstStart(connected: Connected, config: Config, say: (line: string) => void): Promise<void> {
  const owner = new pg.Client(connected.owner);
  // A server that is stopped meanwhile ends this connection; whoever waits on it hears so from its query.
  owner.on('error', () => undefined);
  await owner.connect();
  try {
    // Of several that start at once, one fills the database and the others wait for it.
    await owner.query('select pg_advisory_lock($1)', [LOCK]);
    if (await isHalfSeeded(connected.engine)) {
      await emptied(owner, connected);
      say('Setting up the demo firm was broken off; what was there of it was taken away.');
    }
    await filled(connected, config, say);
  } finally {
    await owner.end();
  }
}

/**
 * As if nothing had ever been there. Nobody could sign in yet: a desk listens only when its firm is whole. In a server
 * of one's own others may keep their tables too, so there it is for a person to do.
 */
async function emptied(owner: pg.Client, connected: Connected): Promise<void> {
  if (connected.server === null)
    throw new StartupProblem(
      'Setting up the demo firm was broken off in the database of DATABASE_URL. Give it an empty database, or empty this one, and start again.',
    );
  await owner.query(`drop schema public cascade; drop schema graphile_worker cascade;
    create schema public; grant usage on schema public to public`);
  await ready(connected.owner);
  await loadReference(connected.engine.store, CHART);
}

async function filled(connected: Connected, config: Config, say: (line: string) => void): Promise<void> {
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
