import { sql } from 'kysely';
import type { InputOf } from '../../../kernel/endpoint.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { checkOf } from '../catalogue.ts';
import type { Check } from '../check.ts';
import * as c from '../contract.ts';
import { paramProblem, type ParamValue } from '../params.ts';

type Wanted = InputOf<typeof c.setRule>;

export const setRule: Command = handleCommand(c.setRule, async (work, input) => {
  const check = checkOf(input.code);
  if (!check)
    return refuse('not-found', `There is no check “${input.code}”. Choose one of the catalogue.`, { where: 'code' });
  const params = checkedParams(check, input.params, input.severity === 'off');
  if (!params.ok) return params;
  const whose = await scopeOf(work, input);
  if (!whose.ok) return whose;
  const { clientId, matterId } = whose.value;
  const same = sql<boolean>`code = ${input.code} and scope = ${input.scope} and clause_id is null
    and client_id is not distinct from ${clientId}::uuid and matter_id is not distinct from ${matterId}::uuid`;
  const { rows: before } = await sql<{ id: string; version: number; from_day: string; to_day: string | null }>`
    select id, version, lower(valid) as from_day, upper(valid) as to_day from flag_rule where ${same} order by version desc for update`.execute(
    work.db,
  );
  const last = before[0];
  if (last && last.from_day >= input.from)
    return refuse(
      'overlaps',
      `Version ${last.version} holds from ${last.from_day}. A newer one begins on a later day, so that what was flagged under it stays explained.`,
      { where: 'from' },
    );
  if (last && last.to_day === null)
    await sql`update flag_rule set valid = daterange(lower(valid), ${input.from}::date) where id = ${last.id}`.execute(
      work.db,
    );
  const id = newId<'flag_rule'>();
  const version = (last?.version ?? 0) + 1;
  await sql`insert into flag_rule (id, code, scope, client_id, matter_id, version, valid, severity, params, citation, reason, actor_id)
    values (${id}, ${input.code}, ${input.scope}, ${clientId}, ${matterId}, ${version}, daterange(${input.from}::date, null), ${input.severity},
      ${JSON.stringify(params.value)}::jsonb, ${input.citation}, ${input.reason}, ${work.actor.personId})`.execute(
    work.db,
  );
  await work.announce({
    name: 'flag rule set',
    subject: { type: 'flag_rule', id },
    clientId,
    matterId,
    reason: input.reason,
    facts: {
      code: input.code,
      scope: input.scope,
      version,
      severity: input.severity,
      params: params.value,
      from: input.from,
    },
  });
  return done({
    id,
    version,
    sentence: `${check.title}: version ${version} holds from ${input.from}${input.severity === 'off' ? ', switched off' : ''}.`,
  });
});

/** Parameters that a check declares, each of its kind; a rule that runs has all of them. */
export function checkedParams(
  check: Check,
  given: Readonly<Record<string, unknown>>,
  off: boolean,
): Outcome<Record<string, ParamValue>> {
  const params: Record<string, ParamValue> = {};
  for (const [name, value] of Object.entries(given)) {
    const spec = check.params.find((one) => one.name === name);
    if (!spec)
      return refuse(
        'bad-input',
        `${check.title} has no parameter “${name}”. It has: ${check.params.map((p) => p.name).join(', ') || 'none'}.`,
        {
          where: `params.${name}`,
        },
      );
    const problem = paramProblem(spec, value);
    if (problem) return refuse('bad-input', `“${name}” ${problem}.`, { where: `params.${name}` });
    params[name] = value as ParamValue;
  }
  const missing = check.params.find((spec) => spec.delivered === undefined && params[spec.name] === undefined);
  if (missing && !off)
    return refuse('bad-input', `${check.title} needs “${missing.name}”: ${missing.says}.`, {
      where: `params.${missing.name}`,
    });
  return done(params);
}

async function scopeOf(
  work: Work,
  input: Wanted,
): Promise<Outcome<{ clientId: string | null; matterId: string | null }>> {
  if (input.scope === 'firm') return done({ clientId: null, matterId: null });
  if (input.scope === 'client') {
    const found = await work.db
      .selectFrom('client_brief')
      .select('id')
      .where('id', '=', input.clientId ?? null)
      .executeTakeFirst();
    return found
      ? done({ clientId: input.clientId ?? null, matterId: null })
      : refuse('not-found', 'Say for which client the rule is.', { where: 'clientId' });
  }
  const found = await work.db
    .selectFrom('matter_case')
    .select(['id', 'client_id'])
    .where('id', '=', input.matterId ?? null)
    .executeTakeFirst();
  return found
    ? done({ clientId: found.client_id, matterId: found.id })
    : refuse('not-found', 'Say for which matter the rule is.', { where: 'matterId' });
}
