import { sql } from 'kysely';
import { assert, done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { sum } from '../../../kernel/money.ts';
import type { Work } from '../../../platform/command.ts';
import {
  changeWip,
  heldBy,
  holdUnderLock,
  lockCards,
  releaseUnderLock,
  reRate,
  transferCards,
  undoTransfer,
} from '../../cards/index.ts';
import { limitOf } from '../../firm/index.ts';
import type { Line } from '../line.ts';
import type { CardBefore, Effect } from './edits.ts';
import type { Sheet } from './sheet.ts';

/** Effects reach beyond the proforma's own fields: into WIP, holds, other matters. Each can be undone from what it kept. */
export async function purge(
  work: Work,
  sheet: Sheet,
  lines: readonly Line[],
  eventId: string,
  how: { reason: string; type: string },
): Promise<Outcome<Effect>> {
  const value = sum(lines.map((line) => line.wipEntityMinor));
  const limit = await limitOf(work.db, work.actor.personId, 'purge', sheet.entity.currency);
  if (limit === null || value > limit) {
    return refuse(
      'over-limit',
      'Purging this much WIP is above your limit. Ask a billing manager, or write the lines down for approval instead.',
    );
  }
  const cards = await lockCards(
    work,
    lines.map((line) => line.cardId),
  );
  const before = cards.map((card): CardBefore => cardBefore(card, lineOfCard(lines, card.id)));
  const outcome = await changeWip(work, cards, {
    kind: 'purged',
    journalKind: 'WIP purged',
    eventId,
    reason: `${how.type}: ${how.reason}`,
    state: 'purged',
    to: () => ({ seconds: 0n, wipMinor: 0n, wipEntityMinor: 0n }),
  });
  if (!outcome.ok) return outcome;
  await detach(
    work,
    lines.map((line) => line.id),
  );
  return done({ kind: 'purge', cards: before, type: how.type });
}

export async function transfer(
  work: Work,
  lines: readonly Line[],
  eventId: string,
  how: { toMatterId: string; rates: 'keep' | 're-rate'; reason: string },
): Promise<Outcome<Effect>> {
  const cards = await lockCards(
    work,
    lines.map((line) => line.cardId),
  );
  const before = cards.map((card): CardBefore => cardBefore(card, lineOfCard(lines, card.id)));
  const outcome = await transferCards(work, cards, { ...how, eventId });
  if (!outcome.ok) return outcome;
  await detach(
    work,
    lines.map((line) => line.id),
  );
  return done({ kind: 'transfer', cards: before, toMatterId: how.toMatterId, rates: how.rates });
}

export async function hold(
  work: Work,
  lines: readonly Line[],
  how: { reason: string; untilDay: string | null },
): Promise<Effect> {
  const cards = lines.filter((line) => line.hold === null).map((line) => line.cardId);
  await holdUnderLock(work, cards, how.reason, how.untilDay);
  return { kind: 'hold', cards, ...how };
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
): Promise<Outcome<{ effect: Effect; rateOf: Map<string, bigint> }>> {
  const timed = lines.filter((line) => line.kind === 'time');
  if (timed.length === 0) return refuse('not-time', 'Only time has a rate. Choose time lines.');
  const cards = await lockCards(
    work,
    timed.map((line) => line.cardId),
  );
  const before = cards.map((card): CardBefore => cardBefore(card, lineOfCard(timed, card.id)));
  const rateOf = await reRate(work, cards, { eventId, reason });
  if (!rateOf.ok) return rateOf;
  return done({ effect: { kind: 're-rate', cards: before }, rateOf: rateOf.value });
}

/** Takes an effect back (or does it again) with events of its own; the record of both stays. */
export async function reverse(
  work: Work,
  effect: Effect,
  eventId: string,
  direction: 'undo' | 'redo',
  reason: string,
): Promise<Outcome<true>> {
  switch (effect.kind) {
    case 'hold':
      if (direction === 'undo') await releaseUnderLock(work, effect.cards);
      else await holdUnderLock(work, effect.cards, effect.reason, effect.untilDay);
      return done(true);
    case 'release':
      if (direction === 'redo')
        await releaseUnderLock(
          work,
          effect.holds.map((h) => h.cardId),
        );
      else for (const h of effect.holds) await holdUnderLock(work, [h.cardId], h.reason, h.untilDay);
      return done(true);
    case 'adjust':
    case 'remove-adjustment':
      await setActive(work, effect.adjustmentId, (effect.kind === 'adjust') === (direction === 'redo'));
      return done(true);
    case 'purge':
    case 'transfer':
    case 're-rate':
      return await reverseCards(work, effect, eventId, direction, reason);
  }
}

async function reverseCards(
  work: Work,
  effect: Extract<Effect, { kind: 'purge' | 'transfer' | 're-rate' }>,
  eventId: string,
  direction: 'undo' | 'redo',
  reason: string,
): Promise<Outcome<true>> {
  const cards = await lockCards(
    work,
    effect.cards.map((c) => c.cardId),
  );
  if (direction === 'redo') {
    return refuse('redo-by-hand', `Redo the ${effect.kind} by doing it again: the cards may have changed since.`);
  }
  const elsewhere = cards.find((card) => card.on_proforma !== null && effect.kind !== 're-rate');
  if (elsewhere)
    return refuse(
      'on-proforma',
      `Card ${elsewhere.number} is on proforma ${elsewhere.on_proforma} now. Exclude it there and release it first.`,
    );
  const gone = cards.find((card) => card.state !== (effect.kind === 'purge' ? 'purged' : 'open'));
  if (gone)
    return refuse('not-open', `Card ${gone.number} was billed or removed since, so this can’t be undone any more.`);
  const kept = new Map(effect.cards.map((c) => [c.cardId, c]));
  const outcome =
    effect.kind === 'transfer'
      ? await undoTransfer(work, cards, {
          toMatterIdOf: (id) => kept.get(id)?.matterId ?? '',
          wipOf: (id) => wipOf(kept, id),
          eventId,
          reason,
        })
      : await changeWip(work, cards, {
          kind: effect.kind === 'purge' ? 'purge-reversed' : 're-rated',
          journalKind: `${effect.kind} undone`,
          eventId,
          reason,
          state: 'open',
          to: (card) => wipOf(kept, card.id),
        });
  if (!outcome.ok) return outcome;
  if (effect.kind !== 'purge') await restoreRates(work, effect.cards);
  if (effect.kind !== 're-rate')
    await attach(
      work,
      effect.cards.map((c) => c.lineId),
    );
  return done(true);
}

function wipOf(
  kept: ReadonlyMap<string, CardBefore>,
  id: string,
): { seconds: bigint; wipMinor: bigint; wipEntityMinor: bigint } {
  const card = kept.get(id);
  assert(card, 'an effect keeps what each card carried');
  return {
    seconds: BigInt(card.seconds),
    wipMinor: BigInt(card.wipMinor),
    wipEntityMinor: BigInt(card.wipEntityMinor),
  };
}

async function restoreRates(work: Work, cards: readonly CardBefore[]): Promise<void> {
  await sql`update card set agreed_rate_e4 = c.rate from unnest(${cards.map((c) => c.cardId)}::uuid[], ${cards.map((c) => c.agreedRateE4)}::int8[]) as c(id, rate)
    where card.id = c.id`.execute(work.db);
}

async function detach(work: Work, lineIds: readonly string[]): Promise<void> {
  await work.db
    .updateTable('proforma_line')
    .set({ attached: false, version: sql`version + 1` })
    .where('id', 'in', [...lineIds])
    .execute();
}

async function attach(work: Work, lineIds: readonly string[]): Promise<void> {
  await work.db
    .updateTable('proforma_line')
    .set({ attached: true, version: sql`version + 1` })
    .where('id', 'in', [...lineIds])
    .execute();
}

async function setActive(work: Work, id: string, active: boolean): Promise<void> {
  await work.db.updateTable('proforma_adjustment').set({ active }).where('id', '=', id).execute();
}

function lineOfCard(lines: readonly Line[], cardId: string): Line {
  const line = lines.find((l) => l.cardId === cardId);
  assert(line, 'a card of the operation has its line');
  return line;
}

function cardBefore(
  card: {
    id: string;
    matter_id: string;
    open_seconds: bigint;
    wip_minor: bigint;
    wip_entity_minor: bigint;
    agreed_rate_e4: bigint | null;
  },
  line: Line,
): CardBefore {
  return {
    cardId: card.id,
    lineId: line.id,
    matterId: card.matter_id,
    seconds: card.open_seconds.toString(),
    wipMinor: card.wip_minor.toString(),
    wipEntityMinor: card.wip_entity_minor.toString(),
    agreedRateE4: card.agreed_rate_e4?.toString() ?? null,
  };
}
