import { sql } from 'kysely';
import { addMonths, type Day } from '../../../kernel/day.ts';
import type { Reading } from '../../../platform/command.ts';
import type { Finding } from '../completeness.ts';
import { dayOfEvent, eventTitle } from '../event.ts';
import { rulesFor } from '../rule.ts';
import { gapsOf } from './gaps.ts';

/** Work that an event and its rule say something about. */
interface CodedWork {
  readonly taskCode: string;
  readonly event: string;
  readonly day: Day;
  readonly rule: string;
  readonly clause: string;
}

/** What the docket says of a matter, for whoever looks at its bill. */
export interface DocketOfMatter {
  readonly gaps: readonly Finding[];
  /** fixed fees that stand for work of a task code */
  readonly fixed: readonly CodedWork[];
  /** the code that work of so many days before an event should have */
  readonly coded: readonly (CodedWork & { readonly days: number })[];
}

const LOOK_BACK_MONTHS = 6;
const GRACE_DAYS = 7;
/** What is on a bill is on its way: how long it was not is no question here. */
const NEVER = 366;

/** The docket of matters; a matter it has nothing of isn't in the answer. */
export async function docketOf(
  db: Reading['db'],
  today: Day,
  matterIds: readonly string[],
): Promise<ReadonlyMap<string, DocketOfMatter>> {
  const { rows } = await sql<{ id: string }>`
    select distinct matter_id as id from docket_event where matter_id = any(${[...matterIds]}::uuid[]) and removed_at is null`.execute(
    db,
  );
  if (rows.length === 0) return new Map();
  const gaps = await gapsOf(db, {
    from: addMonths(today, -LOOK_BACK_MONTHS),
    through: today,
    clientId: null,
    matterIds: rows.map((row) => row.id),
    graceDays: GRACE_DAYS,
    agedDays: NEVER,
    withTime: false,
  });
  const work = gaps.events.flatMap((event) => {
    const of = gaps.cases.get(event.matterId);
    const day = dayOfEvent(event);
    if (!of || day === null) return [];
    return rulesFor(gaps.rules, event, of).map((rule) => ({ event, day, rule }));
  });
  const said = ({ event, day, rule }: (typeof work)[number]) => ({
    event: eventTitle(event),
    day,
    rule: rule.name,
    clause: rule.clause,
  });
  return new Map(
    rows.map((row) => {
      const own = work.filter(({ event }) => event.matterId === row.id);
      return [
        row.id,
        {
          gaps: gaps.findings.filter((finding) => finding.matterId === row.id),
          fixed: own.flatMap((one) =>
            one.rule.params.action === 'fixed-fee' && one.rule.params.taskCode !== null
              ? [{ ...said(one), taskCode: one.rule.params.taskCode }]
              : [],
          ),
          coded: own.flatMap((one) =>
            one.rule.params.action === 'task-code'
              ? [{ ...said(one), taskCode: one.rule.params.taskCode, days: one.rule.params.days }]
              : [],
          ),
        },
      ];
    }),
  );
}
