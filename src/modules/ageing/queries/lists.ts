import { sql } from 'kysely';
import { daysBetween, type Day } from '../../../kernel/day.ts';
import { wire } from '../../../kernel/money.ts';
import { permitted } from '../../../kernel/permission.ts';
import { handleQuery, type Reading } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';
import type { Answer } from '../answer.ts';
import * as c from '../contract.ts';
import { policyOn } from '../store/old-work.ts';

interface Row {
  list_id: string;
  matter_id: string;
  matter: string;
  client_id: string;
  client: string;
  person_id: string;
  attorney: string;
  as_of: Day;
  currency: string;
  wip_minor: bigint;
  cards: number;
  oldest_day: Day;
  answer: Answer | null;
  until_day: Day | null;
  reason: string;
  answered_by: string | null;
  answered_by_id: string | null;
  answered_at: Date | null;
  decision: 'purged' | 'refused' | 'restored' | null;
  decided_by: string | null;
  decision_note: string;
  stands_in: boolean;
}

export const listAgeing = handleQuery(c.listAgeing, async ({ db, actor, today }, input) => {
  const mine = input.mine === true;
  const { rows } = await sql<Row>`
    select i.list_id, i.matter_id, m.number || ' ' || m.name as matter, i.client_id, m.client_name as client, l.person_id, p.name as attorney, l.as_of,
      i.currency, i.wip_minor, i.cards, i.oldest_day, i.answer, i.until_day, i.reason, a.name as answered_by, i.answered_by as answered_by_id, i.answered_at,
      i.decision, d.name as decided_by, i.decision_note,
      exists (select 1 from acting_for f where f.principal_id = l.person_id and f.delegate_id = ${actor.personId} and f.valid @> ${today}::date
        and (f.client_id is null or f.client_id = i.client_id)) as stands_in
    from ageing_list l join ageing_item i on i.list_id = l.id join matter_brief m on m.id = i.matter_id join person_brief p on p.id = l.person_id
    left join person_brief a on a.id = i.answered_by left join person_brief d on d.id = i.decided_by
    where l.replaced_at is null and (not ${input.unanswered === true}::bool or i.answer is null)
      and (not ${input.toDecide === true}::bool or (i.answer = 'purge' and i.decision is null))
      and (${input.attorneyId ?? null}::uuid is null or l.person_id = ${input.attorneyId ?? null}::uuid)
    order by p.name, i.oldest_day, m.number`.execute(db);
  return {
    rows: rows
      .filter((r) => !mine || r.person_id === actor.personId || r.stands_in)
      .map((r) => itemOf(r, { actor, today })),
  };
});

function itemOf(r: Row, { actor, today }: Pick<Reading, 'actor' | 'today'>) {
  const own = r.person_id === actor.personId;
  return {
    listId: r.list_id,
    matterId: r.matter_id,
    matter: r.matter,
    clientId: r.client_id,
    client: r.client,
    attorneyId: r.person_id,
    attorney: r.attorney,
    asOf: r.as_of,
    wip: wire(r.wip_minor, r.currency),
    cards: r.cards,
    oldestDay: r.oldest_day,
    days: daysBetween(r.oldest_day, today),
    answer: r.answer,
    untilDay: r.until_day,
    reason: r.reason,
    answeredBy: r.answered_by ?? '',
    answeredAt: r.answered_at && instant(r.answered_at),
    decision: r.decision,
    decidedBy: r.decided_by ?? '',
    decisionNote: r.decision_note,
    standIn: r.stands_in && !own,
    mayAnswer:
      r.decision === null &&
      permitted(actor.roles, 'edit proformas') &&
      (own || r.stands_in || permitted(actor.roles, 'run proformas')),
    mayDecide: r.answer === 'purge' && r.decision === null && permitted(actor.roles, 'purge work'),
  };
}

export const listAttorneys = handleQuery(c.listAttorneys, async ({ db, today }) => {
  const { rows } = await sql<{
    list_id: string;
    person_id: string;
    attorney: string;
    as_of: Day;
    older_than_days: number;
    currency: string;
    matters: number;
    answered: number;
    wip: bigint;
    remind_days: number | null;
  }>`
    select l.id as list_id, l.person_id, p.name as attorney, l.as_of, l.older_than_days, i.currency, count(*)::int as matters, count(i.answer)::int as answered,
      coalesce(sum(i.wip_minor) filter (where i.answer is null), 0)::int8 as wip,
      (select w.remind_days from waiting_policy_known w where w.what = 'ageing-list' and w.from_day <= ${today}::date order by w.from_day desc limit 1) as remind_days
    from ageing_list l join ageing_item i on i.list_id = l.id join person_brief p on p.id = l.person_id
    where l.replaced_at is null group by l.id, p.name, i.currency order by p.name, i.currency`.execute(db);
  return {
    rows: [...Map.groupBy(rows, (r) => r.list_id).values()].flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const matters = group.reduce((n, r) => n + r.matters, 0);
      const answered = group.reduce((n, r) => n + r.answered, 0);
      const days = daysBetween(first.as_of, today);
      return [
        {
          listId: first.list_id,
          attorneyId: first.person_id,
          attorney: first.attorney,
          asOf: first.as_of,
          olderThanDays: first.older_than_days,
          matters,
          answered,
          days,
          urgent: answered < matters && first.remind_days !== null && days >= first.remind_days,
          wip: group.filter((r) => r.wip !== 0n).map((r) => wire(r.wip, r.currency)),
        },
      ];
    }),
  };
});

export const showAgeingPolicy = handleQuery(c.showAgeingPolicy, async ({ db, today }) => ({
  policy: await policyOn(db, today),
}));
