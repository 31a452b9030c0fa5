import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { Reading } from '../../../platform/command.ts';

export type Waits = 'with-reviewer' | 'completed' | 'approval-pending' | 'approved' | 'ageing-list';

export interface WaitingPolicy {
  readonly remindDays: number;
  readonly escalateDays: number | null;
  readonly escalateTo: string | null;
}

/** The policy that counts on a day, for each state that has one. */
export async function waitingOn(db: Reading['db'], on: Day): Promise<ReadonlyMap<string, WaitingPolicy>> {
  const { rows } = await sql<{
    what: Waits;
    remind_days: number;
    escalate_days: number | null;
    escalate_to: string | null;
  }>`select distinct on (what) what, remind_days, escalate_days, escalate_to from waiting_policy
    where from_day <= ${on}::date order by what, from_day desc`.execute(db);
  return new Map(
    rows.map((r) => [r.what, { remindDays: r.remind_days, escalateDays: r.escalate_days, escalateTo: r.escalate_to }]),
  );
}
