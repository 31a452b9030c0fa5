import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { MoneyWire } from '../../../kernel/money.ts';
import { refuse } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';

/** What an amount is agreed for: a matter, a family, or the client's whole portfolio. */
export interface Agreed {
  readonly clientId: string;
  readonly matterId: string | null;
  readonly familyId: string | null;
  readonly amount: MoneyWire;
}

/** Why an amount can't be agreed for that; null where it can. */
export async function wrongScope(work: Work, of: Agreed): Promise<ReturnType<typeof refuse> | null> {
  if (of.matterId !== null && of.familyId !== null)
    return refuse('bad-input', 'It is of a matter or of a family, not of both.', { where: 'familyId' });
  if (BigInt(of.amount.minor) <= 0n) return refuse('no-amount', 'The amount is above zero.', { where: 'amount' });
  const { rows } = await sql<{ currencies: string[] | null }>`
    select array_agg(distinct m.currency) as currencies from matter_case m where m.client_id = ${of.clientId}::uuid
      and (${of.matterId}::uuid is null or m.id = ${of.matterId}::uuid) and (${of.familyId}::uuid is null or m.family_id = ${of.familyId}::uuid)`.execute(
    work.db,
  );
  const currencies = rows[0]?.currencies ?? [];
  if (currencies.length === 0)
    return refuse('not-found', 'The client has no such matter or family.', {
      where: of.matterId === null ? 'familyId' : 'matterId',
    });
  if (!currencies.includes(of.amount.currency))
    return refuse(
      'other-currency',
      `None of its matters is kept in ${of.amount.currency}, only in ${currencies.join(', ')}. Give the amount in that.`,
      { where: 'amount' },
    );
  return null;
}

/** Why those days can't be the ones that count; null where they can. */
export function wrongDays(of: {
  readonly from: Day | null;
  readonly to: Day | null;
}): ReturnType<typeof refuse> | null {
  return of.from !== null && of.to !== null && of.to < of.from
    ? refuse('bad-input', 'Its last day lies before its first.', { where: 'to' })
    : null;
}

export interface ToHold extends Agreed {
  readonly name: string;
  readonly covers: 'fees' | 'all';
  /** none: all work */
  readonly taskCodes: readonly string[];
  readonly from: Day | null;
  readonly to: Day | null;
  readonly since: Day;
  readonly source: string;
}

/** Writes one amount of a budget, which holds from the day it was agreed. */
export async function insertBudget(work: Work, lineId: string, budget: ToHold): Promise<void> {
  await sql`insert into budget (id, line_id, client_id, matter_id, family_id, name, currency, amount_minor, covers, task_codes, spans, valid, source, actor_id)
    values (${newId<'budget'>()}, ${lineId}, ${budget.clientId}, ${budget.matterId}, ${budget.familyId}, ${budget.name}, ${budget.amount.currency},
      ${BigInt(budget.amount.minor)}, ${budget.covers}, ${[...budget.taskCodes]}::text[], daterange(${budget.from}::date, ${budget.to}::date, '[]'), daterange(${budget.since}::date, null),
      ${budget.source}, ${work.actor.personId})`.execute(work.db);
}
