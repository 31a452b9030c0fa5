import { sql } from 'kysely';
import { addMonths } from '../../../kernel/day.ts';
import { sum, wire } from '../../../kernel/money.ts';
import { handleQuery, NotFound, type Reading } from '../../../platform/command.ts';
import { CATALOGUE } from '../catalogue.ts';
import type { Rule } from '../check.ts';
import * as c from '../contract.ts';
import { stakeOf } from '../present.ts';
import { asRule, delivered, isInForce } from '../settings.ts';
import { evaluateSheets } from '../store/evaluate.ts';
import { keptRules, type RuleRow } from '../store/rules.ts';
import { loadSheets } from '../../proformas/index.ts';

const NONE = { raised: 0, mended: 0, waived: 0, escaped: 0, open: 0 };

export const listRules = handleQuery(c.listRules, async (reading, input) => {
  const kept = await keptRules(reading.db, input.clientId === undefined ? null : [input.clientId]);
  const names = await namesOf(reading.db, kept);
  const statistics = await statisticsOf(reading.db, addMonths(reading.today, -12));
  return {
    rows: CATALOGUE.map((check) => ({
      code: check.code,
      title: check.title,
      subject: check.subject,
      looks: check.looks,
      source: check.source,
      severity: check.severity,
      on: check.on && delivered(check.code) !== null,
      waivable: check.unwaivable !== true,
      waitsFor: check.waitsFor ?? null,
      params: check.params.map((spec) => ({ ...spec, delivered: spec.delivered ?? null })),
      rules: kept
        .filter((rule) => rule.code === check.code)
        .map((rule) => ({
          id: rule.id,
          scope: rule.scope,
          clientId: rule.clientId,
          client: names.get(rule.clientId ?? '') ?? null,
          matterId: rule.matterId,
          matter: names.get(rule.matterId ?? '') ?? null,
          version: rule.version,
          severity: rule.severity,
          params: { ...rule.params },
          citation: rule.citation,
          from: rule.from,
          to: rule.to,
          inForce: isInForce(rule, reading.today),
          reason: rule.reason,
          who: rule.who,
          clauseId: rule.clauseId,
        })),
      statistics: statistics.get(check.code) ?? NONE,
    })),
  };
});

async function namesOf(db: Reading['db'], kept: readonly RuleRow[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, concat(number, ' ', name) as name from client_brief where id = any(${kept.map((r) => r.clientId)}::uuid[])
    union all select id, number from matter_case where id = any(${kept.map((r) => r.matterId)}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** What became of each rule's flags since a day. */
export async function statisticsOf(db: Reading['db'], since: string, until: string | null = null) {
  const { rows } = await sql<{
    code: string;
    raised: number;
    mended: number;
    waived: number;
    escaped: number;
    open: number;
  }>`
    select f.code, count(*)::int as raised,
      count(*) filter (where f.gone_at is not null and not f.escaped and w.id is null)::int as mended,
      count(*) filter (where w.id is not null)::int as waived,
      count(*) filter (where f.escaped and w.id is null)::int as escaped,
      count(*) filter (where f.gone_at is null and w.id is null)::int as open
    from flag f left join flag_waiver w on w.fingerprint = f.fingerprint and w.withdrawn_at is null
    where f.raised_at >= ${since}::date and (${until}::date is null or f.raised_at < ${until}::date + 1) group by f.code`.execute(
    db,
  );
  return new Map(rows.map(({ code, ...counts }) => [code, counts]));
}

const EXAMPLES = 20;

export const testRule = handleQuery(c.testRule, async (reading, input) => {
  const rule = await ruleNamed(reading.db, input.rule);
  if (!rule) throw new NotFound(`There is no check or rule “${input.rule}”. \`flags rules\` lists them.`);
  const open = await reading.db
    .selectFrom('proforma_head')
    .select('id')
    .where('state', 'not in', ['billed', 'closed', 'reversed'])
    .execute();
  const sheets = await loadSheets(
    reading,
    open.map((row) => row.id ?? ''),
    { lock: false },
  );
  const all = await evaluateSheets(reading, sheets, () => [rule]);
  const flags = all.flatMap(({ sheet, facts, outcome }) =>
    outcome.flags.map((flag) => ({ flag, head: sheet.head, currency: facts.currency })),
  );
  return {
    rule: rule.check.code,
    title: rule.check.title,
    proformas: all.length,
    flagged: all.filter(({ outcome }) => outcome.flags.length > 0).length,
    flags: flags.length,
    atStake: [...Map.groupBy(flags, ({ currency }) => currency)].map(([currency, group]) =>
      wire(sum(group.map(({ flag }) => stakeOf(flag))), currency),
    ),
    couldNot: [...new Set(all.flatMap(({ outcome }) => outcome.couldNot.map(({ why }) => why)))],
    examples: flags.slice(0, EXAMPLES).map(({ flag, head, currency }) => ({
      proforma: head.number,
      proformaId: head.id,
      sentence: flag.sentence,
      atStake: wire(stakeOf(flag), currency),
    })),
  };
});

/** A check as delivered, by its code, or a rule that was set, by its id; whether or not it is in force. */
export async function ruleNamed(db: Reading['db'], name: string): Promise<Rule | null> {
  const own = delivered(name);
  if (own) return own;
  const kept = (await keptRules(db, null)).find((rule) => rule.id === name);
  return kept ? asRule({ ...kept, severity: kept.severity === 'off' ? 'warn' : kept.severity }) : null;
}
