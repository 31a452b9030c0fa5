import { sql } from 'kysely';
import { addDays, type Day } from '../../../kernel/day.ts';
import type { Reading } from '../../../platform/command.ts';
import {
  cardSpan,
  eventSpan,
  type AskedEvent,
  type AskedFee,
  type Finding,
  findGaps,
  type PricedRule,
  type SeenCard,
} from '../completeness.ts';
import { dayOfEvent, type DocketEvent, eventTitle } from '../event.ts';
import { type Rule, rulesFor } from '../rule.ts';
import { eventsBetween } from './events.ts';
import { narrativeOf } from './price.ts';
import { allRules, type CaseRow, casesOf } from './rules.ts';

export interface GapsAsked {
  readonly from: Day;
  readonly through: Day;
  readonly clientId: string | null;
  readonly matterIds: readonly string[] | null;
  readonly graceDays: number;
  readonly agedDays: number;
  /** time too, to see whether anybody worked on a task; left out where that isn't asked */
  readonly withTime: boolean;
}

export interface Gaps {
  readonly findings: readonly Finding[];
  /** completed ones that count on the asked days */
  readonly events: readonly DocketEvent[];
  readonly rules: readonly Rule[];
  readonly cases: ReadonlyMap<string, CaseRow>;
  /** that have such an event */
  readonly matters: number;
}

/** Holds the docket against the cards, both ways. */
export async function gapsOf(db: Reading['db'], asked: GapsAsked): Promise<Gaps> {
  const rules = await allRules(db);
  const cards = await cardsOf(db, asked);
  const span = eventSpan(asked.from, asked.through);
  const events = (await eventsBetween(db, span.from, span.through, asked)).filter(
    (event) => event.state === 'completed',
  );
  const cases = await casesOf(db, [...events.map((e) => e.matterId), ...cards.map((card) => card.matterId)]);
  const made = await madeOf(
    db,
    events.map((e) => e.id),
  );
  const asks = events.flatMap((event): AskedEvent[] => {
    const of = cases.get(event.matterId);
    const day = dayOfEvent(event);
    if (!of || day === null) return [];
    return [
      {
        id: event.id,
        matterId: event.matterId,
        day,
        title: eventTitle(event),
        kind: event.kind,
        fees: rulesFor(rules, event, of).flatMap((rule) => {
          const fee = pricedRule(rule, of, event);
          return fee === null ? [] : [{ ...fee, made: made.get(`${event.id}|${rule.lineId}`) ?? null }];
        }),
      },
    ];
  });
  const findings = findGaps({
    events: asks,
    cards,
    rulesOf: (matterId) => rulesThatPrice(rules, cases.get(matterId)),
    through: asked.through,
    graceDays: asked.graceDays,
    agedDays: asked.agedDays,
  });
  const isInside = (day: Day | null): boolean => day !== null && day >= asked.from && day <= asked.through;
  const inside = events.filter((event) => isInside(dayOfEvent(event)));
  return {
    findings: findings.filter((f) => isInside(f.day)),
    events: inside,
    rules,
    cases,
    matters: new Set(inside.map((event) => event.matterId)).size,
  };
}

/** What the rule asks of a matter, in its currency; null for rules that ask no money. */
function pricedRule(rule: Rule, of: CaseRow, event: DocketEvent | null): PricedRule | null {
  const { params } = rule;
  if (params.action === 'fixed-fee')
    return {
      lineId: rule.lineId,
      rule: rule.name,
      action: 'fixed-fee',
      amountMinor: params.currency === of.currency ? params.amountMinor : null,
      items: [],
      words: event ? narrativeOf(params.narrative, event, of) : params.narrative.replaceAll(/\{\w+\}/g, ''),
    };
  if (params.action === 'official-fee')
    return {
      lineId: rule.lineId,
      rule: rule.name,
      action: 'official-fee',
      amountMinor: null,
      items: params.items,
      words: rule.name,
    };
  return null;
}

function rulesThatPrice(rules: readonly Rule[], of: CaseRow | undefined): PricedRule[] {
  if (!of) return [];
  return rules
    .filter(
      (rule) =>
        (rule.matterId === null || rule.matterId === of.matterId) &&
        (rule.clientId === null || rule.clientId === of.clientId) &&
        (rule.caseType === null || rule.caseType === of.caseType) &&
        (rule.jurisdiction === null || rule.jurisdiction === of.jurisdiction),
    )
    .flatMap((rule) => pricedRule(rule, of, null) ?? []);
}

async function madeOf(
  db: Reading['db'],
  eventIds: readonly string[],
): Promise<Map<string, NonNullable<AskedFee['made']>>> {
  if (eventIds.length === 0) return new Map();
  const { rows } = await sql<{ event_id: string; line_id: string; state: string; card_ids: string[] }>`
    select docket_event_id as event_id, line_id, state, card_ids from docket_outcome where docket_event_id = any(${[...eventIds]}::uuid[])`.execute(
    db,
  );
  return new Map(
    rows.map((row) => [
      `${row.event_id}|${row.line_id}`,
      { state: row.state as 'proposed' | 'done' | 'dismissed', cardIds: row.card_ids },
    ]),
  );
}

async function cardsOf(db: Reading['db'], asked: GapsAsked): Promise<SeenCard[]> {
  // Official fees that were paid before the asked days may still be unbilled.
  const span = cardSpan(addDays(asked.from, -asked.agedDays), asked.through);
  const { rows } = await sql<{
    id: string;
    number: bigint;
    matter_id: string;
    kind: SeenCard['kind'];
    cost_kind: string | null;
    work_date: Day;
    work_minor: bigint;
    narrative: string;
    fee_key: string | null;
    state: string;
    in_hand: boolean;
  }>`select k.id, k.number, k.matter_id, k.kind, k.cost_kind, k.work_date, k.work_minor, k.narrative, f.key as fee_key, k.state,
      k.hold_reason is not null or p.card_id is not null as in_hand
    from card_brief k left join fee_of_card f on f.card_id = k.id left join card_on_proforma p on p.card_id = k.id and not p.excluded
    where k.state in ('open', 'billed', 'purged') and k.work_date between ${span.from}::date and ${span.through}::date
      and (${asked.clientId}::uuid is null or k.client_id = ${asked.clientId}::uuid)
      and (${asked.matterIds === null}::boolean or k.matter_id = any(${[...(asked.matterIds ?? [])]}::uuid[]))
      and (k.kind <> 'time' or ${asked.withTime}::boolean and exists (select 1 from docket_standing e where e.matter_id = k.matter_id))`.execute(
    db,
  );
  return rows.map((row) => ({
    id: row.id,
    number: row.number.toString(),
    matterId: row.matter_id,
    kind: row.kind,
    hard: row.cost_kind === 'hard',
    day: row.work_date,
    amountMinor: row.work_minor,
    narrative: row.narrative,
    feeKey: row.fee_key,
    open: row.state === 'open',
    inHand: row.in_hand,
  }));
}
