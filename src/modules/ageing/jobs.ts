import { sql } from 'kysely';
import type { Day } from '../../kernel/day.ts';
import { done } from '../../kernel/outcome.ts';
import type { Engine } from '../../platform/command.ts';
import { performInside } from '../../platform/inside.ts';
import { dueByItself } from './answer.ts';
import { policyOn } from './store/old-work.ts';
import { lockLists, sendLists } from './store/send.ts';

/** Sends the month's lists when their day has come, once; also when the program was down that day. Gives how many. */
export async function sendDueLists(engine: Engine): Promise<number> {
  const about = { name: 'ageing-lists send', permission: 'run proformas' } as const;
  const outcome = await performInside(engine, about, async (work) => {
    await lockLists(work);
    const policy = await policyOn(work.db, work.today);
    const { rows } = await sql<{ last: Day | null }>`select max(as_of)::text as last from ageing_list`.execute(work.db);
    if (!policy || !dueByItself(work.today, policy.dayOfMonth, rows[0]?.last ?? null)) return done(0);
    return done((await sendLists(work, policy.olderThanDays)).lists);
  });
  if (!outcome.ok) throw new Error(outcome.refusal.sentence);
  return outcome.value;
}
