import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { InputOf } from '../../../kernel/endpoint.ts';
import { wire } from '../../../kernel/money.ts';
import { assert, done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import * as c from '../contract/budgets.ts';
import { budgetsNow } from '../store/budgets.ts';
import { insertBudget, wrongScope } from '../store/scope.ts';

type Input = InputOf<typeof c.setBudget>;

const set = handleCommand(c.setBudget, async (work, input) => {
  const wrong = await wrongWith(work, input);
  if (wrong) return wrong;
  const lineId = input.lineId ?? newId<'budget'>();
  const ended = await endVersion(work, lineId, input.since, input.lineId !== undefined);
  if (!ended.ok) return ended;
  await insertBudget(work, lineId, input);
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
  if (input.from !== null && input.to !== null && input.to < input.from)
    return refuse('bad-input', 'Its last day lies before its first.', { where: 'to' });
  return await wrongScope(work, input);
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
