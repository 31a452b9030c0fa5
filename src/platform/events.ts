import { randomBytes } from 'node:crypto';
import type { Day } from '../kernel/day.ts';
import { canonicalJson, sha256 } from './canonical.ts';
import { newId } from './new-id.ts';
import type { Actor, Work } from './command.ts';

/** Something that has happened, as a command announces it. */
export interface Announcement {
  /** Give an id made beforehand when rows of the same command must cite the event. */
  readonly id?: string;
  /** `invoice issued`: noun and past participle. */
  readonly name: string;
  readonly subject: { readonly type: string; readonly id: string | null };
  readonly entityId?: string | null;
  readonly clientId?: string | null;
  readonly matterId?: string | null;
  readonly reason?: string | null;
  /** What happened, without personal data; stays for ever. */
  readonly facts?: Readonly<Record<string, unknown>>;
  /** Personal payload: kept apart, erasable, its salted digest is chained. */
  readonly detail?: unknown;
  readonly countsOn?: Day;
  /** the person for whom the actor did it, where that is not the session's own principal */
  readonly onBehalfOf?: string | null;
}

/** Writes the audit record inside the command's transaction. */
export async function record(
  work: Pick<Work, 'db' | 'actor' | 'today'>,
  command: string,
  a: Announcement,
): Promise<string> {
  const id = a.id ?? newId<'event'>();
  const salt = randomBytes(16);
  const detail = a.detail === undefined ? null : canonicalJson(a.detail);
  const said = {
    id,
    name: a.name,
    subject_type: a.subject.type,
    subject_id: a.subject.id,
    entity_id: a.entityId ?? null,
    client_id: a.clientId ?? null,
    matter_id: a.matterId ?? null,
    ...who(work.actor),
    ...(a.onBehalfOf ? { on_behalf_of: a.onBehalfOf } : {}),
    command,
    reason: a.reason ?? null,
    facts: canonicalJson(a.facts ?? {}),
    counts_on: a.countsOn ?? work.today,
  };
  const detailDigest = detail === null ? null : sha256(salt, detail);
  await work.db
    .insertInto('event')
    .values({ ...said, detail_digest: detailDigest, digest: eventDigest(said, detailDigest) })
    .execute();
  if (detail !== null) {
    await work.db.insertInto('event_detail').values({ event_id: id, salt, detail }).execute();
  }
  return id;
}

/**
 * The digest that an event carries from its first moment, so that one changed or slipped in before it is sealed is found
 * too. `facts` as canonical text.
 */
function eventDigest(event: Record<string, unknown>, detailDigest: Buffer | null): Buffer {
  return sha256(canonicalJson({ ...event, detail_digest: detailDigest?.toString('hex') ?? null }));
}

function who(actor: Actor): {
  actor_id: string;
  on_behalf_of: string | null;
  via: string;
  address: string | null;
} {
  return { actor_id: actor.personId, on_behalf_of: actor.onBehalfOf, via: actor.via, address: actor.address };
}
