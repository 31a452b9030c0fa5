import { amountText, convert, sum } from '../../../kernel/money.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import { entityFacts, limitOf, rateOn } from '../../firm/index.ts';
import type { LockedReceivable } from './lock.ts';

/** Whether who acts may give up so much of what is owed; the limit is in entity currency, at today's rate. Without a limit nobody may alone. */
export async function withinLimit(work: Work, receivable: LockedReceivable, minor: bigint): Promise<Outcome<boolean>> {
  const entity = await entityFacts(work.db, receivable.entity_id);
  const rate = await rateOn(work.db, receivable.currency, entity.currency, work.today);
  if (!rate.ok) return rate;
  const limit = await limitOf(work.db, work.actor.personId, 'write-off', entity.currency);
  return done(
    limit !== null && convert(minor, receivable.currency, entity.currency, rate.value, entity.rounding) <= limit,
  );
}

const LET_GO = ['discount', 'small-difference'];

/** What the bank or the tax office kept is a fact; what is let go is a write-off by another name, under the same limit. */
export async function letGoBeyondLimit(
  work: Work,
  receivable: LockedReceivable,
  differences: readonly { readonly reason: string; readonly minor: string }[],
): Promise<ReturnType<typeof refuse> | null> {
  const minor = sum(differences.filter((d) => LET_GO.includes(d.reason)).map((d) => BigInt(d.minor)));
  if (minor <= 0n) return null;
  const within = await withinLimit(work, receivable, minor);
  if (!within.ok) return within;
  if (within.value) return null;
  return refuse(
    'limit',
    `${amountText(minor, receivable.currency)} ${receivable.currency} let go on invoice ${receivable.number} are above your limit for write-offs. Record what was paid without it, then ask for a write-off of the rest: another person decides.`,
    { where: receivable.number },
  );
}
