import { sql } from 'kysely';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { permitted } from '../../../kernel/permission.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { holdUnderLock, lockCards, releaseUnderLock } from '../../cards/index.ts';
import { type Answer, type Answering, answersFor, readAnswer } from '../answer.ts';
import * as c from '../contract.ts';
import { type Item, lockItem } from '../store/items.ts';
import { oldCards } from '../store/old-work.ts';

export const answerAgeing: Command = handleCommand(c.answerAgeing, async (work, input) => {
  const said = readAnswer(input, work.today);
  if (!said.ok) return said;
  for (const { listId, matterId, seen } of input.items) {
    const answered = await answerOne(work, { listId, matterId, seen }, said.value);
    if (!answered.ok) return answered;
  }
  return done({ answered: input.items.length });
});

async function answerOne(
  work: Work,
  of: { readonly listId: string; readonly matterId: string; readonly seen: Answer | null },
  said: Answering,
): Promise<Outcome<true>> {
  const item = await lockItem(work, of.listId, of.matterId);
  if (!item) return refuse('not-found', 'This matter is not on the list. Reload to see the list as it is.');
  const may = await mayAnswer(work, item, said.reason);
  if (!may.ok) return may;
  if (item.replaced) return refuse('replaced', 'A newer list was sent meanwhile. Reload, and answer the newer one.');
  if (item.answer !== of.seen)
    return refuse(
      'stale',
      `Matter ${item.matter} was answered meanwhile. Reload to see the answer, then decide again.`,
    );
  if (item.decision !== null) return refuse('wrong-state', `The purge of matter ${item.matter} is decided already.`);
  // Another answer than before lets go of what the earlier one held.
  if (item.answer === 'hold') {
    const held = item.changed.map((k) => k.cardId);
    await lockCards(work, held);
    await releaseUnderLock(work, held);
  }
  const cards = said.answer === 'hold' ? await holdOld(work, item, said) : [];
  await sql`update ageing_item set answer = ${said.answer}, until_day = ${said.untilDay}::date, reason = ${said.reason}, answered_by = ${work.actor.personId},
      answered_at = clock_timestamp(), changed = ${JSON.stringify(cards.map((cardId) => ({ cardId })))}::jsonb
    where list_id = ${of.listId} and matter_id = ${of.matterId}`.execute(work.db);
  await work.announce({
    name: 'old work answered',
    subject: { type: 'matter', id: of.matterId },
    clientId: item.clientId,
    matterId: of.matterId,
    reason: said.reason || null,
    facts: { listId: of.listId, answer: said.answer, untilDay: said.untilDay, held: cards.length },
    onBehalfOf: may.value,
  });
  return done(true);
}

async function holdOld(work: Work, item: Item, said: Answering): Promise<string[]> {
  const ids = await oldCards(work.db, item.matterId, item.asOf, item.olderThanDays);
  const cards = (await lockCards(work, ids)).filter((card) => card.state === 'open').map((card) => card.id);
  if (cards.length > 0) await holdUnderLock(work, cards, { reason: said.reason, untilDay: said.untilDay });
  return cards;
}

async function mayAnswer(work: Work, item: Item, reason: string): Promise<Outcome<string | null>> {
  const { rows } = await sql`
    select 1 from acting_for where delegate_id = ${work.actor.personId} and principal_id = ${item.attorneyId} and valid @> ${work.today}::date
      and (client_id is null or client_id = ${item.clientId})`.execute(work.db);
  return answersFor(
    {
      attorneyId: item.attorneyId,
      personId: work.actor.personId,
      standsIn: rows.length > 0,
      coordinates: permitted(work.actor.roles, 'run proformas'),
    },
    reason,
  );
}

export const setAgeingPolicy: Command = handleCommand(c.setAgeingPolicy, async (work, input) => {
  const said = {
    older_than_days: input.olderThanDays,
    day_of_month: input.dayOfMonth,
    actor_id: work.actor.personId,
  };
  await work.db
    .insertInto('ageing_policy')
    .values({ from_day: input.from, ...said })
    .onConflict((oc) => oc.column('from_day').doUpdateSet(said))
    .execute();
  await work.announce({ name: 'ageing policy set', subject: { type: 'firm', id: null }, facts: { ...input } });
  return done({ from: input.from });
});
