import { sql } from 'kysely';
import { done, type Outcome } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { expectedHave } from '../../matters/index.ts';
import type { DocketEvent } from '../event.ts';
import { type Rule, rulesFor } from '../rule.ts';
import { carryOut } from './carry-out.ts';
import { priced } from './price.ts';
import { allRules, type CaseRow, casesOf } from './rules.ts';

export interface Followed {
  readonly proposed: number;
  readonly done: number;
}

/** What follows from events as they now are: what was expected has happened, and their billing rules propose or act. */
export async function follow(work: Work, events: readonly DocketEvent[], rules?: readonly Rule[]): Promise<Followed> {
  if (rules === undefined) await tellExpected(work, events);
  const all = rules ?? (await allRules(work.db));
  if (all.length === 0) return { proposed: 0, done: 0 };
  const cases = await casesOf(
    work.db,
    events.map((event) => event.matterId),
  );
  let proposed = 0;
  let acted = 0;
  for (const event of events) {
    const of = cases.get(event.matterId);
    if (!of || event.removed) continue;
    for (const rule of rulesFor(all, event, of)) {
      const outcome = await propose(work, rule, event, of);
      if (outcome === null) continue;
      if (!rule.approval && (await act(work, outcome)).ok) acted += 1;
      else proposed += 1;
    }
  }
  return { proposed, done: acted };
}

async function tellExpected(work: Work, events: readonly DocketEvent[]): Promise<void> {
  await expectedHave(
    work,
    events.flatMap((event) =>
      event.completedDay === null
        ? []
        : [{ matterId: event.matterId, titles: [event.name, event.code], on: event.completedDay }],
    ),
  );
}

export interface OutcomeRef {
  readonly id: string;
  readonly rule: Rule;
  readonly event: DocketEvent;
  readonly of: CaseRow;
  readonly tries: number;
}

/** Writes the proposal, once for an event and a rule; null where one is there. */
async function propose(work: Work, rule: Rule, event: DocketEvent, of: CaseRow): Promise<OutcomeRef | null> {
  const told = await priced(work.db, rule, event, of);
  const id = newId<'docket_outcome'>();
  const written = await work.db
    .insertInto('docket_outcome')
    .values({
      id,
      docket_event_id: event.id,
      rule_id: rule.id,
      line_id: rule.lineId,
      client_id: of.clientId,
      matter_id: of.matterId,
      action: rule.params.action,
      state: 'proposed',
      sentence: told.sentence,
      problem: told.problem,
      currency: of.currency,
      amount_minor: told.amountMinor,
    })
    .onConflict((oc) => oc.columns(['docket_event_id', 'line_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return written ? { id, rule, event, of, tries: 0 } : null;
}

/** Does what is proposed and gives its amount; where that can't be, the proposal stands and says why. */
export async function act(work: Work, outcome: OutcomeRef): Promise<Outcome<bigint | null>> {
  const told = await priced(work.db, outcome.rule, outcome.event, outcome.of);
  const did = await carryOut(work, {
    rule: outcome.rule,
    event: outcome.event,
    of: outcome.of,
    sourceKey: `docket|${outcome.id}|${outcome.tries}`,
  });
  await work.db
    .updateTable('docket_outcome')
    .set({
      rule_id: outcome.rule.id,
      sentence: told.sentence,
      amount_minor: told.amountMinor,
      problem: did.ok ? '' : did.refusal.sentence,
      ...(did.ok
        ? {
            state: 'done',
            card_ids: did.value,
            tries: outcome.tries + 1,
            decided_by: work.actor.personId,
            decided_at: sql<Date>`clock_timestamp()`,
          }
        : {}),
    })
    .where('id', '=', outcome.id)
    .execute();
  return did.ok ? done(told.amountMinor) : did;
}

/** What stands for an event and a rule, under lock; proposed now where nothing was. */
export async function outcomeFor(
  work: Work,
  rule: Rule,
  event: DocketEvent,
  of: CaseRow,
): Promise<OutcomeRef & { readonly state: string }> {
  await propose(work, rule, event, of);
  const row = await work.db
    .selectFrom('docket_outcome')
    .select(['id', 'state', 'tries'])
    .where('docket_event_id', '=', event.id)
    .where('line_id', '=', rule.lineId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { ...row, rule, event, of };
}
