import { addDays, type Day, daysBetween } from '../../kernel/day.ts';
import { EARLIER_DAYS, LATER_DAYS, nearest, speaksOf, within } from './fee-match.ts';

/** A completed event, with the fees that its billing rules ask for. */
export interface AskedEvent {
  readonly id: string;
  readonly matterId: string;
  readonly day: Day;
  readonly title: string;
  readonly kind: 'event' | 'task';
  readonly fees: readonly AskedFee[];
}

export interface AskedFee {
  readonly lineId: string;
  readonly rule: string;
  readonly action: 'fixed-fee' | 'official-fee';
  /** in the matter's currency; null where it isn't known before the fee is quoted */
  readonly amountMinor: bigint | null;
  /** keys of the fee book */
  readonly items: readonly string[];
  /** what stands on its cards when the rule makes them */
  readonly words: string;
  /** what became of it: its cards, or a dismissal with a reason */
  readonly made: { readonly state: 'proposed' | 'done' | 'dismissed'; readonly cardIds: readonly string[] } | null;
}

/** A card on one of the matters, of any kind and state but taken back. Amounts in minor units of the matter's currency. */
export interface SeenCard {
  readonly id: string;
  readonly number: string;
  readonly matterId: string;
  readonly kind: 'time' | 'disbursement' | 'charge';
  readonly hard: boolean;
  readonly day: Day;
  readonly amountMinor: bigint;
  readonly narrative: string;
  /** of the fee book, where it was made from it */
  readonly feeKey: string | null;
  readonly open: boolean;
  /** on a proforma or held: somebody has it in hand */
  readonly inHand: boolean;
}

/** What a rule prices, whatever event: to know its fee when no event is there. */
export interface PricedRule {
  readonly lineId: string;
  readonly rule: string;
  readonly action: 'fixed-fee' | 'official-fee';
  readonly amountMinor: bigint | null;
  readonly items: readonly string[];
  readonly words: string;
}

export interface Seen {
  readonly events: readonly AskedEvent[];
  readonly cards: readonly SeenCard[];
  /** rules that could price something on a matter */
  readonly rulesOf: (matterId: string) => readonly PricedRule[];
  readonly through: Day;
  /** so many days are given to whoever records */
  readonly graceDays: number;
  /** an official fee paid is billed within so many days */
  readonly agedDays: number;
}

export const FINDINGS = [
  'fee-missing',
  'official-fee-missing',
  'fee-twice',
  'fee-without-event',
  'paid-not-billed',
  'no-work-recorded',
] as const;
type FindingKind = (typeof FINDINGS)[number];

export interface Finding {
  readonly kind: FindingKind;
  readonly matterId: string;
  readonly eventId: string | null;
  readonly lineId: string | null;
  readonly cardIds: readonly string[];
  readonly day: Day;
  readonly what: string;
  readonly amountMinor: bigint | null;
}

const WORK_BEFORE_DAYS = 90;
const WORK_AFTER_DAYS = 30;

/** Both ways: what happened and was not billed, and what was billed and did not happen. */
export function findGaps(seen: Seen): Finding[] {
  const used = new Set<string>();
  const known = new Set(seen.cards.map((card) => card.id));
  const byMatter = Map.groupBy(seen.cards, (card) => card.matterId);
  const events = [...seen.events].toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const cardsOf = (matterId: string): readonly SeenCard[] => byMatter.get(matterId) ?? [];
  const covered: { event: AskedEvent; fee: AskedFee }[] = [];
  const open: { event: AskedEvent; fee: AskedFee }[] = [];
  for (const event of events)
    for (const fee of event.fees) {
      if (fee.made?.state === 'dismissed') continue;
      (isMade(fee, known, used) ? covered : open).push({ event, fee });
    }
  const missing = open.filter(({ event, fee }) => {
    const card = nearest(cardsOf(event.matterId), event, fee, used);
    if (!card) return true;
    used.add(card.id);
    covered.push({ event, fee });
    return false;
  });
  return [
    ...missing
      .filter(({ event }) => addDays(event.day, seen.graceDays) <= seen.through)
      .map(({ event, fee }) => missingFee(event, fee)),
    ...twice(covered, cardsOf, used),
    ...withoutEvent(seen, used),
    ...unbilled(seen),
    ...workless(seen, events, cardsOf),
  ];
}

/** The rule made it: without a card where nothing fell due, else with cards that weren't taken back since. */
function isMade(fee: AskedFee, known: ReadonlySet<string>, used: Set<string>): boolean {
  if (fee.made?.state !== 'done') return false;
  const live = fee.made.cardIds.filter((id) => known.has(id));
  for (const id of live) used.add(id);
  return live.length > 0 || fee.made.cardIds.length === 0;
}

function missingFee(event: AskedEvent, fee: AskedFee): Finding {
  return {
    kind: fee.action === 'fixed-fee' ? 'fee-missing' : 'official-fee-missing',
    matterId: event.matterId,
    eventId: event.id,
    lineId: fee.lineId,
    cardIds: [],
    day: event.day,
    what: `${event.title}: nothing of “${fee.rule}”`,
    amountMinor: fee.amountMinor,
  };
}

function twice(
  covered: readonly { event: AskedEvent; fee: AskedFee }[],
  cardsOf: (matterId: string) => readonly SeenCard[],
  used: Set<string>,
): Finding[] {
  return covered.flatMap(({ event, fee }): Finding[] => {
    if (fee.action !== 'fixed-fee') return [];
    const again = cardsOf(event.matterId).find(
      (card) =>
        !used.has(card.id) &&
        within(event.day, card.day) &&
        card.kind === 'charge' &&
        card.amountMinor === fee.amountMinor &&
        (speaksOf(card.narrative, fee.words) || speaksOf(card.narrative, event.title)),
    );
    if (!again) return [];
    used.add(again.id);
    return [
      {
        kind: 'fee-twice',
        matterId: event.matterId,
        eventId: event.id,
        lineId: fee.lineId,
        cardIds: [again.id],
        day: again.day,
        what: `${event.title}: card ${again.number} charges “${fee.rule}” once more`,
        amountMinor: again.amountMinor,
      },
    ];
  });
}

/** A fee of a price list, or an official fee that a rule would make, for an event that the docket doesn't have. */
function withoutEvent(seen: Seen, used: ReadonlySet<string>): Finding[] {
  return seen.cards.flatMap((card): Finding[] => {
    if (used.has(card.id) || card.day > seen.through) return [];
    const rule = seen
      .rulesOf(card.matterId)
      .find((r) =>
        r.action === 'official-fee'
          ? card.feeKey !== null && r.items.includes(card.feeKey)
          : card.kind === 'charge' && card.amountMinor === r.amountMinor && speaksOf(card.narrative, r.words),
      );
    if (!rule) return [];
    return [
      {
        kind: 'fee-without-event',
        matterId: card.matterId,
        eventId: null,
        lineId: rule.lineId,
        cardIds: [card.id],
        day: card.day,
        what: `Card ${card.number}, “${card.narrative}”: the docket knows no event for “${rule.rule}”`,
        amountMinor: card.amountMinor,
      },
    ];
  });
}

/** Official fees paid for the client that nobody has in hand to bill. */
function unbilled(seen: Seen): Finding[] {
  return seen.cards
    .filter(
      (card) =>
        card.open &&
        !card.inHand &&
        card.kind === 'disbursement' &&
        card.hard &&
        card.feeKey !== null &&
        addDays(card.day, seen.agedDays) <= seen.through,
    )
    .map((card) => ({
      kind: 'paid-not-billed' as const,
      matterId: card.matterId,
      eventId: null,
      lineId: null,
      cardIds: [card.id],
      day: card.day,
      what: `Card ${card.number}, “${card.narrative}”: paid ${daysBetween(card.day, seen.through)} days ago and on no proforma`,
      amountMinor: card.amountMinor,
    }));
}

/** A task that somebody completed, around which nobody recorded anything; where no fee stands for the work. */
function workless(
  seen: Seen,
  events: readonly AskedEvent[],
  cardsOf: (matterId: string) => readonly SeenCard[],
): Finding[] {
  return events
    .filter(
      (event) =>
        event.kind === 'task' &&
        event.fees.length === 0 &&
        addDays(event.day, Math.max(seen.graceDays, WORK_AFTER_DAYS)) <= seen.through &&
        !cardsOf(event.matterId).some(
          (card) =>
            card.day >= addDays(event.day, -WORK_BEFORE_DAYS) && card.day <= addDays(event.day, WORK_AFTER_DAYS),
        ),
    )
    .map((event) => ({
      kind: 'no-work-recorded' as const,
      matterId: event.matterId,
      eventId: event.id,
      lineId: null,
      cardIds: [],
      day: event.day,
      what: `${event.title}: completed, and no time, cost or fee from ${WORK_BEFORE_DAYS} days before to ${WORK_AFTER_DAYS} after`,
      amountMinor: null,
    }));
}

/** How far around the asked days cards have to be known. */
export function cardSpan(from: Day, through: Day): { from: Day; through: Day } {
  return { from: addDays(from, -WORK_BEFORE_DAYS), through: addDays(through, LATER_DAYS) };
}

/** How far around the asked days events have to be known: a card of these days may be the fee of one just outside. */
export function eventSpan(from: Day, through: Day): { from: Day; through: Day } {
  return { from: addDays(from, -LATER_DAYS), through: addDays(through, EARLIER_DAYS) };
}
