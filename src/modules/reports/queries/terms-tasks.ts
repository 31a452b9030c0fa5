import { counted } from '../../../kernel/text.ts';
import type { Reading } from '../../../platform/command.ts';
import { duePeriods } from '../../arrangements/index.ts';
import { type Task, values } from './task.ts';

/** Periods of subscriptions that began and are not charged. */
export async function dueSubscriptions({ db, today }: Reading): Promise<Task[]> {
  const due = await duePeriods(db, today, null);
  if (due.length === 0) return [];
  const { value } = values(
    [...Map.groupBy(due, ({ clause }) => clause.terms.currency)].map(([currency, own]) => ({
      currency,
      n: own.length,
      minor: own.reduce((sum, { clause }) => sum + clause.terms.amountMinor, 0n),
    })),
  );
  return [
    {
      severity: 'fix',
      what: `${counted(due.length, 'period of a subscription', 'periods of subscriptions')} not charged yet`,
      why: `The oldest began on ${due[0]?.from ?? ''}.`,
      count: due.length,
      value,
      href: '/engagements',
      action: 'Charge them',
      waitingFor: 'coordinator',
    },
  ];
}
