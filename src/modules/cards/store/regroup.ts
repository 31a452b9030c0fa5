import { sql } from 'kysely';
import { sum } from '../../../kernel/money.ts';
import { assert, done, type Outcome } from '../../../kernel/outcome.ts';
import { folded } from '../../../kernel/text.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { ACCOUNTS, post } from '../../ledger/index.ts';
import { entityFacts } from '../../firm/index.ts';
import { againstOf } from '../advance.ts';
import { changeLines } from '../post.ts';
import type { NewCard } from '../regroup.ts';
import { changeOf, type LockedCard, lockCards, type WipTo, writeWip } from './change.ts';

interface Regroup {
  readonly how: 'divided' | 'combined';
  readonly eventId: string;
  readonly reason: string | null;
}

/**
 * Makes new cards of old ones: their duration, value and WIP pass on whole, in one journal. The old ones stay on record,
 * carrying nothing. Gives the new cards as they are under lock.
 */
export async function regroupCards(
  work: Work,
  from: readonly LockedCard[],
  into: readonly NewCard[],
  about: Regroup,
): Promise<Outcome<LockedCard[]>> {
  const [model] = from;
  assert(model, 'cards are made of cards');
  await insertEmpty(work, model, into, about);
  const made = await lockCards(
    work,
    into.map((card) => card.id),
  );
  const carried = new Map(into.map((card) => [card.id, card.carries]));
  const passed = await passWip(work, from, made, (id) => carried.get(id) as WipTo, about);
  return passed.ok ? done(made) : passed;
}

/** What `from` carries goes to `into`; the sums are the same, in both currencies. Its way back is the same with the sides changed. */
export async function passWip(
  work: Work,
  from: readonly LockedCard[],
  into: readonly LockedCard[],
  carries: (cardId: string) => WipTo,
  { how, eventId, reason }: Regroup,
): Promise<Outcome<true>> {
  const out = from.map((card) => changeOf(card, { seconds: 0n, wipMinor: 0n, wipEntityMinor: 0n }));
  const taken = into.map((card) => changeOf(card, carries(card.id)));
  const all = [...out, ...taken];
  assert(
    sum(all.map((c) => c.wipMinor)) === 0n && sum(all.map((c) => c.wipEntityMinor)) === 0n,
    'dividing and combining keep the value',
  );
  const entityId = from[0]?.entity_id ?? '';
  const journal = await post(work, {
    kind: `WIP ${how}`,
    entityId,
    countsOn: work.today,
    eventId,
    memo: reason ?? '',
    lines: changeLines(all, await entityFacts(work.db, entityId), ACCOUNTS, againstOf(how)),
  });
  if (!journal.ok) return journal;
  await writeWip(work, out, { kind: `${how}-out`, eventId, reason, state: 'divided' }, journal.value);
  await writeWip(work, taken, { kind: `${how}-in`, eventId, reason, state: 'open' }, journal.value);
  return done(true);
}

/** New cards that carry nothing yet: posted at zero, since what they will carry was posted with the old ones. */
async function insertEmpty(work: Work, model: LockedCard, cards: readonly NewCard[], about: Regroup): Promise<void> {
  const column = <T>(of: (card: NewCard) => T): T[] => cards.map(of);
  await work.client.query({
    text: `insert into card (id, kind, cost_kind, entity_id, client_id, matter_id, timekeeper_id, work_date, post_date, narrative, task_code, activity_code,
        expense_code, currency, worked_seconds, billable_seconds, standard_rate_e4, agreed_rate_e4, standard_minor, work_minor, rate_explanation_hash,
        open_seconds, wip_minor, wip_entity_minor, state, recorded_at)
      select t.id, k.kind, k.cost_kind, k.entity_id, k.client_id, k.matter_id, k.timekeeper_id, t.work_date, k.post_date, t.narrative, t.task, t.activity,
        t.expense, k.currency, t.worked, t.billable, k.standard_rate_e4, k.agreed_rate_e4, t.standard, t.work, k.rate_explanation_hash, 0, 0, 0, 'divided',
        clock_timestamp()
      from card k, unnest($2::uuid[], $3::date[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int8[], $9::int8[], $10::int8[], $11::int8[])
        as t(id, work_date, narrative, task, activity, expense, worked, billable, standard, work) where k.id = $1`,
    values: [
      model.id,
      column((c) => c.id),
      column((c) => c.workDate),
      column((c) => c.narrative),
      column((c) => c.taskCode),
      column((c) => c.activityCode),
      column((c) => c.expenseCode),
      column((c) => c.workedSeconds),
      column((c) => c.billableSeconds),
      column((c) => c.standardMinor),
      column((c) => c.workMinor),
    ],
  });
  await work.db
    .insertInto('card_event')
    .values(
      cards.map((card) => ({
        id: newId(),
        card_id: card.id,
        kind: 'posted',
        matter_id: model.matter_id,
        seconds: 0n,
        wip_minor: 0n,
        wip_entity_minor: 0n,
        counts_on: work.today,
        event_id: about.eventId,
        reason: about.reason,
      })),
    )
    .execute();
  await sql`insert into search_entry (subject_type, subject_id, client_id, matter_id, title, subtitle, words, href)
    select 'card', t.id, ${model.client_id}::uuid, ${model.matter_id}::uuid, left(t.narrative, 120), 'Card · ' || t.work_date, t.words, '/cards/' || t.id
    from unnest(${column((c) => c.id)}::uuid[], ${column((c) => c.narrative)}::text[], ${column((c) => c.workDate)}::text[],
      ${column((c) => folded(c.narrative))}::text[]) as t(id, narrative, work_date, words)
    on conflict do nothing`.execute(work.db);
}
