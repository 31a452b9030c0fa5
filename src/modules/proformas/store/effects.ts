import { awaitedOn } from './awaited.ts';
import { sql } from 'kysely';
import { assert, done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { sum } from '../../../kernel/money.ts';
import type { Work } from '../../../platform/command.ts';
import {
  changeWip,
  heldBy,
  type HoldHow,
  holdUnderLock,
  type LockedCard,
  lockCards,
  releaseUnderLock,
  reRate,
  transferCards,
} from '../../cards/index.ts';
import { limitOf } from '../../firm/index.ts';
import type { CardBefore, Effect } from '../effect.ts';
import type { Line } from '../line.ts';
import { type CodeChange, remapped } from '../remap.ts';
import type { Sheet } from './sheet.ts';

export async function purge(
  work: Work,
  sheet: Sheet,
  lines: readonly Line[],
  eventId: string,
  how: { reason: string; type: string },
): Promise<Outcome<Effect>> {
  const over = await overPurgeLimit(work, sheet, sum(lines.map((line) => line.wipEntityMinor)));
  if (over) return over;
  const { cards, before } = await locked(work, lines);
  const outcome = await changeWip(work, cards, {
    kind: 'purged',
    journalKind: 'WIP purged',
    eventId,
    reason: `${how.type}: ${how.reason}`,
    state: 'purged',
    to: () => ({ seconds: 0n, wipMinor: 0n, wipEntityMinor: 0n }),
  });
  if (!outcome.ok) return outcome;
  await detach(work, lines);
  return done({ kind: 'purge', cards: before, after: await carriedBy(work, before), type: how.type });
}

/** A purge above one's limit is not a deed. Asked again when it is redone: another person may redo it. */
export async function overPurgeLimit(
  work: Work,
  sheet: Sheet,
  value: bigint,
): Promise<ReturnType<typeof refuse> | null> {
  const limit = await limitOf(work.db, work.actor.personId, 'purge', sheet.entity.currency);
  if (limit !== null && value <= limit) return null;
  return refuse(
    'over-limit',
    'Purging this much WIP is above your limit. Ask for it: it is proposed, and somebody with a higher limit accepts it.',
  );
}

/** An effect, and the rate that the cards of lines which stay on the proforma have now. */
export interface Rated {
  readonly effect: Effect;
  readonly rateOf: ReadonlyMap<string, bigint>;
}

export async function transfer(
  work: Work,
  sheet: Sheet,
  lines: readonly Line[],
  eventId: string,
  how: { toMatterId: string; rates: 'keep' | 're-rate'; reason: string; remap: readonly CodeChange[] },
): Promise<Outcome<Rated>> {
  const { cards, before } = await locked(work, lines);
  const codes = remapped(lines, how.remap);
  const kept = before.map((card): CardBefore => {
    const old = codes.has(card.cardId) ? cards.find((c) => c.id === card.cardId) : undefined;
    return old ? { ...card, codes: codesOf(old) } : card;
  });
  const outcome = await transferCards(work, cards, { ...how, eventId, codes });
  if (!outcome.ok) return outcome;
  // Between two matters of one proforma the lines stay on it.
  const stays = sheet.matters.some((matter) => matter.id === how.toMatterId);
  if (!stays) await detach(work, lines);
  const after = (await carriedBy(work, before)).map((card): CardBefore => {
    const now = codes.get(card.cardId);
    return now ? { ...card, codes: now } : card;
  });
  const effect: Effect = { kind: 'transfer', cards: kept, after, toMatterId: how.toMatterId, rates: how.rates };
  return done({ effect: stays ? { ...effect, stays } : effect, rateOf: stays ? outcome.value : new Map() });
}

export async function hold(work: Work, lines: readonly Line[], how: HoldHow): Promise<Outcome<Effect>> {
  const { reason, untilDay, untilEventId = null } = how;
  if (untilEventId !== null) {
    for (const matterId of new Set(lines.map((line) => line.matterId))) {
      const awaited = await awaitedOn(work.db, [matterId], untilEventId);
      if (!awaited.ok) return awaited;
    }
  }
  const cards = lines.filter((line) => line.hold === null).map((line) => line.cardId);
  await holdUnderLock(work, cards, { reason, untilDay, untilEventId });
  return done({ kind: 'hold', cards, reason, untilDay, untilEventId });
}

export async function release(work: Work, lines: readonly Line[]): Promise<Effect> {
  const holds = await heldBy(
    work,
    lines.map((line) => line.cardId),
  );
  await releaseUnderLock(
    work,
    holds.map((h) => h.cardId),
  );
  return { kind: 'release', holds };
}

/** The rate tables again; the lines' hours stay as edited, their value follows the new rate. */
export async function rerate(
  work: Work,
  lines: readonly Line[],
  eventId: string,
  reason: string,
): Promise<Outcome<Rated>> {
  const timed = lines.filter((line) => line.kind === 'time');
  if (timed.length === 0) return refuse('not-time', 'Only time has a rate. Choose time lines.');
  const { cards, before } = await locked(work, timed);
  const rateOf = await reRate(work, cards, { eventId, reason });
  if (!rateOf.ok) return rateOf;
  const effect: Effect = { kind: 're-rate', cards: before, after: await carriedBy(work, before) };
  return done({ effect, rateOf: rateOf.value });
}

/** The cards of lines under lock, and what they carry before anything happens to them. */
export async function locked(
  work: Work,
  lines: readonly Line[],
): Promise<{ cards: LockedCard[]; before: CardBefore[] }> {
  const cards = await lockCards(
    work,
    lines.map((line) => line.cardId),
  );
  const lineOf = new Map(lines.map((line) => [line.cardId, line.id]));
  return { cards, before: cards.map((card) => carried(card, lineOf.get(card.id))) };
}

async function carriedBy(work: Work, before: readonly CardBefore[]): Promise<CardBefore[]> {
  const lineOf = new Map(before.map((card) => [card.cardId, card.lineId]));
  const cards = await lockCards(work, [...lineOf.keys()]);
  return cards.map((card) => carried(card, lineOf.get(card.id)));
}

export function carried(card: LockedCard, lineId: string | undefined): CardBefore {
  assert(lineId, 'a card of the operation has its line');
  return {
    cardId: card.id,
    lineId,
    matterId: card.matter_id,
    seconds: card.open_seconds.toString(),
    wipMinor: card.wip_minor.toString(),
    wipEntityMinor: card.wip_entity_minor.toString(),
    agreedRateE4: card.agreed_rate_e4?.toString() ?? null,
  };
}

function codesOf(card: LockedCard) {
  return { taskCode: card.task_code, activityCode: card.activity_code, expenseCode: card.expense_code };
}

export async function detach(work: Work, lines: readonly { readonly id: string }[]): Promise<void> {
  await setAttached(
    work,
    lines.map((line) => line.id),
    false,
  );
}

export async function setAttached(work: Work, lineIds: readonly string[], attached: boolean): Promise<void> {
  await work.db
    .updateTable('proforma_line')
    .set({ attached, version: sql`version + 1` })
    .where('id', 'in', [...lineIds])
    .execute();
}
