import { type Kysely, NoResultError } from 'kysely';
import type pg from 'pg';
import { type Endpoint, nameOf, type OutputOf, type Shape } from '../kernel/endpoint.ts';
import type { Day } from '../kernel/day.ts';
import { type Outcome, refuse } from '../kernel/outcome.ts';
import { type Permission, PERMISSIONS, permitted, type Role } from '../kernel/permission.ts';
import { bigintAsText, canonicalJson, sha256 } from './canonical.ts';
import type { Clock } from './clock.ts';
import { type Database, type Store, type Tx } from './database.ts';
import { type Announcement, record } from './events.ts';
import { parseInput, refusalOfDatabase } from './refusals.ts';

/** Who acts; taken from the session, never from the request's body. */
export interface Actor {
  readonly personId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly onBehalfOf: string | null;
  readonly via: 'web' | 'api' | 'cli' | 'job' | 'system';
  readonly address: string | null;
}

/** What a query may use. */
export interface Reading {
  readonly db: Kysely<Database>;
  readonly client: pg.PoolClient;
  readonly actor: Actor;
  readonly today: Day;
}

/** What a command may use: the transaction, who, when, and the means to say what happened and what should follow. */
export interface Work extends Reading {
  readonly now: Temporal.Instant;
  readonly dryRun: boolean;
  /** Records the event and lets what must agree at once react, in this transaction. Gives the event's id. */
  announce(announcement: Announcement): Promise<string>;
  /** Who has something against what is about to happen to these subjects; each refusal names its mend. */
  objections(name: string, subjectIds: readonly string[]): Promise<ReadonlyMap<string, Refused>>;
  /** Queues a job that runs after commit, once. */
  later(job: string, payload: Readonly<Record<string, unknown>>): Promise<void>;
}

export interface Command {
  readonly endpoint: Endpoint<'command'>;
  run(work: Work, input: unknown): Promise<Outcome<unknown>>;
}

export interface Query {
  readonly endpoint: Endpoint<'query'>;
  run(reading: Reading, input: unknown): Promise<unknown>;
}

export type Handler = Command | Query;

export function handleCommand<I extends Shape, O extends Shape>(
  endpoint: Endpoint<'command', I, O>,
  run: (work: Work, input: I['_output']) => Promise<Outcome<O['_output']>>,
): Command {
  return { endpoint, run: run };
}

export function handleQuery<I extends Shape, O extends Shape>(
  endpoint: Endpoint<'query', I, O>,
  run: (reading: Reading, input: I['_output']) => Promise<O['_output']>,
): Query {
  return { endpoint, run: run };
}

/** A refusal, ready to be given as a command's outcome. */
export type Refused = ReturnType<typeof refuse>;

/** What follows from an event: at once in its transaction, or later as a job. And who is asked before it happens. */
export type Reactions = Readonly<
  Record<
    string,
    {
      readonly objects?: readonly ((
        work: Work,
        subjectIds: readonly string[],
      ) => Promise<ReadonlyMap<string, Refused>>)[];
      readonly atOnce?: readonly ((work: Work, event: Announcement & { id: string }) => Promise<void>)[];
      readonly later?: readonly ((event: Announcement & { id: string }) => {
        readonly job: string;
        readonly payload: Readonly<Record<string, unknown>>;
      } | null)[];
    }
  >
>;

export interface Engine {
  readonly store: Store;
  readonly clock: Clock;
  readonly reactions: Reactions;
}

export interface CallOptions {
  /** The same key and input gives the first answer; the same key with other input is refused. */
  readonly key?: string | undefined;
  /** Rehearses with the very code that will act, then rolls back. */
  readonly dryRun?: boolean;
}

const KEY_MAX = 200;

/** Carries a refusal or a rehearsal out of the transaction, so that it rolls back. */
class RolledBack extends Error {
  readonly outcome: Outcome<unknown>;

  constructor(outcome: Outcome<unknown>) {
    super('rolled back');
    this.outcome = outcome;
  }
}

/** Runs one command: permission, one transaction, idempotency key, dry run, events. */
export async function perform<E extends Endpoint<'command'>>(
  engine: Engine,
  command: Command & { endpoint: E },
  actor: Actor,
  rawInput: unknown,
  options: CallOptions = {},
): Promise<Outcome<OutputOf<E>>> {
  const denied = denial(actor, command.endpoint.permission);
  if (denied) return denied;
  const parsed = parseInput(command.endpoint, rawInput);
  if (!parsed.ok) return parsed;
  if (options.key !== undefined && (options.key === '' || options.key.length > KEY_MAX)) {
    return refuse('bad-input', `An idempotency key has 1 to ${KEY_MAX} characters.`, { where: 'Idempotency-Key' });
  }
  try {
    return await engine.store.transaction(
      { actorId: actor.personId, maySoftClosed: permitted(actor.roles, 'set up firm') },
      (tx) => answerOnce(engine, command, actor, parsed.value, tx, options) as Promise<Outcome<OutputOf<E>>>,
    );
  } catch (error) {
    if (error instanceof RolledBack) return error.outcome;
    const said = refusalOfDatabase(error);
    if (said) return said;
    throw error;
  }
}

/** Thrown by a query that was asked for something that isn't there; becomes a refusal, not a defect. */
export class NotFound extends Error {}

/** Thrown by a query that can't answer as asked; the refusal names the mend. */
class CannotAnswer extends Error {
  readonly refused: Refused;

  constructor(refused: Refused) {
    super(refused.refusal.sentence);
    this.refused = refused;
  }
}

/** The value of an outcome, for a query; a refusal becomes the query's answer. */
export function answered<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new CannotAnswer(outcome);
}

/** Asks one query in a read-only snapshot. */
export async function ask<E extends Endpoint<'query'>>(
  engine: Engine,
  query: Query & { endpoint: E },
  actor: Actor,
  rawInput: unknown,
): Promise<Outcome<OutputOf<E>>> {
  const denied = denial(actor, query.endpoint.permission);
  if (denied) return denied;
  const parsed = parseInput(query.endpoint, rawInput);
  if (!parsed.ok) return parsed;
  try {
    const value = await engine.store.transaction({ actorId: actor.personId, readOnly: true }, (tx) =>
      query.run({ db: tx.db, client: tx.client, actor, today: engine.clock.today() }, parsed.value),
    );
    return { ok: true, value: value as OutputOf<E> };
  } catch (error) {
    return refusedBy(error);
  }
}

/** The refusal that a query means by what it throws; anything else is a defect and is thrown on. */
export function refusedBy(error: unknown): Refused {
  if (error instanceof CannotAnswer) return error.refused;
  if (error instanceof NotFound) return refuse('not-found', error.message);
  if (error instanceof NoResultError)
    return refuse('not-found', 'There is nothing with this id. It may belong to another firm or be mistyped.');
  throw error;
}

async function answerOnce(
  engine: Engine,
  command: Command,
  actor: Actor,
  input: unknown,
  tx: Tx,
  options: CallOptions,
): Promise<Outcome<unknown>> {
  const name = nameOf(command.endpoint);
  const dryRun = options.dryRun ?? false;
  const key = dryRun ? undefined : options.key;
  if (key !== undefined) {
    const before = await claimKey(tx, actor, name, key, input);
    if (before) return before;
  }
  const outcome = await command.run(workOf(engine, name, actor, tx, dryRun), input);
  if (!outcome.ok || dryRun) throw new RolledBack(outcome);
  if (key !== undefined) {
    await tx.db
      .updateTable('command_answer')
      .set({ answer: JSON.stringify(outcome.value, bigintAsText) })
      .where('principal_id', '=', actor.personId)
      .where('command', '=', name)
      .where('key', '=', key)
      .execute();
  }
  return outcome;
}

/** Takes the key for this transaction; a second caller waits here for the first one's commit. */
async function claimKey(
  tx: Tx,
  actor: Actor,
  command: string,
  key: string,
  input: unknown,
): Promise<Outcome<unknown> | null> {
  const inputHash = sha256(canonicalJson(input));
  const inserted = await tx.db
    .insertInto('command_answer')
    .values({ principal_id: actor.personId, command, key, input_hash: inputHash })
    .onConflict((oc) => oc.doNothing())
    .returning('key')
    .executeTakeFirst();
  if (inserted) return null;
  const first = await tx.db
    .selectFrom('command_answer')
    .select(['input_hash', 'answer'])
    .where('principal_id', '=', actor.personId)
    .where('command', '=', command)
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  if (!first.input_hash.equals(inputHash)) {
    return refuse('key-reused', 'This idempotency key was used for another request. Send a new key for a new request.');
  }
  return { ok: true, value: JSON.parse(first.answer ?? 'null') as unknown };
}

function workOf(engine: Engine, command: string, actor: Actor, tx: Tx, dryRun: boolean): Work {
  const work: Work = {
    db: tx.db,
    client: tx.client,
    actor,
    today: engine.clock.today(),
    now: engine.clock.now(),
    dryRun,
    async announce(announcement) {
      const id = await record(work, command, announcement);
      const event = { ...announcement, id };
      const reaction = engine.reactions[announcement.name];
      for (const react of reaction?.atOnce ?? []) await react(work, event);
      for (const react of reaction?.later ?? []) {
        const next = react(event);
        if (next) await work.later(next.job, next.payload);
      }
      return id;
    },
    async objections(name, subjectIds) {
      const all = new Map<string, Refused>();
      for (const object of engine.reactions[name]?.objects ?? [])
        for (const [id, refused] of await object(work, subjectIds)) if (!all.has(id)) all.set(id, refused);
      return all;
    },
    async later(job, payload) {
      await tx.client.query('select add_engross_job($1, $2::jsonb)', [job, JSON.stringify(payload, bigintAsText)]);
    },
  };
  return work;
}

export function denial(actor: Actor, permission: Permission): Extract<Outcome<never>, { ok: false }> | null {
  if (permitted(actor.roles, permission)) return null;
  return refuse(
    'not-permitted',
    `${actor.name} may not ${PERMISSIONS[permission]}. An administrator can change roles under Setup, People.`,
  );
}
