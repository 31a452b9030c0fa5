import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { InputOf } from '../../../kernel/endpoint.ts';
import { wire } from '../../../kernel/money.ts';
import { assert, done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { cutLine } from '../../../platform/dated-line.ts';
import { newId } from '../../../platform/new-id.ts';
import { strangeTaskCodes } from '../../firm/index.ts';
import * as c from '../contract/budgets.ts';
import { budgetsNow } from '../store/budgets.ts';
import { insertBudget, wrongDays, wrongScope } from '../store/scope.ts';

type Input = InputOf<typeof c.setBudget>;

const set = handleCommand(c.setBudget, async (work, input) => {
  const wrong = wrongDays(input) ?? (await wrongScope(work, input));
  if (wrong) return wrong;
  const strange = await strangeTaskCodes(work.db, input.taskCodes);
  if (strange !== null) return refuse('bad-input', strange, { where: 'taskCodes' });
  const lineId = input.lineId ?? newId<'budget'>();
  if (input.lineId !== undefined) {
    const ended = await endAmount(work, lineId, input.since);
    if (!ended.ok) return ended;
    const elsewhere = await moved(work, ended.value, input);
    if (elsewhere) return elsewhere;
  }
  await insertBudget(work, lineId, input);
  await work.announce({
    name: input.lineId === undefined ? 'budget set' : 'budget amended',
    subject: { type: 'budget', id: lineId },
    clientId: input.clientId,
    matterId: input.matterId,
    facts: {
      name: input.name,
      amount: input.amount,
      covers: input.covers,
      taskCodes: input.taskCodes,
      since: input.since,
      source: input.source,
    },
    countsOn: input.since,
  });
  const [now] = await budgetsNow(work.db, input.since, sql<boolean>`b.line_id = ${lineId}::uuid`);
  assert(now, 'the budget was just written');
  return done({ lineId, usedPpm: Number(now.usedPpm), left: wire(now.leftMinor, now.currency) });
});

/** The amount that counts ends the day before; refused where a later one is there. */
async function endAmount(work: Work, lineId: string, on: Day): Promise<Outcome<string>> {
  const cut = await cutLine(work, 'budget', lineId, on);
  if (cut === null) return refuse('not-found', 'No such budget holds any more.');
  return 'later' in cut
    ? refuse('overlaps', `It holds as amended from ${cut.later} on. Choose a later day.`, { where: 'since' })
    : done(cut.id);
}

/** A budget stays what it is of; only its amount, its days and its words are amended. */
async function moved(work: Work, id: string, input: Input): Promise<ReturnType<typeof refuse> | null> {
  const was = await work.db
    .selectFrom('budget')
    .select(['client_id', 'matter_id', 'family_id', 'currency'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
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
  const ended = await endAmount(work, input.lineId, input.on);
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
