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

/** Long passphrases, no composition rules. */
export const PASSPHRASE_MIN = 15;

/** What better-auth would offer and the desk has no use for: nothing about a person changes beside the record. */
const UNUSED_PATHS = [
  '/sign-up/email',
  '/sign-in/social',
  '/sign-in/magic-link',
  '/link-social',
  '/unlink-account',
  '/update-user',
  '/update-session',
  '/change-email',
  '/delete-user',
  '/delete-user/callback',
  '/request-password-reset',
  '/reset-password',
  '/send-verification-email',
  '/verify-email',
  '/verify-password',
  '/get-access-token',
  '/refresh-token',
  '/account-info',
];

type SendLink = (letter: { email: string; url: string }) => void;

/** better-auth, tightened. Users are made by administrators; sessions live in the database and can be ended. */
function signIn(store: Store, config: Pick<Config, 'baseUrl' | 'secret'>, sendMagicLink: SendLink) {
  return betterAuth({
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
      minPasswordLength: PASSPHRASE_MIN,
      maxPasswordLength: 200,
      password: {
        hash: (password) => hash(password, ARGON2ID),
        verify: ({ hash: kept, password }) => verify(kept, password),
      },
    },
    rateLimit: { enabled: true, storage: 'database', modelName: 'auth_rate_limit', window: 60, max: 120 },
    advanced: {
      cookiePrefix: 'engross',
      // Our own listener sets it from the socket; a header that callers could forge is never read.
      ipAddress: { ipAddressHeaders: ['x-engross-address'] },
      database: { generateId: () => newId() },
      defaultCookieAttributes: { sameSite: 'strict', httpOnly: true },
    },
    disabledPaths: UNUSED_PATHS,
    telemetry: { enabled: false },
    logger: { level: 'error' },
    plugins: [
      bearer(),
      magicLink({ expiresIn: DAY_SECONDS, disableSignUp: true, storeToken: 'hashed', sendMagicLink }),
    ],
  });
}

export interface Identity {
  handle(request: Request): Promise<Response>;
  /** A link that signs this person in once, within a day. */
  oneTimeLink(email: string): Promise<string>;
  /** Who is calling, read afresh each time: an ended session or a taken role counts at once. */
  actorOf(headers: Headers, address: string | null): Promise<Actor | null>;
  /** Sets a person's passphrase; whoever may is decided by the caller. */
  setPassphrase(personId: string, passphrase: string): Promise<void>;
}

export function createIdentity(store: Store, config: Pick<Config, 'baseUrl' | 'secret'>): Identity {
  const waiting = new Map<string, (url: string) => void>();
  const auth = signIn(store, config, ({ email, url }) => waiting.get(email)?.(url));
  return {
    handle: (request) => auth.handler(request),
    async oneTimeLink(email) {
      const made = new Promise<string>((resolve) => waiting.set(email, resolve));
      try {
        await auth.api.signInMagicLink({ body: { email, callbackURL: '/' }, headers: new Headers() });
        return await made;
      } finally {
        waiting.delete(email);
      }
    },
    async actorOf(headers, address) {
      const session = await auth.api.getSession({ headers });
      if (!session) return null;
      const via = headers.get('authorization') === null ? 'web' : 'api';
      return await actorFor(store, session.user.id, via, address);
    },
    async setPassphrase(userId, passphrase) {
      const { internalAdapter } = await auth.$context;
      const password = await hash(passphrase, ARGON2ID);
      const accounts = await internalAdapter.findAccounts(userId);
      if (accounts.some((account) => account.providerId === 'credential')) {
        await internalAdapter.updatePassword(userId, password);
      } else {
        await internalAdapter.linkAccount({ userId, providerId: 'credential', accountId: userId, password });
      }
    },
  };
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
