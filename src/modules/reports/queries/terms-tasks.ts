import { counted } from '../../../kernel/text.ts';
import type { Reading } from '../../../platform/command.ts';
import { duePeriods, releasable } from '../../arrangements/index.ts';
import { retainersOf } from '../../invoices/index.ts';
import { type Task, values } from './task.ts';

/** Retainers agreed and not billed yet, and evergreen ones below their floor. */
export async function lowRetainers({ db, today }: Reading): Promise<Task[]> {
  const low = (await retainersOf(db, today)).filter((r) => r.proposeMinor > 0n);
  const [first] = low;
  if (!first) return [];
  const { count, value } = values(
    [...Map.groupBy(low, (r) => r.clause.terms.currency)].map(([currency, own]) => ({
      currency,
      n: own.length,
      minor: own.reduce((sum, r) => sum + r.proposeMinor, 0n),
    })),
  );
  return [
    {
      severity: 'fix',
      what: `${counted(count, 'retainer', 'retainers')} to bill on account`,
      why: `Agreed and not billed, or below the floor: ${first.client}, ${first.clause.engagement.title}.`,
      count,
      value,
      href: '/on-account/retainers?low=true',
      action: 'Propose the bill',
      waitingFor: 'coordinator',
    },
  ];
}

/** What is held back on matters that no more time comes to: what it waited for has come, or is given up. */
export async function heldBackOnDone({ db }: Reading): Promise<Task[]> {
  const held = await releasable(db);
  if (held.length === 0) return [];
  const { count, value } = values(
    [...Map.groupBy(held, (one) => one.currency)].map(([currency, own]) => ({
      currency,
      n: own.length,
      minor: own.reduce((sum, one) => sum + one.heldMinor - one.releasedMinor, 0n),
    })),
  );
  return [
    {
      severity: 'fix',
      what: `Held back on ${counted(count, 'matter')} closed to time`,
      why: 'No more work comes. Release what is owed now; what is not is released and its card purged.',
      count,
      value,
      href: '/engagements',
      action: 'Release it',
      waitingFor: 'coordinator',
    },
  ];
}

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
