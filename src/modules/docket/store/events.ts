import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { Reading, Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import type { DocketEvent, DocketFacts, EventKind, EventState } from '../event.ts';
import type { KnownMatter } from '../find-matter.ts';

interface EventRow {
  readonly id: string;
  readonly client_id: string;
  readonly matter_id: string;
  readonly source: string;
  readonly source_key: string;
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly state: string;
  readonly event_day: string | null;
  readonly due_day: string | null;
  readonly completed_day: string | null;
  readonly note: string;
  readonly missing_since: string | null;
  readonly removed_at: Date | null;
  readonly version: number;
}

const COLUMNS = [
  'id',
  'client_id',
  'matter_id',
  'source',
  'source_key',
  'code',
  'name',
  'kind',
  'state',
  'event_day',
  'due_day',
  'completed_day',
  'note',
  'missing_since',
  'removed_at',
  'version',
] as const;

function eventOf(row: EventRow): DocketEvent {
  return {
    id: row.id,
    clientId: row.client_id,
    matterId: row.matter_id,
    source: row.source,
    sourceKey: row.source_key,
    code: row.code,
    name: row.name,
    kind: row.kind as EventKind,
    state: row.state as EventState,
    eventDay: row.event_day as Day | null,
    dueDay: row.due_day as Day | null,
    completedDay: row.completed_day as Day | null,
    note: row.note,
    version: row.version,
    missing: row.missing_since !== null,
    removed: row.removed_at !== null,
  };
}

const SOURCE_LOCK = 4_711_021;

/** Two lists of one source, and the taking back of one, wait for each other. */
export async function lockSource(work: Work, source: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${SOURCE_LOCK}, hashtext(${source}))`.execute(work.db);
}

/** All that came from a source, under its lock. */
export async function eventsOfSource(work: Work, source: string): Promise<DocketEvent[]> {
  await lockSource(work, source);
  const rows = await work.db.selectFrom('docket_event').select(COLUMNS).where('source', '=', source).execute();
  return rows.map(eventOf);
}

export async function eventsById(db: Reading['db'], ids: readonly string[]): Promise<DocketEvent[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('docket_event')
    .select(COLUMNS)
    .where('id', 'in', [...ids])
    .execute();
  return rows.map(eventOf);
}

/** Events as they are now, under lock, in id order: whoever decides what follows from one waits for whoever changes it. */
export async function lockEvents(work: Work, ids: readonly string[]): Promise<DocketEvent[]> {
  if (ids.length === 0) return [];
  const rows = await work.db
    .selectFrom('docket_event')
    .select(COLUMNS)
    .where(sql<boolean>`id = any(${[...new Set(ids)]}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(eventOf);
}

/** Standing events that count on days of a range; of the firm, a client or matters. */
export async function eventsBetween(
  db: Reading['db'],
  from: Day,
  through: Day,
  of: { readonly clientId: string | null; readonly matterIds: readonly string[] | null } = {
    clientId: null,
    matterIds: null,
  },
): Promise<DocketEvent[]> {
  const rows = await db
    .selectFrom('docket_event')
    .select(COLUMNS)
    .where('removed_at', 'is', null)
    .where(sql<boolean>`coalesce(completed_day, event_day, due_day) between ${from}::date and ${through}::date`)
    .$if(of.clientId !== null, (qb) => qb.where('client_id', '=', of.clientId ?? ''))
    .$if(of.matterIds !== null, (qb) => qb.where(sql<boolean>`matter_id = any(${[...(of.matterIds ?? [])]}::uuid[])`))
    .execute();
  return rows.map(eventOf);
}

/** Standing tasks of matters that are open and have a due day. */
export async function openTasksOf(db: Reading['db'], matterIds: readonly string[]): Promise<DocketEvent[]> {
  if (matterIds.length === 0) return [];
  const rows = await db
    .selectFrom('docket_event')
    .select(COLUMNS)
    .where('removed_at', 'is', null)
    .where('state', '=', 'open')
    .where('due_day', 'is not', null)
    .where('matter_id', 'in', [...matterIds])
    .execute();
  return rows.map(eventOf);
}

export async function knownMatters(db: Reading['db']): Promise<KnownMatter[]> {
  const rows = await db
    .selectFrom('matter_case')
    .select(['id', 'client_id', 'number', 'application_number', 'registration_number', 'client_reference'])
    .execute();
  return rows.map((row) => ({
    id: row.id ?? '',
    clientId: row.client_id ?? '',
    number: row.number ?? '',
    applicationNumber: row.application_number ?? '',
    registrationNumber: row.registration_number ?? '',
    clientReference: row.client_reference ?? '',
  }));
}

function columnsOf(facts: DocketFacts) {
  return {
    matter_id: facts.matterId,
    code: facts.code,
    name: facts.name,
    kind: facts.kind,
    state: facts.state,
    event_day: facts.eventDay,
    due_day: facts.dueDay,
    completed_day: facts.completedDay,
    note: facts.note,
  };
}

export interface Change {
  readonly eventId: string;
  readonly clientId: string;
  readonly matterId: string;
  readonly what: 'added' | 'changed' | 'missing' | 'returned' | 'removed' | 'kept' | 'taken-back';
  readonly before: DocketFacts | null;
  readonly after: DocketFacts | null;
  /** brought back though somebody had said that it is gone */
  readonly wasGone?: boolean;
}

const BATCH = 2_000;

/** Keeps what was changed, for ever. */
export async function keepChanges(work: Work, importId: string | null, changes: readonly Change[]): Promise<void> {
  for (let at = 0; at < changes.length; at += BATCH)
    await work.db
      .insertInto('docket_change')
      .values(
        changes.slice(at, at + BATCH).map((change) => ({
          id: newId<'docket_change'>(),
          docket_event_id: change.eventId,
          client_id: change.clientId,
          matter_id: change.matterId,
          import_id: importId,
          what: change.what,
          before: change.before === null ? null : JSON.stringify(change.before),
          after: change.after === null ? null : JSON.stringify(change.after),
          was_gone: change.wasGone ?? false,
          actor_id: work.actor.personId,
        })),
      )
      .execute();
}

export interface NewEvent {
  readonly id: string;
  readonly clientId: string;
  readonly source: string;
  readonly sourceKey: string;
  readonly facts: DocketFacts;
}

export async function insertEvents(work: Work, importId: string | null, events: readonly NewEvent[]): Promise<void> {
  for (let at = 0; at < events.length; at += BATCH)
    await work.db
      .insertInto('docket_event')
      .values(
        events.slice(at, at + BATCH).map((event) => ({
          id: event.id,
          client_id: event.clientId,
          source: event.source,
          source_key: event.sourceKey,
          import_id: importId,
          ...columnsOf(event.facts),
        })),
      )
      .execute();
}

/** Writes what an event is now. */
export async function updateEvent(work: Work, event: DocketEvent, clientId: string, facts: DocketFacts): Promise<void> {
  await work.db
    .updateTable('docket_event')
    .set({ ...columnsOf(facts), client_id: clientId, version: event.version + 1 })
    .where('id', '=', event.id)
    .execute();
}

/** Says of events that a newest whole list lacks them, or no longer lacks them, or that they are gone. */
export async function markEvents(
  work: Work,
  ids: readonly string[],
  to: { readonly missingSince?: string | null; readonly removed?: boolean },
): Promise<void> {
  if (ids.length === 0) return;
  await work.db
    .updateTable('docket_event')
    .set({
      ...(to.missingSince === undefined ? {} : { missing_since: to.missingSince }),
      ...(to.removed === undefined ? {} : { removed_at: to.removed ? sql<Date>`clock_timestamp()` : null }),
      version: sql<number>`version + 1`,
    })
    .where('id', 'in', [...ids])
    .execute();
}

export function factsOf(event: DocketEvent): DocketFacts {
  const { matterId, code, name, kind, state, eventDay, dueDay, completedDay, note } = event;
  return { matterId, code, name, kind, state, eventDay, dueDay, completedDay, note };
}
