import { sql } from 'kysely';
import { wire } from '../../../kernel/money.ts';
import { counted } from '../../../kernel/text.ts';
import type { Reading } from '../../../platform/command.ts';
import type { Task } from './task.ts';

/** What billing rules propose, and waits for a yes. */
export async function proposedFees({ db }: Reading): Promise<Task[]> {
  const { rows } = await sql<{ currency: string; n: number; problems: number; minor: bigint }>`
    select currency, count(*)::int as n, (count(*) filter (where has_problem))::int as problems, sum(amount_minor)::int8 as minor
    from docket_proposed group by 1 order by 1`.execute(db);
  const count = rows.reduce((n, row) => n + row.n, 0);
  const problems = rows.reduce((n, row) => n + row.problems, 0);
  if (count === 0) return [];
  return [
    {
      severity: problems > 0 ? 'fix' : 'warn',
      what: `${counted(count, 'proposal')} of the docket ${count === 1 ? 'waits' : 'wait'} for a decision`,
      why:
        problems > 0
          ? `${problems} can’t be done as they stand; each says why.`
          : 'Fees and reminders that follow from events.',
      count,
      value: rows.filter((row) => row.minor !== 0n).map((row) => wire(row.minor, row.currency)),
      href: '/docket',
      action: 'Decide',
      waitingFor: 'coordinator',
    },
  ];
}

/** Events that the newest list of their system no longer has. */
export async function missingEvents({ db }: Reading): Promise<Task[]> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from docket_standing where missing_since is not null`.execute(db);
  const count = rows[0]?.n ?? 0;
  if (count === 0) return [];
  return [
    {
      severity: 'warn',
      what: `${counted(count, 'event')} no longer in the docket’s newest list`,
      why: 'They stand until somebody says that they are gone.',
      count,
      value: [],
      href: '/docket?tab=events',
      action: 'Answer',
      waitingFor: 'coordinator',
    },
  ];
}
