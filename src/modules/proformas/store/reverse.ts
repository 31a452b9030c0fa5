import { sql } from 'kysely';
import { sum } from '../../../kernel/money.ts';
import { assert, done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import {
  type CardCodes,
  changeWip,
  holdUnderLock,
  type LockedCard,
  lockCards,
  passWip,
  releaseUnderLock,
  restoreRates,
  setCodes,
  undoTransfer,
  type WipTo,
} from '../../cards/index.ts';
import type { CardBefore, CardEffect, Effect, MattersEffect } from '../effect.ts';
import { FILLABLE } from '../run.ts';
import { spoken } from '../state.ts';
import { overPurgeLimit, setAttached } from './effects.ts';
import { loadSheet, type Sheet } from './sheet.ts';
import { placeTerms } from './apply-terms.ts';
import { carryMatters, openElsewhere } from './together.ts';

export interface Step {
  readonly eventId: string;
  readonly direction: 'undo' | 'redo';
  readonly reason: string;
}

/** Takes an effect back, or does it again, with events of its own; the record of both stays. */
export async function reverse(work: Work, sheet: Sheet, effect: Effect, step: Step): Promise<Outcome<true>> {
  const { direction } = step;
  switch (effect.kind) {
    case 'hold':
      if (direction === 'undo') await releaseUnderLock(work, effect.cards);
      else await holdUnderLock(work, effect.cards, effect);
      return done(true);
    case 'release':
      if (direction === 'redo')
        await releaseUnderLock(
          work,
          effect.holds.map((h) => h.cardId),
        );
      else for (const h of effect.holds) await holdUnderLock(work, [h.cardId], h);
      return done(true);
    case 'adjust':
    case 'remove-adjustment':
      await work.db
        .updateTable('proforma_adjustment')
        .set({
          active: (effect.kind === 'adjust') === (direction === 'redo'),
          taken_off: effect.kind === 'remove-adjustment' && direction === 'redo' ? (effect.takenOff ?? '') : '',
        })
        .where('id', '=', effect.adjustmentId)
        .execute();
      return done(true);
    case 'terms':
      await placeTerms(work, sheet.head.id, effect, direction === 'undo' ? 'before' : 'after');
      return done(true);
    case 'gather':
      return await regather(work, effect.lines, direction);
    case 'regroup':
      return await passBack(work, effect, step);
    case 'matters':
      return await reverseMatters(work, sheet, effect, direction);
    case 'purge':
    case 'transfer':
    case 're-rate':
      return await reverseCards(work, sheet, effect, step);
  }
}

/** Matters go back to where they were, with their lines as they are by now. */
async function reverseMatters(
  work: Work,
  sheet: Sheet,
  effect: MattersEffect,
  direction: Step['direction'],
): Promise<Outcome<true>> {
  const other = await loadSheet(work, effect.otherId, { lock: true });
  assert(other, 'the other proforma is there');
  const side = direction === 'undo' ? 'before' : 'after';
  const { number, state } = other.head;
  const comes = (effect.what === 'put-together') === (side === 'after');
  if (comes) {
    if (!FILLABLE.has(state))
      return refuse('wrong-state', `Proforma ${number} is ${spoken(state)}. Take it back to pre-review first.`);
    const from = side === 'after' ? 'before' : 'after';
    const kept = effect.adjustments.flatMap((a) =>
      a[from].proformaId === other.head.id && a[from].active ? [a.id] : [],
    );
    const now = other.adjustments.map((a) => a.id);
    const sameMatters = other.matters.map((m) => m.id).join() === [...effect.matterIds].join();
    if (!sameMatters || kept.toSorted().join() !== now.toSorted().join())
      return refuse(
        'changed-since',
        `Proforma ${number} got other matters or adjustments since. Put the two together instead: both keep what they have.`,
      );
  }
  const elsewhere = await openElsewhere(work, effect.matterIds, [sheet.head.id, other.head.id]);
  if (elsewhere)
    return refuse(
      'open-elsewhere',
      `Matter ${elsewhere.matter} has proforma ${elsewhere.number} open. Bill or close that one first.`,
    );
  await carryMatters(work, sheet.head, effect, { side, otherState: state });
  return done(true);
}

async function regather(work: Work, lineIds: readonly string[], direction: Step['direction']): Promise<Outcome<true>> {
  if (direction === 'redo') {
    const { rows } = await sql<{ card_id: string }>`
      select card_id from proforma_line where id = any(${[...lineIds]}::uuid[])`.execute(work.db);
    const cards = await lockCards(
      work,
      rows.map((r) => r.card_id),
    );
    const gone = cards.find((card) => card.state !== 'open') ?? cards.find((card) => card.proforma_line_id !== null);
    if (gone) return refuse('not-open', `Card ${gone.number} went elsewhere since. Gather again instead.`);
  }
  await setAttached(work, lineIds, direction === 'redo');
  return done(true);
}

/** The cards that a division or combination made give back what they carry, or take it again. */
async function passBack(work: Work, effect: Extract<Effect, { kind: 'regroup' }>, step: Step): Promise<Outcome<true>> {
  const [giving, taking] = step.direction === 'undo' ? [effect.into, effect.from] : [effect.from, effect.into];
  const cards = await lockCards(
    work,
    [...giving, ...taking].map((card) => card.cardId),
  );
  const found = new Map(cards.map((card) => [card.id, card]));
  const of = (side: readonly CardBefore[]): LockedCard[] =>
    side.flatMap((card) => {
      const one = found.get(card.cardId);
      return one ? [one] : [];
    });
  const other = giving.find((kept) => !untouched(found.get(kept.cardId), kept));
  if (other) {
    return refuse(
      'not-open',
      `Card ${found.get(other.cardId)?.number ?? ''} was changed, billed or moved since, so this can’t be taken back any more.`,
    );
  }
  const passed = await passWip(work, of(giving), of(taking), (id) => wipOf(taking, id), {
    how: effect.how,
    eventId: step.eventId,
    reason: step.reason,
  });
  if (!passed.ok) return passed;
  await setAttached(
    work,
    giving.map((card) => card.lineId),
    false,
  );
  await setAttached(
    work,
    taking.map((card) => card.lineId),
    true,
  );
  return done(true);
}

/** Still open, on the same matter, carrying the same, and on no other proforma. */
function untouched(card: LockedCard | undefined, kept: CardBefore): boolean {
  return (
    card !== undefined &&
    card.state === 'open' &&
    card.matter_id === kept.matterId &&
    card.wip_minor.toString() === kept.wipMinor &&
    card.open_seconds.toString() === kept.seconds &&
    (card.proforma_line_id === null || card.proforma_line_id === kept.lineId)
  );
}

async function reverseCards(work: Work, sheet: Sheet, effect: CardEffect, step: Step): Promise<Outcome<true>> {
  const target = step.direction === 'undo' ? effect.cards : effect.after;
  if (!target)
    return refuse('redo-by-hand', `Redo the ${effect.kind} by doing it again: it was made by an earlier version.`);
  const cards = await lockCards(
    work,
    effect.cards.map((c) => c.cardId),
  );
  const stop = obstacle(effect, step.direction, cards);
  if (stop) return stop;
  if (effect.kind === 'purge' && step.direction === 'redo') {
    const over = await overPurgeLimit(work, sheet, sum(cards.map((card) => card.wip_entity_minor)));
    if (over) return over;
  }
  const outcome = await carryAgain(work, effect, cards, target, step);
  if (!outcome.ok) return outcome;
  if (effect.kind !== 'purge') await restoreRates(work, target);
  await setCodes(work, new Map(target.flatMap((c): [string, CardCodes][] => (c.codes ? [[c.cardId, c.codes]] : []))));
  if (effect.kind !== 're-rate' && !(effect.kind === 'transfer' && effect.stays === true))
    await setAttached(
      work,
      effect.cards.map((c) => c.lineId),
      step.direction === 'undo',
    );
  return done(true);
}

function obstacle(
  effect: CardEffect,
  direction: Step['direction'],
  cards: readonly LockedCard[],
): ReturnType<typeof refuse> | null {
  const own = new Set(effect.cards.map((card) => card.lineId));
  const elsewhere = cards.find((card) => card.proforma_line_id !== null && !own.has(card.proforma_line_id));
  if (elsewhere)
    return refuse(
      'on-proforma',
      `Card ${elsewhere.number} is on proforma ${elsewhere.on_proforma} now. Exclude it there and release it first.`,
    );
  const wanted = effect.kind === 'purge' && direction === 'undo' ? 'purged' : 'open';
  const gone = cards.find((card) => card.state !== wanted);
  return gone
    ? refuse(
        'not-open',
        `Card ${gone.number} was billed or removed since, so this can’t be ${direction === 'undo' ? 'undone' : 'redone'} any more.`,
      )
    : null;
}

async function carryAgain(
  work: Work,
  effect: CardEffect,
  cards: readonly LockedCard[],
  target: readonly CardBefore[],
  { eventId, reason, direction }: Step,
): Promise<Outcome<unknown>> {
  if (effect.kind === 'transfer') {
    return await undoTransfer(work, cards, {
      toMatterIdOf: (id) => target.find((c) => c.cardId === id)?.matterId ?? '',
      wipOf: (id) => wipOf(target, id),
      eventId,
      reason,
    });
  }
  const purges = effect.kind === 'purge' && direction === 'redo';
  return await changeWip(work, cards, {
    kind: effect.kind === 're-rate' ? 're-rated' : purges ? 'purged' : 'purge-reversed',
    journalKind: `${effect.kind} ${direction === 'undo' ? 'undone' : 'redone'}`,
    eventId,
    reason,
    state: purges ? 'purged' : 'open',
    to: (card) => wipOf(target, card.id),
  });
}

function wipOf(kept: readonly CardBefore[], id: string): WipTo {
  const card = kept.find((c) => c.cardId === id);
  assert(card, 'an effect keeps what each card carried');
  return {
    seconds: BigInt(card.seconds),
    wipMinor: BigInt(card.wipMinor),
    wipEntityMinor: BigInt(card.wipEntityMinor),
  };
}
