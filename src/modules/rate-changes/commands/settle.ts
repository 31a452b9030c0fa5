import { sql } from 'kysely';
import { type MoneyWire, sumsByCurrency } from '../../../kernel/money.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { lockCards, reRate } from '../../cards/index.ts';
import { followRate, unfollowRate } from '../../terms/index.ts';
import * as c from '../contract.ts';
import { linesOf, lockChange, type LockedChange, setRateOf } from '../store/changes.ts';
import { asTheyAre, type CardEffect, effectOf, withChange, withoutChange } from '../store/effect.ts';

const NOT_FOUND = refuse('not-found', 'There is no such change of rates.');

const decide = handleCommand(c.decideChange, async (work, { id, version, approve, note }) => {
  const change = await lockChange(work, id);
  if (!change) return NOT_FOUND;
  if (change.state !== 'proposed')
    return refuse('decided', `It is ${change.state} already. Reload to see it as it is.`);
  if (change.version !== version)
    return refuse('stale', 'Its rates changed meanwhile. Reload, and decide on what it is now.');
  if (change.proposedBy === work.actor.personId || (await setRateOf(work.db, id, work.actor.personId)))
    return refuse('own-proposal', 'Somebody else decides on what you proposed. Ask a billing manager or finance.');
  if (!approve && note === '') return refuse('no-reason', 'Say why it is rejected.', { where: 'note' });
  await sql`update rate_change set state = ${approve ? 'approved' : 'rejected'}, decided_by = ${work.actor.personId}::uuid,
      decided_at = clock_timestamp(), note = ${note}, version = version + 1 where id = ${id}::uuid`.execute(work.db);
  await tell(work, change, approve ? 'change of rates approved' : 'change of rates rejected', note);
  return done({ id });
});

const agree = handleCommand(c.agreeChange, async (work, { id, on, by }) => {
  const change = await lockChange(work, id);
  if (!change) return NOT_FOUND;
  if (change.clientId === null)
    return refuse('not-needed', 'These are the firm’s standard rates; no client has to agree.');
  if (change.state !== 'proposed' && change.state !== 'approved')
    return refuse('decided', `It is ${change.state}. Nothing is left to agree to.`);
  if (on > work.today)
    return refuse('future-date', 'The client agreed on a day that is still to come.', { where: 'on' });
  await sql`update rate_change set agreed_on = ${on}::date, agreed_by = ${by} where id = ${id}::uuid`.execute(work.db);
  await tell(work, change, 'client agreed to a change of rates', by);
  return done({ id });
});

const putInForce = handleCommand(c.putInForce, async (work, { id, reRate: again }) => {
  const change = await lockChange(work, id);
  if (!change) return NOT_FOUND;
  if (change.state !== 'approved')
    return refuse(
      'not-approved',
      change.state === 'proposed'
        ? 'It is not approved yet. Another person approves it first.'
        : `It is ${change.state}.`,
    );
  if (change.clientId !== null && change.agreedOn === null)
    return refuse('client-to-agree', 'The client has not agreed yet. Record their word first.');
  const lines = await linesOf(work.db, id);
  const sheets = { before: asTheyAre, after: withChange(lines, change.from) };
  const effects = again ? await effectOf(work.db, change, sheets) : [];
  for (const line of lines) {
    const madeId = await followRate(work, line.rateId, {
      rateE4: line.rateE4,
      from: change.from,
      source: change.title,
    });
    if (madeId === null)
      return refuse(
        'rate-moved',
        'One of its rates was ended or changed since it was proposed. Withdraw it, and propose it from the rates as they are.',
      );
    await sql`update rate_change_line set made_id = ${madeId}::uuid where change_id = ${id}::uuid and rate_id = ${line.rateId}::uuid`.execute(
      work.db,
    );
  }
  const rated = await rateAgain(work, effects, change.title);
  if (!rated.ok) return rated;
  await sql`update rate_change set state = 'in-force', in_force_at = clock_timestamp(), version = version + 1 where id = ${id}::uuid`.execute(
    work.db,
  );
  await tell(work, change, 'change of rates in force', '', { rates: lines.length, cards: rated.value.cards });
  return done({ id, rates: lines.length, ...rated.value });
});

/** Re-rates what is free; cards on proformas keep their rates until they are re-rated there. */
async function rateAgain(
  work: Work,
  effects: readonly CardEffect[],
  reason: string,
): Promise<Outcome<{ cards: number; change: MoneyWire[] }>> {
  const free = effects.filter((one) => !one.onProforma);
  if (free.length === 0) return done({ cards: 0, change: [] });
  const cards = (
    await lockCards(
      work,
      free.map((one) => one.id),
    )
  ).filter((card) => card.state === 'open' && card.on_proforma === null);
  const eventId = newId<'event'>();
  await work.announce({
    id: eventId,
    name: 'work re-rated',
    subject: { type: 'card', id: cards.length === 1 ? (cards[0]?.id ?? null) : null },
    reason,
    facts: { cards: cards.length },
  });
  const outcome = await reRate(work, cards, { eventId, reason });
  if (!outcome.ok) return outcome;
  const rated = new Set(cards.map((card) => card.id));
  const changes = free
    .filter((one) => rated.has(one.id))
    .map(({ currency, nowMinor, wasMinor }) => ({ currency, minor: nowMinor - wasMinor }));
  return done({ cards: cards.length, change: sumsByCurrency(changes) });
}

const withdraw = handleCommand(c.withdrawChange, async (work, { id, reason }) => {
  const change = await lockChange(work, id);
  if (!change) return NOT_FOUND;
  if (change.state === 'proposed' || change.state === 'approved') {
    await leave(work, change, 'withdrawn', reason);
    return done({ id, state: 'withdrawn', cards: 0 });
  }
  if (change.state !== 'in-force') return refuse('ended', `It is ${change.state} already.`);
  const lines = await linesOf(work.db, id);
  const effects = await effectOf(work.db, change, { before: asTheyAre, after: withoutChange(lines) });
  for (const line of lines) {
    if (line.madeId === null || !(await unfollowRate(work, line.madeId, line.rateId)))
      return refuse(
        'rate-moved',
        'One of its rates was ended or followed by another since. Take that back first, or propose a change the other way.',
      );
  }
  const rated = await rateAgain(work, effects, reason);
  if (!rated.ok) return rated;
  await leave(work, change, 'taken-back', reason);
  return done({ id, state: 'taken-back', cards: rated.value.cards });
});

async function leave(
  work: Work,
  change: LockedChange,
  state: 'withdrawn' | 'taken-back',
  reason: string,
): Promise<void> {
  await sql`update rate_change set state = ${state}, note = ${reason}, version = version + 1 where id = ${change.id}::uuid`.execute(
    work.db,
  );
  await tell(work, change, `change of rates ${state === 'withdrawn' ? 'withdrawn' : 'taken back'}`, reason);
}

async function tell(
  work: Work,
  change: LockedChange,
  name: string,
  reason: string,
  facts: Record<string, unknown> = {},
): Promise<void> {
  await work.announce({
    name,
    subject: { type: 'rate_change', id: change.id },
    clientId: change.clientId,
    reason: reason || null,
    facts: { title: change.title, from: change.from, ...facts },
    countsOn: change.from,
  });
}

export const commands: readonly Command[] = [decide, agree, putInForce, withdraw];
