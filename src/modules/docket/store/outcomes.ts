import { sql } from 'kysely';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import type { DocketEvent } from '../event.ts';
import { narrowness, type Rule, rulesFor, whyNot } from '../rule.ts';
import { carryOut } from './carry-out.ts';
import { lockEvents } from './events.ts';
import { type KeptOutcome, keptOutcomes } from './kept-outcomes.ts';
import { priced } from './price.ts';
import { allRules, type CaseRow, casesOf } from './rules.ts';
import { endWaits, tellExpected } from './waits.ts';

export interface Followed {
  readonly proposed: number;
  readonly done: number;
}

export interface FollowHow {
  /** events that have just become completed: what was expected under their names has happened */
  readonly completed?: readonly string[];
  /** only this one is judged; what others proposed stays as it is */
  readonly only?: Rule;
  /** nothing is done without a yes */
  readonly asks?: boolean;
}

/** What follows from events as they now are: their billing rules propose or act, and what was proposed goes with them. */
export async function follow(work: Work, ids: readonly string[], how: FollowHow = {}): Promise<Followed> {
  const events = await lockEvents(work, ids);
  await endWaits(work, events);
  await tellExpected(
    work,
    events.filter((event) => how.completed?.includes(event.id)),
  );
  const all = await allRules(work.db);
  const cases = await casesOf(
    work.db,
    events.map((event) => event.matterId),
  );
  const kept = await keptOutcomes(work, events, all);
  let proposed = 0;
  let acted = 0;
  for (const event of all.length === 0 ? [] : events) {
    const of = cases.get(event.matterId);
    if (!of) continue;
    const before = kept.get(event.id) ?? [];
    const wanted = event.removed ? [] : rulesFor(how.only ? [how.only] : all, event, of);
    const written = new Set<string>();
    for (const rule of wanted) {
      const outcome = await propose(work, rule, { event, of, before });
      if (outcome === null) continue;
      written.add(outcome.id);
      const acts = !rule.approval && how.asks !== true && outcome.isNew;
      if (acts && (await act(work, outcome)).ok) acted += 1;
      else proposed += 1;
    }
    if (how.only) continue;
    // What else is proposed goes along: its matter, its price, and why it no longer follows.
    for (const { id, state, rule, lineId } of before)
      if (state === 'proposed' && rule && !written.has(id) && !wanted.some((one) => one.lineId === lineId))
        await write(work, id, rule, { event, of, before });
  }
  return { proposed, done: acted };
}

export interface OutcomeRef {
  readonly id: string;
  readonly rule: Rule;
  readonly event: DocketEvent;
  readonly of: CaseRow;
  readonly tries: number;
}

/** An event under lock, its case, and what its rules proposed or made before. */
interface Standing {
  readonly event: DocketEvent;
  readonly of: CaseRow;
  readonly before: readonly KeptOutcome[];
}

/**
 * Proposes, once for an event and what its rules do of a kind: a narrower line that counts by now takes the place of a proposal and
 * adds nothing to what is done. Null where nothing new is proposed.
 */
async function propose(
  work: Work,
  rule: Rule,
  at: Standing,
): Promise<(OutcomeRef & { readonly isNew: boolean }) | null> {
  const { event, of, before } = at;
  const same = before.find((kept) => kept.lineId === rule.lineId);
  const others = before.filter(
    (kept) => kept !== same && kept.action === rule.params.action && kept.happens === rule.happens,
  );
  if (same && !same.fell) {
    if (same.state === 'proposed') await write(work, same.id, rule, at);
    return null;
  }
  if (others.some((kept) => kept.state === 'done')) return null;
  const waiting = others.find((kept) => kept.state === 'proposed');
  if (waiting?.rule && whyNot(waiting.rule, event, of) === '' && narrowness(waiting.rule) > narrowness(rule))
    return null;
  const place = same ?? waiting;
  const id = place?.id ?? newId<'docket_outcome'>();
  await write(work, id, rule, at, place !== undefined);
  return { id, rule, event, of, tries: place?.tries ?? 0, isNew: waiting === undefined };
}

/** Writes a proposal as its event and rule now have it. */
async function write(work: Work, id: string, rule: Rule, { event, of }: Standing, there = true): Promise<void> {
  const told = await priced(work.db, rule, event, of);
  const values = {
    rule_id: rule.id,
    line_id: rule.lineId,
    client_id: of.clientId,
    matter_id: of.matterId,
    state: 'proposed',
    sentence: told.sentence,
    problem: whyNot(rule, event, of) || told.problem,
    currency: of.currency,
    amount_minor: told.amountMinor,
    fell_with: null,
  };
  if (there) await work.db.updateTable('docket_outcome').set(values).where('id', '=', id).execute();
  else
    await work.db
      .insertInto('docket_outcome')
      .values({ ...values, id, docket_event_id: event.id, action: rule.params.action })
      .execute();
}

/** Does what is proposed and gives its amount; where that can't be, the proposal stands and says why. */
export async function act(work: Work, outcome: OutcomeRef): Promise<Outcome<bigint | null>> {
  const { rule, event, of } = outcome;
  const told = await priced(work.db, rule, event, of);
  const stale = whyNot(rule, event, of);
  const did =
    stale === ''
      ? await carryOut(work, { rule, event, of, sourceKey: `docket|${outcome.id}|${outcome.tries}` })
      : refuse('not-asked', stale);
  await work.db
    .updateTable('docket_outcome')
    .set({
      rule_id: rule.id,
      client_id: of.clientId,
      matter_id: of.matterId,
      currency: of.currency,
      sentence: told.sentence,
      amount_minor: told.amountMinor,
      problem: did.ok ? '' : did.refusal.sentence,
      ...(did.ok
        ? {
            state: 'done',
            card_ids: [...did.value.cards],
            expected_id: did.value.expectedId,
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

/** What stands for an event under lock and a rule; proposed now where nothing was. Refused where it is made or dismissed. */
export async function outcomeFor(
  work: Work,
  rule: Rule,
  event: DocketEvent,
  of: CaseRow,
): Promise<Outcome<OutcomeRef>> {
  const all = await allRules(work.db);
  const before = (await keptOutcomes(work, [event], all)).get(event.id) ?? [];
  const same = before.find((kept) => kept.lineId === rule.lineId);
  if (same?.state === 'dismissed' && !same.fell)
    return refuse(
      'dismissed',
      `It was dismissed: ${same.reason}. Take the dismissal back first, under Docket, Dismissed.`,
    );
  if (same?.state === 'done' && same.isLive) return refuse('made', 'Its fee is made already. Reload the list.');
  if (same && same.state !== 'dismissed') return done({ id: same.id, rule, event, of, tries: same.tries });
  const fresh = await propose(work, rule, { event, of, before });
  return fresh ? done(fresh) : refuse('made', 'Its fee is made already, under another rule. Reload the list.');
}
