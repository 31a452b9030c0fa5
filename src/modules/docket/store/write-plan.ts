import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { becameCompleted, type DocketEvent } from '../event.ts';
import type { Plan } from '../plan.ts';
import { type Change, factsOf, insertEvents, keepChanges, markEvents, type NewEvent, updateEvent } from './events.ts';

export interface Touched {
  /** new, or otherwise than before */
  readonly ids: readonly string[];
  /** of these, what has just become completed */
  readonly completed: readonly string[];
}

/** Writes a plan; gives the events it touched. */
export async function writePlan(work: Work, importId: string, source: string, plan: Plan): Promise<Touched> {
  const added = plan.added.map((p) => ({
    id: newId<'docket_event'>(),
    clientId: p.clientId,
    source,
    sourceKey: p.key,
    facts: p.facts,
  }));
  await insertEvents(work, importId, added);
  for (const { event, to } of plan.changed) await updateEvent(work, event, to.clientId, to.facts);
  await markEvents(
    work,
    plan.returned.map((e) => e.id),
    { missingSince: null, removed: false },
  );
  await markEvents(
    work,
    plan.missing.map((e) => e.id),
    { missingSince: importId },
  );
  const mark =
    (what: Change['what']) =>
    (event: DocketEvent): Change => ({
      eventId: event.id,
      clientId: event.clientId,
      matterId: event.matterId,
      what,
      before: null,
      after: null,
    });
  await keepChanges(work, importId, [
    ...added.map((e) => ({
      eventId: e.id,
      clientId: e.clientId,
      matterId: e.facts.matterId,
      what: 'added' as const,
      before: null,
      after: e.facts,
    })),
    ...plan.changed.map(({ event, to }) => ({
      eventId: event.id,
      clientId: to.clientId,
      matterId: to.facts.matterId,
      what: 'changed' as const,
      before: factsOf(event),
      after: to.facts,
    })),
    ...plan.returned.map((event) => ({ ...mark('returned')(event), wasGone: event.removed })),
    ...plan.missing.map(mark('missing')),
  ]);
  return touchedBy(added, plan);
}

function touchedBy(added: readonly NewEvent[], { changed, returned }: Plan): Touched {
  return {
    ids: [
      ...new Set([...added.map((e) => e.id), ...changed.map((p) => p.event.id), ...returned.map((event) => event.id)]),
    ],
    completed: [
      ...added.filter((e) => e.facts.state === 'completed').map((e) => e.id),
      ...changed.filter((p) => becameCompleted(p.event, p.to.facts)).map((p) => p.event.id),
      ...returned.filter((event) => event.removed && event.state === 'completed').map((event) => event.id),
    ],
  };
}

export interface TakenList {
  readonly source: string;
  readonly fileName: string;
  readonly hash: Buffer;
  readonly mapping: unknown;
  readonly whole: boolean;
  readonly plan: Plan;
}

/** Keeps that a list was taken, from where and with what it changed. Gives its id. */
export async function keepImport(work: Work, list: TakenList): Promise<string> {
  const id = newId<'docket_import'>();
  await work.db
    .insertInto('docket_import')
    .values({
      id,
      source: list.source,
      file_name: list.fileName,
      file_hash: list.hash,
      mapping: JSON.stringify(list.mapping),
      whole: list.whole,
      added: list.plan.added.length,
      changed: list.plan.changed.length,
      unchanged: list.plan.unchanged,
      missing: list.plan.missing.length,
      refused: JSON.stringify(list.plan.refused),
      actor_id: work.actor.personId,
    })
    .execute();
  return id;
}
