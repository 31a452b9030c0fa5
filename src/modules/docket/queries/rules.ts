import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { OutputOf } from '../../../kernel/endpoint.ts';
import { wire } from '../../../kernel/money.ts';
import { handleQuery, type Query } from '../../../platform/command.ts';
import * as c from '../contract/rules.ts';
import { eventTitle } from '../event.ts';
import type { Action, Params, Rule } from '../rule.ts';
import { allRules } from '../store/rules.ts';

type RuleRow = OutputOf<typeof c.listDocketRules>['rows'][number];

const list = handleQuery(c.listDocketRules, async ({ db, today }, input) => {
  const { rows: counts } = await sql<{ line_id: string; state: string; n: number }>`
    select line_id, state, count(*)::int as n from docket_outcome group by 1, 2`.execute(db);
  const { rows: names } = await sql<{ id: string; client: string; matter: string }>`
    select r.id, coalesce(k.name, '') as client, coalesce(m.number, '') as matter from docket_rule r
    left join client_brief k on k.id = r.client_id left join matter_brief m on m.id = r.matter_id`.execute(db);
  const named = new Map(names.map((row) => [row.id, row]));
  const n = (rule: Rule, state: string): number =>
    counts.find((k) => k.line_id === rule.lineId && k.state === state)?.n ?? 0;
  return {
    rows: (await allRules(db))
      .filter((rule) => input.clientId === undefined || rule.clientId === null || rule.clientId === input.clientId)
      .filter((rule) => !rule.replaced)
      .filter((rule) => (input.ended ?? false) || rule.to === null || rule.to >= today)
      .toSorted((a, b) => a.name.localeCompare(b.name) || (a.from < b.from ? 1 : -1))
      .map((rule) => ({
        lineId: rule.lineId,
        name: rule.name,
        codes: [...rule.codes],
        happens: rule.happens,
        clientId: rule.clientId,
        matterId: rule.matterId,
        caseType: rule.caseType as RuleRow['caseType'],
        jurisdiction: rule.jurisdiction,
        params: wireParams(rule.params),
        approval: rule.approval,
        clause: rule.clause,
        client: named.get(rule.id)?.client ?? '',
        matter: named.get(rule.id)?.matter ?? '',
        from: rule.from,
        to: rule.to,
        what: WHAT[rule.params.action],
        proposed: n(rule, 'proposed'),
        done: n(rule, 'done'),
        dismissed: n(rule, 'dismissed'),
      })),
  };
});

const WHAT: Readonly<Record<Action, string>> = {
  'fixed-fee': 'charges a fixed fee',
  'official-fee': 'records an official fee',
  hold: 'holds work until it is done',
  'task-code': 'gives a task code',
  remind: 'reminds the responsible person',
};

function wireParams(params: Params): RuleRow['params'] {
  switch (params.action) {
    case 'fixed-fee': {
      const { amountMinor, currency, taskCode, narrative } = params;
      return { action: 'fixed-fee', amount: wire(amountMinor, currency), narrative, taskCode: taskCode ?? '' };
    }
    case 'official-fee':
      return { action: 'official-fee', items: [...params.items] };
    case 'hold':
    case 'task-code':
    case 'remind':
      return params;
  }
}

interface OutcomeRow {
  readonly id: string;
  readonly state: 'proposed' | 'done' | 'dismissed';
  readonly matter_id: string;
  readonly matter: string;
  readonly client_id: string;
  readonly client: string;
  readonly event_id: string;
  readonly code: string;
  readonly name: string;
  readonly day: Day | null;
  readonly rule: string;
  readonly clause: string;
  readonly action: Action;
  readonly sentence: string;
  readonly problem: string;
  readonly currency: string;
  readonly amount_minor: bigint | null;
  readonly reason: string;
  readonly cards: { id: string; number: string }[];
}

const outcomes = handleQuery(c.listOutcomes, async ({ db }, input) => {
  const where = sql`o.state = ${input.state}
    and (${input.matterId ?? null}::uuid is null or o.matter_id = ${input.matterId ?? null}::uuid)
    and (${input.clientId ?? null}::uuid is null or o.client_id = ${input.clientId ?? null}::uuid)`;
  const { rows } = await sql<OutcomeRow>`
    select o.id, o.state, o.matter_id, m.number as matter, o.client_id, m.client_name as client, e.id as event_id, e.code, e.name,
      coalesce(e.completed_day, e.event_day, e.due_day) as day, r.name as rule, r.clause, o.action, o.sentence, o.problem, o.currency, o.amount_minor, o.reason,
      coalesce((select jsonb_agg(jsonb_build_object('id', k.id, 'number', k.number::text) order by k.number) from card_brief k where k.id = any(o.card_ids)), '[]') as cards
    from docket_outcome o join docket_event e on e.id = o.docket_event_id join docket_rule r on r.id = o.rule_id join matter_brief m on m.id = o.matter_id
    where ${where} order by day desc nulls last, m.number, o.id limit ${input.limit} offset ${input.offset}`.execute(
    db,
  );
  const { rows: sums } = await sql<{ currency: string; n: number; minor: bigint }>`
    select o.currency, count(*)::int as n, coalesce(sum(o.amount_minor), 0)::int8 as minor from docket_outcome o where ${where} group by 1 order by 1`.execute(
    db,
  );
  return {
    total: sums.reduce((total, row) => total + row.n, 0),
    amounts: sums.filter((row) => row.minor !== 0n).map((row) => wire(row.minor, row.currency)),
    rows: rows.map((row) => ({
      id: row.id,
      state: row.state,
      matterId: row.matter_id,
      matter: row.matter,
      clientId: row.client_id,
      client: row.client,
      eventId: row.event_id,
      event: eventTitle(row),
      day: row.day,
      rule: row.rule,
      clause: row.clause,
      action: row.action,
      sentence: row.sentence,
      problem: row.problem,
      amount: row.amount_minor === null ? null : wire(row.amount_minor, row.currency),
      reason: row.reason,
      cards: row.cards,
    })),
  };
});

const why = handleQuery(c.outcomeOfCard, async ({ db }, { cardId }) => {
  const { rows } = await sql<{
    event_id: string;
    code: string;
    name: string;
    day: Day;
    rule: string;
    clause: string;
    matter_id: string;
  }>`
    select e.id as event_id, e.code, e.name, coalesce(e.completed_day, e.event_day, e.due_day) as day, r.name as rule, r.clause, o.matter_id
    from docket_outcome o join docket_event e on e.id = o.docket_event_id join docket_rule r on r.id = o.rule_id
    where o.card_ids @> array[${cardId}::uuid] and o.action in ('fixed-fee', 'official-fee')`.execute(db);
  const [row] = rows;
  return {
    made: row
      ? {
          eventId: row.event_id,
          event: eventTitle(row),
          day: row.day,
          rule: row.rule,
          clause: row.clause,
          matterId: row.matter_id,
        }
      : null,
  };
});

export const queries: readonly Query[] = [list, outcomes, why];
