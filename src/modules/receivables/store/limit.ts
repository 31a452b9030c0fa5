import { sql } from 'kysely';
import { amountText, convert, sum } from '../../../kernel/money.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import { entityFacts, limitOf, rateOn } from '../../firm/index.ts';
import type { LockedReceivable } from './lock.ts';

const LET_GO = ['discount', 'small-difference'];

/**
 * What this person gave up of an invoice already and is still given up, by write-offs and by reasons: a limit is not passed
 * in steps. A reason that came again with the next bill is still of whoever recorded its receipt, not of who billed.
 */
async function givenUpBefore(work: Work, receivable: LockedReceivable): Promise<bigint> {
  const { rows } = await sql<{ minor: bigint }>`
    select coalesce(-sum(m.amount_minor), 0)::int8 as minor from receivable_movement m join event e on e.id = m.event_id
      left join receipt r on r.id = m.source_id left join event came on came.id = r.event_id
    where m.receivable_id = ${receivable.id}::uuid and (m.kind = 'written-off' or (m.kind = 'difference' and m.reason_kind = any(${LET_GO}::text[])))
      and case when m.kind = 'written-off' or e.name in ('receipt recorded', 'receipt allocated') then e.actor_id else came.actor_id end = ${work.actor.personId}::uuid
      and not exists (select 1 from receivable_movement x where x.reverses_id = m.id)`.execute(work.db);
  return rows[0]?.minor ?? 0n;
}

/** Whether who acts may give up so much of what is owed, with what they gave up of it before; the limit is in entity currency, at today's rate. Without a limit nobody may alone. */
export async function withinLimit(work: Work, receivable: LockedReceivable, minor: bigint): Promise<Outcome<boolean>> {
  const entity = await entityFacts(work.db, receivable.entity_id);
  const rate = await rateOn(work.db, receivable.currency, entity.currency, work.today);
  if (!rate.ok) return rate;
  const all = minor + (await givenUpBefore(work, receivable));
  const limit = await limitOf(work.db, work.actor.personId, 'write-off', entity.currency);
  return done(
    limit !== null && convert(all, receivable.currency, entity.currency, rate.value, entity.rounding) <= limit,
  );
}

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
    `${amountText(minor, receivable.currency)} ${receivable.currency} let go on invoice ${receivable.number} are above your limit for write-offs, counting what you let go of it before. Record what was paid without it, then ask for a write-off of the rest: another person decides.`,
    { where: receivable.number },
  );
}
