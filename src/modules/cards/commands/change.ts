import { sql } from 'kysely';
import { counted } from '../../../kernel/text.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import * as c from '../contract.ts';
import { type LockedCard, lockCards } from '../store/change.ts';
import { renewSearch } from '../store/search.ts';
import { takeCardsBack } from '../store/take-back.ts';
import { draftOf, recordDraft } from './record.ts';

export const correctCard: Command = handleCommand(c.correctCard, async (work, input) => {
  const [card] = await lockCards(work, [input.id]);
  if (!card) return refuse('not-found', 'There is no card with this id.');
  if (card.version !== input.version)
    return refuse('stale', 'Somebody changed this card meanwhile. Reload to see their change, then correct it again.');
  if (card.state !== 'open')
    return refuse('not-open', 'The card is no longer unbilled. Unbill its invoice first, or credit it.');
  if (input.workDate !== undefined && input.workDate > work.today) {
    return refuse('future-date', 'The work date is in the future. Use the day the work was done.', {
      where: 'workDate',
    });
  }
  const after = {
    ...(input.narrative === undefined ? {} : { narrative: input.narrative }),
    ...(input.workDate === undefined ? {} : { work_date: input.workDate }),
    ...(input.taskCode === undefined ? {} : { task_code: input.taskCode }),
    ...(input.activityCode === undefined ? {} : { activity_code: input.activityCode }),
    ...(input.expenseCode === undefined ? {} : { expense_code: input.expenseCode }),
  };
  const unknown = await unknownCode(work, [input.taskCode, input.activityCode, input.expenseCode]);
  if (unknown)
    return refuse('unknown-code', `The code ${unknown} is in none of the code sets. Correct it, or import its set.`);
  await work.db
    .updateTable('card')
    .set({ ...after, version: card.version + 1 })
    .where('id', '=', input.id)
    .execute();
  if (input.narrative !== undefined) await renewSearch(work, card, input.narrative);
  const before = Object.fromEntries(Object.keys(after).map((key) => [key, card[key as keyof typeof card]]));
  await work.announce({
    name: 'card corrected',
    subject: { type: 'card', id: input.id },
    entityId: card.entity_id,
    clientId: card.client_id,
    matterId: card.matter_id,
    reason: input.reason,
    facts: { fields: Object.keys(after) },
    detail: { before, after },
  });
  return done({ id: input.id, version: card.version + 1 });
});

async function unknownCode(work: Work, codes: readonly (string | null | undefined)[]): Promise<string | null> {
  const wanted = codes.filter((code): code is string => typeof code === 'string' && code !== '');
  if (wanted.length === 0) return null;
  const known = await work.db
    .selectFrom('billing_code')
    .select('code')
    .where('code', 'in', wanted)
    .where('selectable', '=', true)
    .execute();
  return wanted.find((code) => !known.some((k) => k.code === code)) ?? null;
}

export const takeBackCard: Command = handleCommand(c.takeBackCard, async (work, input) => {
  const [card] = await lockCards(work, [input.id]);
  if (!card) return refuse('not-found', 'There is no card with this id.');
  if (card.version !== input.version)
    return refuse('stale', 'Somebody changed this card meanwhile. Reload and try again.');
  const outcome = await takeCardBack(work, card, input.reason);
  return outcome.ok ? done({ id: input.id }) : outcome;
});

export const replaceCard: Command = handleCommand(c.replaceCard, async (work, input) => {
  const [card] = await lockCards(work, [input.id]);
  if (!card) return refuse('not-found', 'There is no card with this id.');
  if (card.version !== input.version)
    return refuse('stale', 'Somebody changed this card meanwhile. Reload to see their change, then change it again.');
  const outcome = await takeCardBack(work, card, input.reason);
  return outcome.ok ? await recordDraft(work, draftOf(input.work), { replaces: card.number.toString() }) : outcome;
});

/** Takes one card back, with its event. */
async function takeCardBack(work: Work, card: LockedCard, reason: string): Promise<Outcome<true>> {
  const eventId = newId<'event'>();
  const outcome = await takeCardsBack(work, [card], { eventId, reason });
  if (!outcome.ok) return outcome;
  await work.announce({
    id: eventId,
    name: 'card taken back',
    subject: { type: 'card', id: card.id },
    entityId: card.entity_id,
    clientId: card.client_id,
    matterId: card.matter_id,
    reason,
    facts: { wipMinor: card.wip_minor, currency: card.currency },
  });
  return outcome;
}

export const holdCards: Command = handleCommand(c.holdCards, async (work, input) => {
  const cards = await lockCards(work, input.cardIds);
  const closed = cards.find((card) => card.state !== 'open');
  if (closed) return refuse('not-open', `Card ${closed.number} is no longer unbilled and can’t be held.`);
  if (cards.length !== new Set(input.cardIds).size)
    return refuse('not-found', 'One of these cards doesn’t exist. Reload the list.');
  const { rows } = await sql<{ card_id: string }>`
    insert into card_hold (id, card_id, reason, until_day, placed_by)
    select gen_random_uuid(), id, ${input.reason}, ${input.untilDay}::date, ${work.actor.personId}::uuid from unnest(${input.cardIds}::uuid[]) as t(id)
    on conflict (card_id) where released_at is null do nothing returning card_id`.execute(work.db);
  await work.announce({
    name: 'cards held',
    subject: { type: 'card', id: input.cardIds.length === 1 ? (input.cardIds[0] ?? null) : null },
    clientId: cards[0]?.client_id ?? null,
    matterId: cards[0]?.matter_id ?? null,
    reason: input.reason,
    facts: { cards: input.cardIds, untilDay: input.untilDay, said: counted(rows.length, 'card') },
  });
  return done({ held: rows.length });
});

export const releaseCards: Command = handleCommand(c.releaseCards, async (work, input) => {
  const released = await work.db
    .updateTable('card_hold')
    .set({ released_at: sql`clock_timestamp()`, released_by: work.actor.personId })
    .where('card_id', 'in', input.cardIds)
    .where('released_at', 'is', null)
    .returning('card_id')
    .execute();
  await work.announce({
    name: 'cards released',
    subject: { type: 'card', id: input.cardIds.length === 1 ? (input.cardIds[0] ?? null) : null },
    facts: { cards: released.map((r) => r.card_id) },
  });
  return done({ released: released.length });
});
