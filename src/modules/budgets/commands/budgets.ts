import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { InputOf } from '../../../kernel/endpoint.ts';
import { wire } from '../../../kernel/money.ts';
import { assert, done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import * as c from '../contract/budgets.ts';
import { budgetsNow } from '../store/budgets.ts';
import { insertBudget, wrongDays, wrongScope } from '../store/scope.ts';

type Input = InputOf<typeof c.setBudget>;

const set = handleCommand(c.setBudget, async (work, input) => {
  const wrong = wrongDays(input) ?? (await wrongScope(work, input));
  if (wrong) return wrong;
  const lineId = input.lineId ?? newId<'budget'>();
  if (input.lineId !== undefined) {
    const ended = await endVersion(work, lineId, input.since);
    if (!ended.ok) return ended;
    const elsewhere = moved(ended.value, input);
    if (elsewhere) return elsewhere;
  }
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

interface Version {
  readonly id: string;
  readonly from: Day;
  readonly client_id: string;
  readonly matter_id: string | null;
  readonly family_id: string | null;
  readonly currency: string;
}

/** The amount that counts ends the day before, and is replaced where it was to count from that very day; refused where a later one is there. */
async function endVersion(work: Work, lineId: string, on: Day): Promise<Outcome<Version>> {
  const { rows } = await sql<Version>`
    select id, lower(valid)::text as from, client_id, matter_id, family_id, currency from budget
    where line_id = ${lineId}::uuid and replaced_at is null and (upper(valid) is null or upper(valid) > ${on}::date)
    order by lower(valid) for update`.execute(work.db);
  const [version] = rows;
  if (!version) return refuse('not-found', 'No such budget holds any more.');
  const later = rows.find((row) => row.from > on);
  if (later)
    return refuse('overlaps', `It holds as amended from ${later.from} on. Choose a later day.`, { where: 'since' });
  if (version.from === on)
    await sql`update budget set replaced_at = clock_timestamp() where id = ${version.id}::uuid`.execute(work.db);
  else
    await sql`update budget set valid = daterange(lower(valid), ${on}::date) where id = ${version.id}::uuid`.execute(
      work.db,
    );
  return done(version);
}

/** A budget stays what it is of; only its amount, its days and its words are amended. */
function moved(was: Version, input: Input): ReturnType<typeof refuse> | null {
  const same =
    was.client_id === input.clientId &&
    was.matter_id === input.matterId &&
    was.family_id === input.familyId &&
    was.currency === input.amount.currency;
  return same
    ? null
    : refuse(
        'append-only',
        'A budget stays with its client, matter, family and currency. End this one and set another.',
        { where: 'clientId' },
      );
}

const end = handleCommand(c.endBudget, async (work, input) => {
  const ended = await endVersion(work, input.lineId, input.on);
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
