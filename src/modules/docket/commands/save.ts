import type { InputOf } from '../../../kernel/endpoint.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { matterFacts } from '../../matters/index.ts';
import * as c from '../contract.ts';
import { becameCompleted, differencesOf, type DocketFacts } from '../event.ts';
import { factsOf, insertEvents, keepChanges, lockEvents, markEvents, updateEvent } from '../store/events.ts';
import { follow } from '../store/outcomes.ts';

const BY_HAND = 'by hand';

type Input = InputOf<typeof c.saveDocketEvent>;

const save = handleCommand(c.saveDocketEvent, async (work, input) => {
  const matter = (await matterFacts(work.db, [input.matterId])).get(input.matterId);
  if (!matter) return refuse('unknown-matter', 'There is no such matter. Correct it.', { where: 'matterId' });
  const facts = factsFrom(input, work);
  if (!facts.ok) return facts;
  const saved = input.id
    ? await change(work, input, matter.clientId, facts.value)
    : done(await add(work, matter.clientId, facts.value));
  if (!saved.ok) return saved;
  const { eventId, completed } = saved.value;
  await work.announce({
    name: input.id ? 'docket event changed' : 'docket event added',
    subject: { type: 'docket_event', id: eventId },
    clientId: matter.clientId,
    matterId: matter.id,
    facts: { code: input.code, name: input.name, state: input.state },
  });
  return done({ id: eventId, ...(await follow(work, [eventId], { completed: completed ? [eventId] : [] })) });
});

function factsFrom(input: Input, work: Work): Outcome<DocketFacts> {
  const completedDay = input.state === 'completed' ? (input.completedDay ?? input.eventDay) : null;
  if (input.state === 'completed' && completedDay === null)
    return refuse('no-day', 'Say on which day it was completed.', { where: 'completedDay' });
  if (completedDay !== null && completedDay > work.today)
    return refuse('future-date', 'It can’t have been completed in the future. Correct the day.', {
      where: 'completedDay',
    });
  if (input.state === 'open' && input.eventDay === null && input.dueDay === null)
    return refuse('no-day', 'Say when it happened or is due.', { where: 'dueDay' });
  const { matterId, code, name, state, eventDay, dueDay, note } = input;
  return done({
    matterId,
    code,
    name,
    kind: dueDay === null ? 'event' : 'task',
    state,
    eventDay,
    dueDay,
    completedDay,
    note,
  });
}

interface Saved {
  readonly eventId: string;
  /** it has just become so */
  readonly completed: boolean;
}

async function add(work: Work, clientId: string, facts: DocketFacts): Promise<Saved> {
  const id = newId<'docket_event'>();
  await insertEvents(work, null, [{ id, clientId, source: BY_HAND, sourceKey: id, facts }]);
  await keepChanges(work, null, [
    { eventId: id, clientId, matterId: facts.matterId, what: 'added', before: null, after: facts },
  ]);
  return { eventId: id, completed: facts.state === 'completed' };
}

async function change(work: Work, input: Input, clientId: string, facts: DocketFacts): Promise<Outcome<Saved>> {
  const [event] = await lockEvents(work, [input.id ?? '']);
  if (!event) return refuse('not-found', 'There is no such event.');
  if (event.version !== input.version)
    return refuse('stale', 'Somebody or a newer list changed this event meanwhile. Look at it again, then change it.', {
      details: { fields: differencesOf(factsOf(event), facts) },
    });
  await updateEvent(work, event, clientId, facts);
  await keepChanges(work, null, [
    { eventId: event.id, clientId, matterId: facts.matterId, what: 'changed', before: factsOf(event), after: facts },
  ]);
  return done({ eventId: event.id, completed: becameCompleted(event, facts) });
}

const answer = handleCommand(c.answerMissing, async (work, input) => {
  const events = (await lockEvents(work, input.ids)).filter((event) => event.missing || event.removed);
  if (events.length === 0) return refuse('not-missing', 'A newest list has all of these; nothing is to be answered.');
  const gone = input.answer === 'gone';
  await markEvents(
    work,
    events.map((e) => e.id),
    gone ? { removed: true } : { missingSince: null, removed: false },
  );
  await keepChanges(
    work,
    null,
    events.map((event) => ({
      eventId: event.id,
      clientId: event.clientId,
      matterId: event.matterId,
      what: gone ? 'removed' : 'kept',
      before: factsOf(event),
      after: null,
    })),
  );
  await work.announce({
    name: gone ? 'docket events gone' : 'docket events stand',
    subject: { type: 'docket_event', id: events.length === 1 ? (events[0]?.id ?? null) : null },
    reason: input.reason,
    facts: { events: events.map((e) => e.id) },
  });
  await follow(
    work,
    events.map((event) => event.id),
  );
  return done({ events: events.length });
});

export const commands: readonly Command[] = [save, answer];
