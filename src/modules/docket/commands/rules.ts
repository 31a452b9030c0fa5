import { addMonths, type Day } from '../../../kernel/day.ts';
import type { InputOf } from '../../../kernel/endpoint.ts';
import { wire } from '../../../kernel/money.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { type Cut, cutLine } from '../../../platform/dated-line.ts';
import { newId } from '../../../platform/new-id.ts';
import { fromDay } from '../../../platform/sql-day.ts';
import { findItem, namedItems } from '../../fees/index.ts';
import * as c from '../contract/rules.ts';
import { dayOfEvent, type DocketEvent, eventTitle } from '../event.ts';
import { type Rule, rulesFor } from '../rule.ts';
import { eventsBetween } from '../store/events.ts';
import { follow } from '../store/outcomes.ts';
import { priced } from '../store/price.ts';
import { allRules, casesOf } from '../store/rules.ts';

const LOOK_BACK_MONTHS = 12;
const EXAMPLES = 12;

type Input = InputOf<typeof c.setDocketRule>;

const setRule = handleCommand(c.setDocketRule, async (work, input) => {
  const wrong = await wrongWith(work, input);
  if (wrong) return wrong;
  const lineId = input.lineId ?? newId<'docket_rule'>();
  const ended = input.lineId === undefined ? done(null) : await endVersion(work, lineId, input.from);
  if (!ended.ok) return ended;
  const ruleId = newId<'docket_rule'>();
  await work.db
    .insertInto('docket_rule')
    .values({
      id: ruleId,
      line_id: lineId,
      name: input.name,
      codes: input.codes,
      happens: input.happens,
      client_id: input.clientId,
      matter_id: input.matterId,
      case_type: input.caseType,
      jurisdiction: input.jurisdiction,
      action: input.params.action,
      params: JSON.stringify(stored(input.params)),
      approval: input.approval,
      valid: fromDay(input.from),
      clause: input.clause,
      actor_id: work.actor.personId,
    })
    .execute();
  const rules = await allRules(work.db);
  const rule = rules.find((r) => r.id === ruleId) as Rule;
  await judgeAgain(work, ended.value);
  const past = await judgedPast(work, rule, rules);
  const proposed = input.proposeSince === null ? 0 : await proposeSince(work, rule, rules, input.proposeSince);
  await work.announce({
    name: 'docket rule set',
    subject: { type: 'docket_rule', id: lineId },
    clientId: input.clientId,
    matterId: input.matterId,
    facts: {
      name: input.name,
      codes: input.codes,
      action: input.params.action,
      from: input.from,
      clause: input.clause,
      proposed,
    },
    countsOn: input.from,
  });
  return done({ lineId, ruleId, past, proposed });
});

function stored(params: Input['params']): object {
  if (params.action !== 'fixed-fee') return params;
  const { amount, ...rest } = params;
  return { ...rest, amountMinor: amount.minor, currency: amount.currency, taskCode: params.taskCode || null };
}

async function wrongWith(work: Work, input: Input): Promise<ReturnType<typeof refuse> | null> {
  const { params } = input;
  if (params.action === 'fixed-fee' && BigInt(params.amount.minor) <= 0n)
    return refuse('no-amount', 'The fee must be above zero.', { where: 'params.amount' });
  if (params.action === 'hold' && input.happens !== 'opened')
    return refuse('bad-input', 'Work is held while a task is open. Let the rule be set off when it is opened.', {
      where: 'happens',
    });
  if (params.action === 'official-fee') {
    const items = await namedItems(work.db, null);
    for (const item of params.items) {
      const found = findItem(items, item);
      if (!found.ok) return found;
    }
  }
  if (input.matterId !== null && input.clientId === null) {
    return refuse('bad-input', 'A rule for a matter names its client too.', { where: 'clientId' });
  }
  return null;
}

/** The version that counts ends the day before; refused where a later one is there. */
async function endVersion(work: Work, lineId: string, on: Day): Promise<Outcome<Cut>> {
  const cut = await cutLine(work, 'docket_rule', lineId, on);
  if (cut === null) return refuse('not-found', 'No such rule counts any more.');
  return 'later' in cut
    ? refuse('overlaps', `A version of this rule counts from ${cut.later} on. Choose a later day.`, { where: 'from' })
    : done(cut);
}

/** What a version that never counted has proposed is judged again. */
async function judgeAgain(work: Work, cut: Cut | null): Promise<void> {
  if (!cut?.replaced) return;
  const waiting = await work.db
    .selectFrom('docket_outcome')
    .select('docket_event_id')
    .where('rule_id', '=', cut.id)
    .where('state', '=', 'proposed')
    .execute();
  await follow(
    work,
    waiting.map((row) => row.docket_event_id),
    { asks: true },
  );
}

/** Events that the rule, had it counted then, would have been set off by: judged with all others, since a narrower one goes before. */
function setOffBy(
  rule: Rule,
  rules: readonly Rule[],
  events: readonly DocketEvent[],
  cases: Awaited<ReturnType<typeof casesOf>>,
) {
  const always = { ...rule, from: '0001-01-01' as Day, to: null };
  const others = rules.filter((r) => r.lineId !== rule.lineId);
  return events.filter((event) => {
    const of = cases.get(event.matterId);
    return of !== undefined && !event.removed && rulesFor([...others, always], event, of).some((r) => r.id === rule.id);
  });
}

async function judgedPast(work: Work, rule: Rule, rules: readonly Rule[]) {
  const events = await eventsBetween(work.db, addMonths(work.today, -LOOK_BACK_MONTHS), work.today);
  const cases = await casesOf(
    work.db,
    events.map((e) => e.matterId),
  );
  const setOff = setOffBy(rule, rules, events, cases);
  const amounts = new Map<string, bigint>();
  const examples: { matter: string; event: string; day: Day; sentence: string; problem: string }[] = [];
  let problems = 0;
  for (const event of setOff) {
    const of = cases.get(event.matterId);
    if (!of) continue;
    const told = await priced(work.db, rule, event, of);
    if (told.problem !== '') problems += 1;
    if (told.amountMinor !== null) amounts.set(of.currency, (amounts.get(of.currency) ?? 0n) + told.amountMinor);
    if (examples.length < EXAMPLES)
      examples.push({
        matter: of.number,
        event: eventTitle(event),
        day: dayOfEvent(event) ?? work.today,
        sentence: told.sentence,
        problem: told.problem,
      });
  }
  return {
    events: setOff.length,
    matters: new Set(setOff.map((e) => e.matterId)).size,
    amounts: [...amounts].map(([currency, minor]) => wire(minor, currency)),
    problems,
    examples,
  };
}

/** Proposes the rule for events that are there already; nothing is done without a yes. */
async function proposeSince(work: Work, rule: Rule, rules: readonly Rule[], since: Day): Promise<number> {
  const events = await eventsBetween(work.db, since, work.today);
  const cases = await casesOf(
    work.db,
    events.map((e) => e.matterId),
  );
  const setOff = setOffBy(rule, rules, events, cases);
  const followed = await follow(
    work,
    setOff.map((event) => event.id),
    { only: { ...rule, from: since }, asks: true },
  );
  return followed.proposed;
}

const endRule = handleCommand(c.endDocketRule, async (work, input) => {
  const ended = await endVersion(work, input.lineId, input.on);
  if (!ended.ok) return ended;
  await judgeAgain(work, ended.value);
  await work.announce({
    name: 'docket rule ended',
    subject: { type: 'docket_rule', id: input.lineId },
    reason: input.reason,
    facts: { on: input.on },
    countsOn: input.on,
  });
  return done({ lineId: input.lineId });
});

export const commands: readonly Command[] = [setRule, endRule];
