import { sql } from 'kysely';
import { done } from '../../../kernel/outcome.ts';
import type { Engine } from '../../../platform/command.ts';
import { performInside } from '../../../platform/inside.ts';
import { prepareDue } from '../commands/schedules.ts';

const PREPARE_LOCK = 4_711_012;

/** Prepares the runs whose day has come, once each, also when the program was down that day. Gives how many. */
export async function prepareRuns(engine: Engine): Promise<number> {
  const about = { name: 'runs prepare', permission: 'run proformas' } as const;
  const outcome = await performInside(engine, about, async (work) => {
    await sql`select pg_advisory_xact_lock(${PREPARE_LOCK})`.execute(work.db);
    return done(await prepareDue(work));
  });
  if (!outcome.ok) throw new Error(outcome.refusal.sentence);
  return outcome.value;
}
