import type { Actor } from '../platform/command.ts';
import { recordAccess } from '../platform/access-record.ts';
import { SYSTEM } from '../platform/system.ts';
import type { Edge } from './app.ts';
import { rateLimit } from './rate-limit.ts';

const WAYS: Readonly<Record<string, string>> = {
  '/api/auth/sign-in/email': 'passphrase',
  '/api/auth/magic-link/verify': 'one-time link',
};
/** What somebody who is signed in does to their own way in. */
const OWN: Readonly<Record<string, string>> = {
  '/api/auth/sign-out': 'person signed out',
  '/api/auth/change-password': 'passphrase changed',
  '/api/auth/revoke-session': 'sessions ended',
  '/api/auth/revoke-sessions': 'sessions ended',
  '/api/auth/revoke-other-sessions': 'sessions ended',
};

/**
 * Failed sign-ins of all addresses together that are listed one by one; better-auth counts each address by itself.
 * More than these are counted, and the next one listed says how many.
 */
const LISTED = { tries: 60, seconds: 60 };

/** Lets better-auth answer, and records what happened to a way in; everything else passes as it is. */
export function signInRecorder(edge: Edge): (request: Request) => Promise<Response> {
  const mayList = rateLimit(LISTED);
  let unlisted = 0;
  return async (request) => {
    const { pathname } = new URL(request.url);
    const address = request.headers.get('x-engross-address');
    const own = OWN[pathname];
    if (own !== undefined) return await ownRecorded(edge, request, own, address);
    const way = WAYS[pathname];
    if (way === undefined) return await edge.identity.handle(request);
    const facts = (): Readonly<Record<string, unknown>> | null => {
      if (!mayList('failed')) {
        unlisted += 1;
        return null;
      }
      const before = unlisted;
      unlisted = 0;
      return before === 0 ? {} : { unlistedBefore: before };
    };
    return await comingRecorded(edge, request, { way, address, facts });
  };
}

async function ownRecorded(edge: Edge, request: Request, name: string, address: string | null): Promise<Response> {
  const actor = await edge.identity.actorOf(request.headers, address);
  const response = await edge.identity.handle(request);
  if (actor && response.ok) await recordAccess(edge.engine, { name, actor, personId: actor.personId });
  return response;
}

interface Coming {
  readonly way: string;
  readonly address: string | null;
  /** what a failure adds; null when it is only counted */
  readonly facts: () => Readonly<Record<string, unknown>> | null;
}

async function comingRecorded(edge: Edge, request: Request, { way, address, facts }: Coming): Promise<Response> {
  const entered = request.method === 'POST' ? await emailIn(request.clone()) : null;
  const response = await edge.identity.handle(request);
  if (response.status === 429) return response; // counted already; an attacker must not fill the record
  const came = await edge.identity.actorOf(sessionOf(response), address);
  if (came) {
    const actor: Actor = { ...came, via: 'web' };
    await recordAccess(edge.engine, { name: 'person signed in', actor, personId: came.personId, facts: { way } });
  } else {
    // Only who is known is named: people type their passphrase into the wrong field.
    const personId = entered === null ? null : await personWith(edge, entered);
    const actor: Actor = { ...SYSTEM, via: 'web', address };
    const more = facts();
    if (more)
      await recordAccess(edge.engine, {
        name: 'sign-in failed',
        actor,
        personId,
        facts: { way, status: response.status, ...more },
      });
  }
  return response;
}

async function emailIn(request: Request): Promise<string | null> {
  const body: unknown = await request.json().catch(() => null);
  const email = typeof body === 'object' && body !== null && 'email' in body ? body.email : null;
  return typeof email === 'string' ? email.toLowerCase() : null;
}

/** The session that an answer has just given, as the next request would carry it. */
function sessionOf(response: Response): Headers {
  const cookie = response.headers
    .getSetCookie()
    .map((set) => set.split(';')[0] ?? '')
    .join('; ');
  return new Headers({ cookie });
}

async function personWith(edge: Edge, email: string): Promise<string | null> {
  const person = await edge.engine.store.kysely
    .selectFrom('person')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirst();
  return person?.id ?? null;
}
