import { sql } from 'kysely';
import type { Day } from '../../kernel/day.ts';
import type { InputOf } from '../../kernel/endpoint.ts';
import { wire } from '../../kernel/money.ts';
import { assert, done, type Outcome, refuse } from '../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../platform/command.ts';
import { newId } from '../../platform/new-id.ts';
import * as c from './contract.ts';
import { budgetsNow } from './store.ts';

type Input = InputOf<typeof c.setBudget>;

const set = handleCommand(c.setBudget, async (work, input) => {
  const wrong = await wrongWith(work, input);
  if (wrong) return wrong;
  const lineId = input.lineId ?? newId<'budget'>();
  const ended = await endVersion(work, lineId, input.since, input.lineId !== undefined);
  if (!ended.ok) return ended;
  await sql`insert into budget (id, line_id, client_id, matter_id, family_id, name, currency, amount_minor, covers, spans, valid, source, actor_id)
    values (${newId<'budget'>()}, ${lineId}, ${input.clientId}, ${input.matterId}, ${input.familyId}, ${input.name}, ${input.amount.currency},
      ${BigInt(input.amount.minor)}, ${input.covers}, daterange(${input.from}::date, ${input.to}::date, '[]'), daterange(${input.since}::date, null),
      ${input.source}, ${work.actor.personId})`.execute(work.db);
  await work.announce({
    name: input.lineId === undefined ? 'budget set' : 'budget amended',
    subject: { type: 'budget', id: lineId },
    clientId: input.clientId,
    matterId: input.matterId,
    facts: { name: input.name, amount: input.amount, covers: input.covers, since: input.since, source: input.source },
    countsOn: input.since,
  });
  const [now] = await budgetsNow(work.db, input.since, sql<boolean>`b.line_id = ${lineId}::uuid`);
  assert(now, 'the budget was just written');
  return done({ lineId, usedPpm: Number(now.usedPpm), left: wire(now.leftMinor, now.currency) });
});

async function wrongWith(work: Work, input: Input): Promise<ReturnType<typeof refuse> | null> {
  if (input.matterId !== null && input.familyId !== null)
    return refuse('bad-input', 'A budget is of a matter or of a family, not of both.', { where: 'familyId' });
  if (BigInt(input.amount.minor) <= 0n) return refuse('no-amount', 'A budget is above zero.', { where: 'amount' });
  if (input.from !== null && input.to !== null && input.to < input.from)
    return refuse('bad-input', 'Its last day lies before its first.', { where: 'to' });
  const { rows } = await sql<{ currencies: string[] | null }>`
    select array_agg(distinct m.currency) as currencies from matter_case m where m.client_id = ${input.clientId}::uuid
      and (${input.matterId}::uuid is null or m.id = ${input.matterId}::uuid) and (${input.familyId}::uuid is null or m.family_id = ${input.familyId}::uuid)`.execute(
    work.db,
  );
  const currencies = rows[0]?.currencies ?? [];
  if (currencies.length === 0)
    return refuse('not-found', 'The client has no such matter or family.', {
      where: input.matterId === null ? 'familyId' : 'matterId',
    });
  if (!currencies.includes(input.amount.currency))
    return refuse(
      'other-currency',
      `None of its matters is kept in ${input.amount.currency}, only in ${currencies.join(', ')}. Give the budget in that.`,
      { where: 'amount' },
    );
  return null;
}

/** The version that counts ends the day before; refused where a later one is there. */
async function endVersion(work: Work, lineId: string, on: Day, expected: boolean): Promise<Outcome<true>> {
  const { rows } = await sql<{ id: string; from: Day }>`
    select id, lower(valid)::text as from from budget where line_id = ${lineId}::uuid and (upper(valid) is null or upper(valid) > ${on}::date)
    order by lower(valid) for update`.execute(work.db);
  if (rows.length === 0) return expected ? refuse('not-found', 'No such budget holds any more.') : done(true);
  const later = rows.find((row) => row.from >= on);
  if (later)
    return refuse('overlaps', `It holds as amended from ${later.from} on. Choose a later day.`, { where: 'since' });
  await sql`update budget set valid = daterange(lower(valid), ${on}::date) where id = ${rows[0]?.id ?? ''}::uuid`.execute(
    work.db,
  );
  return done(true);
}

const end = handleCommand(c.endBudget, async (work, input) => {
  const ended = await endVersion(work, input.lineId, input.on, true);
  if (!ended.ok) return ended;
  await work.announce({
    name: 'budget ended',
    subject: { type: 'budget', id: input.lineId },
    reason: input.reason,
    facts: { on: input.on },
    countsOn: input.on,
  });
  return done({ lineId: input.lineId });
});

export const commands: readonly Command[] = [set, end];
