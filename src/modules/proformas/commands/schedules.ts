import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { done, refuse } from '../../../kernel/outcome.ts';
import { counted } from '../../../kernel/text.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { startRun } from '../contract/runs.ts';
import * as c from '../contract/schedules.ts';
import { changesSince, latestDue, nextDue, type ScheduleRule, throughOn, type Told } from '../schedule.ts';
import { companiesOf, judge, outcomesTold, run } from './run.ts';

export const addSchedule: Command = handleCommand(c.addSchedule, async (work, input) => {
  const id = newId<'run_schedule'>();
  await work.db
    .insertInto('run_schedule')
    .values({
      id,
      name: input.name,
      criteria: JSON.stringify(input.criteria),
      day_kind: input.dayKind,
      day_number: input.dayNumber,
      through: input.through,
      added_on: work.today,
      actor_id: work.actor.personId,
    })
    .execute();
  await work.announce({ name: 'run scheduled', subject: { type: 'run_schedule', id }, facts: { ...input } });
  return done({ id, sentence: `“${input.name}” is scheduled. It is prepared by itself and waits for a person.` });
});

export const changeSchedule: Command = handleCommand(c.changeSchedule, async (work, { id, criteria, ...rule }) => {
  const before = await work.db
    .selectFrom('run_schedule')
    .selectAll()
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!before) return refuse('not-found', 'There is no such schedule, or it has ended.');
  const otherDay = before.day_kind !== rule.dayKind || before.day_number !== rule.dayNumber;
  await work.db
    .updateTable('run_schedule')
    .set({
      name: rule.name,
      criteria: JSON.stringify(criteria),
      day_kind: rule.dayKind,
      day_number: rule.dayNumber,
      through: rule.through,
      // a day that went by this month isn't made up for
      ...(otherDay ? { added_on: work.today } : {}),
    })
    .where('id', '=', id)
    .execute();
  await work.announce({
    name: 'schedule changed',
    subject: { type: 'run_schedule', id },
    facts: { ...rule, criteria },
    detail: {
      before: {
        name: before.name,
        criteria: before.criteria,
        dayKind: before.day_kind,
        dayNumber: before.day_number,
        through: before.through,
      },
    },
  });
  return done({ sentence: `“${rule.name}” is changed. It is prepared next on ${nextDue(rule, work.today)}.` });
});

export const pauseSchedule: Command = handleCommand(c.pauseSchedule, async (work, { id, paused }) => {
  const row = await lockSchedule(work, id);
  if (!row) return refuse('not-found', 'There is no such schedule, or it has ended.');
  await work.db.updateTable('run_schedule').set({ paused }).where('id', '=', id).execute();
  await work.announce({ name: paused ? 'schedule paused' : 'schedule resumed', subject: { type: 'run_schedule', id } });
  return done({ sentence: `“${row.name}” ${paused ? 'is paused' : 'goes on'}.` });
});

export const endSchedule: Command = handleCommand(c.endSchedule, async (work, { id, reason }) => {
  const row = await lockSchedule(work, id);
  if (!row) return refuse('not-found', 'There is no such schedule, or it has ended.');
  await work.db
    .updateTable('run_schedule')
    .set({ ended_at: sql<Date>`clock_timestamp()` })
    .where('id', '=', id)
    .execute();
  await work.announce({ name: 'schedule ended', subject: { type: 'run_schedule', id }, reason: reason || null });
  return done({ sentence: `“${row.name}” has ended.` });
});

async function lockSchedule(work: Work, id: string) {
  return await work.db
    .selectFrom('run_schedule')
    .select('name')
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

/** Prepares what is due and wasn't, as a rehearsal that is kept; an older one that nobody decided on gives way. Gives how many. */
export async function prepareDue(work: Work): Promise<number> {
  const schedules = await work.db
    .selectFrom('run_schedule')
    .selectAll()
    .where('ended_at', 'is', null)
    .where('paused', '=', false)
    .orderBy('id')
    .forUpdate()
    .execute();
  let prepared = 0;
  for (const row of schedules) {
    const rule = { dayKind: row.day_kind, dayNumber: row.day_number, through: row.through } as ScheduleRule;
    const dueOn = latestDue(rule, row.added_on as Day, work.today);
    if (dueOn === null || (await isPrepared(work, row.id, dueOn))) continue;
    await prepare(work, { id: row.id, name: row.name, criteria: row.criteria }, dueOn, throughOn(rule, dueOn));
    prepared += 1;
  }
  return prepared;
}

async function isPrepared(work: Work, scheduleId: string, dueOn: Day): Promise<boolean> {
  const known = await work.db
    .selectFrom('prepared_run')
    .select('id')
    .where('schedule_id', '=', scheduleId)
    .where('due_on', '>=', dueOn)
    .executeTakeFirst();
  return known !== undefined;
}

async function prepare(
  work: Work,
  schedule: { readonly id: string; readonly name: string; readonly criteria: unknown },
  dueOn: Day,
  throughDay: Day,
): Promise<void> {
  const criteria = startRun.input.parse({ ...(schedule.criteria as object), throughDay });
  const judged = await judge(work, criteria);
  const outcomes = outcomesTold(judged);
  const generated = companiesOf(judged, criteria).length;
  const gathered = outcomes.filter((one) => one.outcome === 'gathered').length;
  await sql`update prepared_run set decision = 'replaced', decided_by = ${work.actor.personId}, decided_at = clock_timestamp()
    where schedule_id = ${schedule.id}::uuid and decision is null`.execute(work.db);
  const id = newId<'prepared_run'>();
  const empty = generated + gathered === 0;
  await work.db
    .insertInto('prepared_run')
    .values({
      id,
      schedule_id: schedule.id,
      due_on: dueOn,
      criteria: JSON.stringify(criteria),
      outcomes: JSON.stringify(outcomes),
      generated,
      gathered,
      ...(empty
        ? { decision: 'nothing', decided_by: work.actor.personId, decided_at: sql<Date>`clock_timestamp()` }
        : {}),
    })
    .execute();
  await work.announce({
    name: 'run prepared',
    subject: { type: 'prepared_run', id },
    facts: { schedule: schedule.name, dueOn, throughDay, generated, gathered },
    countsOn: throughDay,
  });
}

async function lockWaiting(work: Work, id: string) {
  const row = await work.db.selectFrom('prepared_run').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) return refuse('not-found', 'There is no such prepared run.');
  return row.decision === null
    ? done(row)
    : refuse('wrong-state', `It was decided already: ${row.decision}. Start a run by hand, or wait for the next.`);
}

export const generatePrepared: Command = handleCommand(c.generatePrepared, async (work, { id }) => {
  const waiting = await lockWaiting(work, id);
  if (!waiting.ok) return waiting;
  const outcome = await run(work, startRun.input.parse(waiting.value.criteria));
  if (!outcome.ok) return outcome;
  const { id: runId, generated, gathered, outcomes, proformas } = outcome.value;
  const changes = changesSince(waiting.value.outcomes as Told[], outcomes);
  await decide(work, id, { decision: 'generated', run_id: runId });
  await work.announce({
    name: 'prepared run generated',
    subject: { type: 'prepared_run', id },
    facts: { runId, generated, gathered, changes: changes.length },
  });
  const since =
    changes.length === 0
      ? 'Nothing changed since it was prepared.'
      : `${counted(changes.length, 'matter')} changed since it was prepared.`;
  return done({
    runId,
    generated,
    gathered,
    changes,
    sentence: `${counted(proformas, 'proforma')} generated. ${since}`,
  });
});

export const dismissPrepared: Command = handleCommand(c.dismissPrepared, async (work, { id, reason }) => {
  const waiting = await lockWaiting(work, id);
  if (!waiting.ok) return waiting;
  await decide(work, id, { decision: 'dismissed', note: reason });
  await work.announce({ name: 'prepared run dismissed', subject: { type: 'prepared_run', id }, reason });
  return done({ sentence: 'Dismissed. The next one is prepared on its day.' });
});

async function decide(
  work: Work,
  id: string,
  how: { decision: string; run_id?: string; note?: string },
): Promise<void> {
  await work.db
    .updateTable('prepared_run')
    .set({ ...how, decided_by: work.actor.personId, decided_at: sql<Date>`clock_timestamp()` })
    .where('id', '=', id)
    .execute();
}
