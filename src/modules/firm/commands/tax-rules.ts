import { sql } from 'kysely';
import { addDays, type Day } from '../../../kernel/day.ts';
import type { InputOf } from '../../../kernel/endpoint.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { listed } from '../../../kernel/text.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import * as c from '../contract/tax-rules.ts';
import { type KeptRule, keptRules } from '../store/tax-rules.ts';
import { clash, scopeSaid } from '../tax-rule.ts';

type Input = InputOf<typeof c.setTaxRule>;
type Refused = ReturnType<typeof refuse>;

interface Code {
  readonly id: string;
  readonly entity_id: string;
  readonly code: string;
  readonly kind: string;
}

const setRule = handleCommand(c.setTaxRule, async (work, input) => await set(work, input));

async function set(work: Work, input: Input): Promise<Outcome<{ id: string; lineId: string; said: string }>> {
  const found = await lockCodes(work, input.taxCodeId);
  if (!found.ok) return found;
  const code = found.value;
  const kept = standing(await keptRules(work.db, { entityId: code.entity_id }, input.from));
  const wrong =
    (await misfit(work, code, input)) ?? rivalOf(kept, input) ?? (await endBefore(work, kept, input, code.entity_id));
  if (wrong) return wrong;
  const id = newId<'tax_rule'>();
  const lineId = input.lineId ?? id;
  await sql`insert into tax_rule (id, line_id, entity_id, name, line_kind, expense_codes, countries, payer_kind, tax_code_id, withholding_ppm, source, valid,
      last_day, reason, actor_id)
    values (${id}::uuid, ${lineId}::uuid, ${code.entity_id}::uuid, ${input.name}, ${input.lineKind}, ${input.expenseCodes}::text[], ${input.countries}::text[],
      ${input.payerKind}, ${code.id}::uuid, ${input.withholdingPpm}, ${input.source}, daterange(${input.from}::date, ${after(input.to)}::date),
      ${input.to}::date, ${input.reason}, ${work.actor.personId}::uuid)`.execute(work.db);
  const said = scopeSaid(input);
  await announce(work, input.lineId === undefined ? 'tax rule set' : 'tax rule amended', code.entity_id, lineId, {
    reason: input.reason,
    countsOn: input.from,
    facts: { ...input, taxCode: code.code, ruleId: id, said },
  });
  return done({ id, lineId, said });
}

const after = (last: Day | null): Day | null => (last === null ? null : addDays(last, 1));
const standing = (rules: readonly KeptRule[]): KeptRule[] => rules.filter((rule) => rule.withdrawnReason === null);

/** One at a time changes an entity's rules: two that clash can't both slip in. */
async function lockCodes(work: Work, taxCodeId: string): Promise<Outcome<Code>> {
  const { rows } = await sql<Code>`
    select id, entity_id, code, kind from tax_code where entity_id = (select entity_id from tax_code where id = ${taxCodeId}::uuid)
    order by id for update`.execute(work.db);
  const code = rows.find((row) => row.id === taxCodeId);
  return code
    ? done(code)
    : refuse('not-found', 'There is no such tax code. Choose one from the list.', { where: 'taxCodeId' });
}

async function misfit(work: Work, code: Code, input: Input): Promise<Refused | null> {
  if (input.to !== null && input.to < input.from)
    return refuse('bad-input', 'The last day is before the first. Choose a later one.', { where: 'to' });
  if (input.lineKind === 'agent' && code.kind !== 'out-of-scope')
    return refuse(
      'bad-input',
      `What is paid as agent is outside tax, and ${code.code} is of the kind ${code.kind.replaceAll('-', ' ')}. Choose a code of the kind out of scope.`,
      { where: 'taxCodeId' },
    );
  if (input.expenseCodes === null) return null;
  if (input.lineKind !== 'disbursement' && input.lineKind !== 'agent')
    return refuse('bad-input', 'Only disbursements have expense codes. Choose that kind of line, or name no codes.', {
      where: 'expenseCodes',
    });
  const { rows } = await sql<{ code: string }>`
    select code from billing_code where kind = 'expense' and code = any(${input.expenseCodes}::text[])`.execute(
    work.db,
  );
  const missing = input.expenseCodes.filter((one) => !rows.some((row) => row.code === one));
  return missing.length === 0
    ? null
    : refuse(
        'bad-input',
        `${listed(missing)} is no expense code. Name codes as the list under Setup, Codes has them.`,
        {
          where: 'expenseCodes',
        },
      );
}

type Wanted = Pick<KeptRule, 'name' | 'lineKind' | 'expenseCodes' | 'countries' | 'payerKind' | 'from' | 'to'> & {
  readonly lineId?: string | undefined;
};

/** A rule that would speak of the same lines of the same payers on some day, and none of the two would be narrower. */
function rivalOf(kept: readonly KeptRule[], input: Wanted): Refused | null {
  const meets = (rule: KeptRule): boolean =>
    (rule.to === null || rule.to >= input.from) && (input.to === null || rule.from <= input.to);
  const others = kept.filter((rule) => rule.lineId !== input.lineId && meets(rule));
  const rival = others.find((rule) => clash(rule, input));
  if (rival)
    return refuse(
      'overlaps',
      `The rule “${rival.name}” is as narrow and speaks of the same: ${scopeSaid(rival)}. Amend that one, end it first, or make this one narrower.`,
      { where: 'name' },
    );
  const named = others.find((rule) => rule.name === input.name);
  return named
    ? refuse('overlaps', `There is a rule named “${named.name}” already. Amend that one, or choose another name.`, {
        where: 'name',
      })
    : null;
}

/** Ends the version that counts on the day before the amendment; refused where a later one is there. */
async function endBefore(
  work: Work,
  kept: readonly KeptRule[],
  { lineId, from, reason }: Input,
  entityId: string,
): Promise<Refused | null> {
  if (lineId === undefined) return null;
  const latest = kept.find((rule) => rule.lineId === lineId);
  if (!latest || latest.entityId !== entityId)
    return refuse('not-found', 'This entity has no such rule any more. Reload to see the rules as they are.');
  if (reason === '') return refuse('bad-input', 'Say why it is amended: which law, which letter.', { where: 'reason' });
  if (latest.endedReason !== '')
    return refuse('ended', `The rule is ended: ${latest.endedReason}. Take its end back first, or set a new rule.`);
  if (latest.from >= from)
    return refuse(
      'later-version',
      `A version counts from ${latest.from} on. Choose a later day, or withdraw that version first.`,
      { where: 'from' },
    );
  await closeAt(work, latest.id, from, '');
  return null;
}

async function closeAt(work: Work, id: string, from: Day, reason: string): Promise<void> {
  await sql`update tax_rule set valid = daterange(lower(valid), least(upper(valid), ${from}::date)), ended_reason = ${reason}
    where id = ${id}::uuid`.execute(work.db);
}

/** The newest version of a rule that wasn't withdrawn, and the one before it, with the entity's rules locked. */
async function latestOf(work: Work, lineId: string): Promise<Outcome<{ latest: KeptRule; before: KeptRule | null }>> {
  const [known] = await keptRules(work.db, { lineId }, work.today);
  if (known) await lockCodes(work, known.tax.taxCodeId);
  const [latest, before] = standing(await keptRules(work.db, { lineId }, work.today));
  return latest
    ? done({ latest, before: before ?? null })
    : refuse('not-found', 'There is no such rule any more. Reload to see the rules as they are.');
}

const endRule = handleCommand(c.endTaxRule, async (work, { lineId, from, reason }) => {
  const found = await latestOf(work, lineId);
  if (!found.ok) return found;
  const { latest } = found.value;
  if (latest.to !== null && latest.to < from)
    return refuse('ended', `The rule counts to ${latest.to} only. It is ended already.`);
  if (latest.from >= from)
    return refuse(
      'later-version',
      `The rule counts from ${latest.from} on. Choose a later day, or withdraw that version.`,
      { where: 'from' },
    );
  await closeAt(work, latest.id, from, reason);
  await announce(work, 'tax rule ended', latest.entityId, lineId, {
    reason,
    countsOn: from,
    facts: { name: latest.name, ruleId: latest.id, from },
  });
  return done({ lineId });
});

const withdrawRule = handleCommand(c.withdrawTaxRule, async (work, { lineId, reason }) => {
  const found = await latestOf(work, lineId);
  if (!found.ok) return found;
  const { latest, before } = found.value;
  const ended = latest.endedReason !== '';
  if (!ended)
    await sql`update tax_rule set withdrawn_at = clock_timestamp(), withdrawn_reason = ${reason} where id = ${latest.id}::uuid`.execute(
      work.db,
    );
  // What counts on, does so as long as it was to when it was set.
  const on = ended ? latest : before;
  const rival = on === null ? null : await rivalAgain(work, on);
  if (rival) return rival;
  if (on !== null)
    await sql`update tax_rule set valid = daterange(lower(valid), last_day + 1), ended_reason = '' where id = ${on.id}::uuid`.execute(
      work.db,
    );
  await announce(work, ended ? 'tax rule end taken back' : 'tax rule withdrawn', latest.entityId, lineId, {
    reason,
    facts: { name: latest.name, ruleId: latest.id },
  });
  return done({ lineId });
});

/** Another rule may have been set for the days on which this one was not to count. */
async function rivalAgain(work: Work, rule: KeptRule): Promise<Refused | null> {
  const kept = standing(await keptRules(work.db, { entityId: rule.entityId }, work.today));
  return rivalOf(kept, { ...rule, to: rule.lastDay });
}

async function announce(
  work: Work,
  name: string,
  entityId: string,
  lineId: string,
  what: { reason: string; countsOn?: Day; facts: Record<string, unknown> },
): Promise<void> {
  await work.announce({
    name,
    subject: { type: 'tax_rule', id: lineId },
    entityId,
    reason: what.reason || null,
    facts: what.facts,
    ...(what.countsOn ? { countsOn: what.countsOn } : {}),
  });
}

const importRules = handleCommand(c.importTaxRules, async (work, { rules }) => {
  const counts = { added: 0, amended: 0, unchanged: 0 };
  for (const [at, { entity, taxCode, ...rule }] of rules.entries()) {
    const where = `rules.${at}`;
    const { rows } = await sql<{ id: string; entity_id: string }>`
      select x.id, x.entity_id from tax_code x join legal_entity e on e.id = x.entity_id where e.code = ${entity} and x.code = ${taxCode}`.execute(
      work.db,
    );
    const [code] = rows;
    if (!code)
      return refuse('not-found', `Rule ${at + 1}: entity ${entity} has no tax code ${taxCode}. Add it first.`, {
        where,
      });
    const kept = standing(await keptRules(work.db, { entityId: code.entity_id }, rule.from));
    const known = kept.find((one) => one.name === rule.name);
    if (known && same(known, { ...rule, taxCodeId: code.id })) {
      counts.unchanged += 1;
      continue;
    }
    const outcome = await set(work, {
      ...rule,
      taxCodeId: code.id,
      ...(known ? { lineId: known.lineId, reason: rule.reason || 'imported' } : {}),
    });
    if (!outcome.ok)
      return refuse(outcome.refusal.code, `Rule ${at + 1}, “${rule.name}”: ${outcome.refusal.sentence}`, { where });
    counts[known ? 'amended' : 'added'] += 1;
  }
  return done(counts);
});

/** Whether the file says what is recorded: then its rule stays as it is. */
function same(known: KeptRule, rule: Omit<Input, 'lineId' | 'reason'>): boolean {
  const text = (list: readonly string[] | null): string => (list === null ? '' : list.toSorted().join(','));
  return (
    known.tax.taxCodeId === rule.taxCodeId &&
    known.lineKind === rule.lineKind &&
    known.payerKind === rule.payerKind &&
    text(known.countries) === text(rule.countries) &&
    text(known.expenseCodes) === text(rule.expenseCodes) &&
    known.withholdingPpm === rule.withholdingPpm &&
    known.source === rule.source &&
    known.lastDay === rule.to &&
    known.endedReason === ''
  );
}

export const taxRuleCommands: readonly Command[] = [setRule, importRules, endRule, withdrawRule];
