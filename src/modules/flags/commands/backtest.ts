import { addMonths, type Day } from '../../../kernel/day.ts';
import type { InputOf } from '../../../kernel/endpoint.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { counted } from '../../../kernel/text.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { checkOf } from '../catalogue.ts';
import type { Rule } from '../check.ts';
import * as c from '../contract.ts';
import { merged } from '../params.ts';
import { ruleNamed } from '../queries/rules.ts';
import { asRule } from '../settings.ts';
import { judgePast } from '../store/past.ts';
import { keptRules } from '../store/rules.ts';
import { checkedParams } from './rules.ts';

type Wanted = InputOf<typeof c.backTest>;

interface Candidate {
  readonly what: string;
  readonly rules: readonly Rule[];
  /** null: invoices of every client */
  readonly clientId: string | null;
}

export const backTest: Command = handleCommand(c.backTest, async (work, input) => {
  const candidate = await candidateOf(work, input);
  if (!candidate.ok) return candidate;
  const { what, rules, clientId } = candidate.value;
  const to = input.to ?? work.today;
  const from = input.from ?? addMonths(to, -12);
  if (from > to) return refuse('bad-input', 'The first day lies after the last.', { where: 'from' });
  const result = await judgePast(work, rules, { from, to, clientId });
  const id = newId<'back_test'>();
  await work.db
    .insertInto('back_test')
    .values({
      id,
      what,
      subject: JSON.stringify({
        rule: input.rule ?? null,
        guideline: input.guideline ?? null,
        params: input.params ?? null,
      }),
      from_day: from,
      to_day: to,
      result: JSON.stringify(result),
      actor_id: work.actor.personId,
    })
    .execute();
  await work.announce({
    name: 'rules back-tested',
    subject: { type: 'back_test', id },
    clientId,
    facts: { what, from, to, flags: result.flags, invoices: result.invoices, reduced: result.reducedFlags },
  });
  return done({ id, what, from, to, sentence: sentenceOf(what, from, to, result), result });
});

function sentenceOf(what: string, from: Day, to: Day, result: Awaited<ReturnType<typeof judgePast>>): string {
  if (result.invoices === 0) return `There are no invoices from ${from} to ${to} to try ${what} on.`;
  return `${what} would have raised ${counted(result.flags, 'flag')} on ${result.flaggedInvoices} of ${counted(result.invoices, 'invoice')}; the client later reduced ${result.reducedFlags} of what they flag.`;
}

async function candidateOf(work: Work, input: Wanted): Promise<Outcome<Candidate>> {
  if ((input.rule === undefined) === (input.guideline === undefined))
    return refuse('bad-input', 'Name a rule or a guideline, one of the two.', { where: 'rule' });
  if (input.rule !== undefined) return await oneRule(work, input.rule, input.params);
  const version = await work.db
    .selectFrom('guideline_version as v')
    .innerJoin('guideline as g', 'g.id', 'v.guideline_id')
    .select(['v.id', 'v.version', 'v.client_id', 'g.title'])
    .where((eb) => eb.or([eb('v.id', '=', input.guideline ?? ''), eb('g.id', '=', input.guideline ?? '')]))
    .orderBy('v.version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!version) return refuse('not-found', 'There is no such guideline.', { where: 'guideline' });
  const clauses = await work.db
    .selectFrom('guideline_clause')
    .select('id')
    .where('version_id', '=', version.id)
    .execute();
  const ids = new Set(clauses.map((clause) => clause.id));
  const rules = (await keptRules(work.db, [version.client_id]))
    .filter((rule) => rule.clauseId !== null && ids.has(rule.clauseId))
    .flatMap((rule) => asRule(rule) ?? []);
  if (rules.length === 0)
    return refuse('nothing-to-test', 'No clause of this version has a rule. Give a clause a rule first.', {
      where: 'guideline',
    });
  return done({ what: `${version.title}, version ${version.version}`, rules, clientId: version.client_id });
}

/** A set rule, or a check with parameters that are only tried. */
async function oneRule(
  work: Work,
  name: string,
  params: Record<string, unknown> | undefined,
): Promise<Outcome<Candidate>> {
  const check = checkOf(name);
  if (check && (params !== undefined || !check.on)) {
    const checked = checkedParams(check, params ?? {}, false);
    if (!checked.ok) return checked;
    const rule: Rule = {
      check,
      id: null,
      version: 0,
      severity: check.severity,
      params: merged(check.params, checked.value).params,
      scope: 'firm',
      citation: 'tried only',
      since: null,
    };
    return done({ what: check.title, rules: [rule], clientId: null });
  }
  const rule = await ruleNamed(work.db, name);
  if (!rule)
    return refuse('not-found', `There is no check or rule “${name}”. \`flags rules\` lists them.`, { where: 'rule' });
  return done({ what: rule.check.title, rules: [rule], clientId: null });
}
