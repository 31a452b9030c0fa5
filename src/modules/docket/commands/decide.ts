import { sql } from 'kysely';
import { sumsByCurrency } from '../../../kernel/money.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { type CardCodes, lockCards, releaseWaiting, setCodes, takeCardsBack } from '../../cards/index.ts';
import * as c from '../contract/rules.ts';
import type { Rule } from '../rule.ts';
import { eventsById, lockEvents } from '../store/events.ts';
import { act, follow, type OutcomeRef } from '../store/outcomes.ts';
import { allRules, casesOf } from '../store/rules.ts';

type State = 'proposed' | 'done' | 'dismissed';

/** The outcomes that are in one of the states, under lock as their events are: these first, as where events change. */
async function locked(work: Work, ids: readonly string[], states: readonly State[]) {
  const of = await work.db
    .selectFrom('docket_outcome')
    .select('docket_event_id')
    .where('id', 'in', [...ids])
    .execute();
  await lockEvents(
    work,
    of.map((row) => row.docket_event_id),
  );
  const rows = await work.db
    .selectFrom('docket_outcome')
    .selectAll()
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.filter((row) => states.includes(row.state as State));
}

type Row = Awaited<ReturnType<typeof locked>>[number];

const decide = handleCommand(c.decideOutcomes, async (work, input) => {
  const rows = await locked(work, input.ids, ['proposed']);
  if (rows.length === 0) return refuse('decided', 'None of these is proposed any more. Reload the list.');
  if (input.answer === 'dismiss') {
    if (input.reason === '') return refuse('no-reason', 'Say why it is dismissed.', { where: 'reason' });
    await settle(work, rows, 'dismissed', input.reason);
    return done({ done: 0, dismissed: rows.length, amounts: [], problems: [] });
  }
  const refs = await refsOf(work, rows);
  const problems: { id: string; sentence: string }[] = [];
  const amounts: { currency: string; minor: bigint }[] = [];
  let acted = 0;
  for (const ref of refs) {
    const did = await act(work, ref);
    if (did.ok) {
      acted += 1;
      if (did.value !== null) amounts.push({ currency: ref.of.currency, minor: did.value });
    } else problems.push({ id: ref.id, sentence: `${ref.of.number}: ${did.refusal.sentence}` });
  }
  if (problems.length > 0)
    await work.announce({
      name: 'docket proposals stand',
      subject: { type: 'docket_outcome', id: problems.length === 1 ? (problems[0]?.id ?? null) : null },
      facts: { outcomes: problems.map((problem) => problem.id), done: acted },
    });
  return done({
    done: acted,
    dismissed: 0,
    amounts: sumsByCurrency(amounts),
    problems,
  });
});

async function rulesById(work: Work): Promise<Map<string, Rule>> {
  return new Map((await allRules(work.db)).map((rule) => [rule.id, rule]));
}

async function refsOf(work: Work, rows: readonly Row[]): Promise<OutcomeRef[]> {
  const rules = await rulesById(work);
  const events = new Map(
    (
      await eventsById(
        work.db,
        rows.map((r) => r.docket_event_id),
      )
    ).map((event) => [event.id, event]),
  );
  const cases = await casesOf(
    work.db,
    [...events.values()].map((event) => event.matterId),
  );
  return rows.flatMap((row) => {
    const rule = rules.get(row.rule_id);
    const event = events.get(row.docket_event_id);
    const of = event && cases.get(event.matterId);
    return rule && event && of ? [{ id: row.id, rule, event, of, tries: row.tries }] : [];
  });
}

async function settle(work: Work, rows: readonly Row[], state: State, reason: string): Promise<void> {
  await work.db
    .updateTable('docket_outcome')
    .set({ state, reason, decided_by: work.actor.personId, decided_at: sql<Date>`clock_timestamp()` })
    .where(
      'id',
      'in',
      rows.map((row) => row.id),
    )
    .execute();
  await work.announce({
    name: state === 'dismissed' ? 'docket proposals dismissed' : 'docket outcomes taken back',
    subject: { type: 'docket_outcome', id: rows.length === 1 ? (rows[0]?.id ?? null) : null },
    clientId: rows[0]?.client_id ?? null,
    matterId: rows.length === 1 ? (rows[0]?.matter_id ?? null) : null,
    reason,
    facts: { outcomes: rows.map((row) => row.id) },
  });
}

const undo = handleCommand(c.undoOutcomes, async (work, input) => {
  const rows = await locked(work, input.ids, ['done', 'dismissed']);
  if (rows.length === 0) return refuse('not-done', 'None of these was done or dismissed. Reload the list.');
  const rules = await rulesById(work);
  for (const row of rows) {
    if (row.state !== 'done') continue;
    const undone = await takeBack(work, row, rules.get(row.rule_id), input.reason);
    if (!undone.ok) return undone;
  }
  await settle(work, rows, 'proposed', input.reason);
  await work.db
    .updateTable('docket_outcome')
    .set({ card_ids: [], expected_id: null, fell_with: null })
    .where(
      'id',
      'in',
      rows.map((r) => r.id),
    )
    .execute();
  // Its event may be another by now; what is proposed again says so.
  await follow(
    work,
    rows.map((row) => row.docket_event_id),
    { asks: true },
  );
  return done({ undone: rows.length });
});

/** Takes back what a rule made: cards it made, holds it placed, codes it gave. A letter that left stays sent. */
async function takeBack(work: Work, row: Row, rule: Rule | undefined, reason: string): Promise<Outcome<true>> {
  const cards = (await lockCards(work, row.card_ids)).filter((card) => card.state !== 'taken-back');
  const eventId = newId<'event'>();
  switch (row.action) {
    case 'fixed-fee':
    case 'official-fee': {
      if (cards.length === 0) return done(true);
      const outcome = await takeCardsBack(work, cards, { eventId, reason });
      if (!outcome.ok) return outcome;
      break;
    }
    case 'hold':
      if (row.expected_id !== null) await releaseWaiting(work, row.expected_id);
      break;
    case 'task-code':
      await setCodes(work, uncoded(cards, rule));
      break;
    default:
      return done(true);
  }
  await work.announce({
    id: eventId,
    name: 'what followed from an event taken back',
    subject: { type: 'docket_outcome', id: row.id },
    clientId: row.client_id,
    matterId: row.matter_id,
    reason,
    facts: { action: row.action, cards: row.card_ids },
  });
  return done(true);
}

/** Cards that still have the rule's code; one that a person gave stays. */
function uncoded(cards: Awaited<ReturnType<typeof lockCards>>, rule: Rule | undefined): Map<string, CardCodes> {
  const code = rule?.params.action === 'task-code' ? rule.params.taskCode : null;
  return new Map(
    cards
      .filter((card) => card.state === 'open' && card.task_code === code)
      .map((card) => [card.id, { taskCode: null, activityCode: card.activity_code, expenseCode: card.expense_code }]),
  );
}

export const commands: readonly Command[] = [decide, undo];
