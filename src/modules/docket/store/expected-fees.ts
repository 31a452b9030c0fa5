import type { Day } from '../../../kernel/day.ts';
import type { Reading } from '../../../platform/command.ts';
import { rulesFor } from '../rule.ts';
import { openTasksOf } from './events.ts';
import { allRules, casesOf } from './rules.ts';

/** A fixed fee that is to come, in minor units of its matter's currency. */
export interface ExpectedFee {
  readonly due: Day | null;
  readonly minor: bigint;
  /** the task code that its charge will have */
  readonly taskCode: string | null;
}

/** What fixed fees will come of tasks that are open, by the rules as they are now: by matter, each with the day its task is due. */
export async function expectedFees(
  db: Reading['db'],
  matterIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ExpectedFee[]>> {
  const tasks = await openTasksOf(db, matterIds);
  if (tasks.length === 0) return new Map();
  const rules = await allRules(db);
  const cases = await casesOf(db, matterIds);
  const expected = new Map<string, ExpectedFee[]>();
  for (const task of tasks) {
    const of = cases.get(task.matterId);
    if (!of) continue;
    // As if it were completed on the day it is due.
    const completed = { ...task, state: 'completed' as const, completedDay: task.dueDay as Day };
    for (const { params } of rulesFor(rules, completed, of))
      if (params.action === 'fixed-fee' && params.currency === of.currency)
        expected.set(task.matterId, [
          ...(expected.get(task.matterId) ?? []),
          { due: task.dueDay, minor: params.amountMinor, taskCode: params.taskCode },
        ]);
  }
  return expected;
}
