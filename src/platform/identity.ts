import { hash, verify } from '@node-rs/argon2';
import { betterAuth } from 'better-auth';
import { bearer, magicLink } from 'better-auth/plugins';
import type { Role } from '../kernel/permission.ts';
import type { Actor } from './command.ts';
import type { Config } from './config.ts';
import type { Store } from './database.ts';
import { newId } from './new-id.ts';

/** OWASP's first choice for Argon2id: 19 MiB, two passes. */
const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const DAY_SECONDS = 86_400;

export type Identity = ReturnType<typeof createIdentity>;

/** Sign-in: better-auth, tightened. Users are made by administrators; sessions live in the database and can be ended. */
export function createIdentity(store: Store, config: Pick<Config, 'baseUrl' | 'secret'>) {
  const links = new Map<string, (url: string) => void>();
  const auth = betterAuth({
    appName: 'Engross',
    baseURL: config.baseUrl,
    secret: config.secret,
    database: { db: store.kysely, type: 'postgres' },
    user: { modelName: 'auth_user' },
    account: { modelName: 'auth_account' },
    verification: { modelName: 'auth_verification' },
    session: {
      modelName: 'auth_session',
      expiresIn: DAY_SECONDS / 2,
      updateAge: DAY_SECONDS / 24,
      cookieCache: { enabled: false },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 15,
      maxPasswordLength: 200,
      password: {
        hash: (password) => hash(password, ARGON2ID),
        verify: ({ hash: kept, password }) => verify(kept, password),
      },
    },
    rateLimit: { enabled: true, storage: 'database', modelName: 'auth_rate_limit', window: 60, max: 120 },
    advanced: {
      cookiePrefix: 'engross',
      database: { generateId: () => newId() },
      defaultCookieAttributes: { sameSite: 'strict', httpOnly: true },
    },
    telemetry: { enabled: false },
    logger: { level: 'error' },
    plugins: [
      bearer(),
      magicLink({
        expiresIn: DAY_SECONDS,
        disableSignUp: true,
        storeToken: 'hashed',
        sendMagicLink: ({ email, url }) => links.get(email)?.(url),
      }),
    ],
  });

  /** A link that signs this person in once, within a day. */
  async function oneTimeLink(email: string): Promise<string> {
    const made = new Promise<string>((resolve) => links.set(email, resolve));
    try {
      await auth.api.signInMagicLink({ body: { email, callbackURL: '/' }, headers: new Headers() });
      return await made;
    } finally {
      links.delete(email);
    }
  }

  /** Who is calling, read afresh each time: an ended session or a taken role counts at once. */
  async function actorOf(headers: Headers, address: string | null): Promise<Actor | null> {
    const session = await auth.api.getSession({ headers });
    if (!session) return null;
    const viaBearer = headers.get('authorization') !== null;
    return await actorFor(store, session.user.id, viaBearer ? 'api' : 'web', address);
  }

  async function setPassword(userId: string, password: string): Promise<void> {
    const context = await auth.$context;
    const kept = await hash(password, ARGON2ID);
    const accounts = await context.internalAdapter.findAccounts(userId);
    if (accounts.some((account) => account.providerId === 'credential')) {
      await context.internalAdapter.updatePassword(userId, kept);
    } else {
      await context.internalAdapter.linkAccount({
        userId,
        providerId: 'credential',
        accountId: userId,
        password: kept,
      });
    }
  }

  return { auth, oneTimeLink, actorOf, setPassword, handle: (request: Request) => auth.handler(request) };
}

/** The person as an actor, or null when unknown or switched off. */
export async function actorFor(
  store: Store,
  personId: string,
  via: Actor['via'],
  address: string | null = null,
): Promise<Actor | null> {
  const rows = await store.kysely
    .selectFrom('person')
    .leftJoin('person_role', 'person_role.person_id', 'person.id')
    .select(['person.name', 'person_role.role'])
    .where('person.id', '=', personId)
    .where('person.active', '=', true)
    .execute();
  const name = rows[0]?.name;
  if (name === undefined) return null;
  const roles = rows.flatMap((row) => (row.role === null ? [] : [row.role as Role]));
  return { personId, name, roles, onBehalfOf: null, via, address };
}
