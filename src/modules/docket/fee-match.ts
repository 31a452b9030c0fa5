import { type Day, daysBetween } from '../../kernel/day.ts';
import { folded } from '../../kernel/text.ts';
import type { AskedEvent, AskedFee, PricedRule, SeenCard } from './completeness.ts';

export const EARLIER_DAYS = 30;
/** A fee may be recorded so long after its event. */
export const LATER_DAYS = 60;

/** The card by hand or from elsewhere that is nearest to being this fee of this event. */
export function nearest(
  cards: readonly SeenCard[],
  event: AskedEvent,
  fee: AskedFee,
  used: ReadonlySet<string>,
): SeenCard | null {
  const fitting = cards
    .filter((card) => !used.has(card.id) && within(event.day, card.day) && isFee(card, fee, event.title))
    .toSorted((a, b) => distance(event.day, a.day) - distance(event.day, b.day));
  return fitting[0] ?? null;
}

function distance(a: Day, b: Day): number {
  return Math.abs(daysBetween(a, b));
}

export function within(event: Day, card: Day): boolean {
  const days = daysBetween(event, card);
  return days >= -EARLIER_DAYS && days <= LATER_DAYS;
}

/** The same amount, or the same words, of the right kind of card. */
function isFee(card: SeenCard, fee: PricedRule | AskedFee, title: string): boolean {
  if (fee.action === 'official-fee') {
    if (card.kind !== 'disbursement' || !card.hard) return false;
    if (card.feeKey !== null) return fee.items.includes(card.feeKey);
    return (fee.amountMinor !== null && card.amountMinor === fee.amountMinor) || speaksOf(card.narrative, fee.words);
  }
  if (card.kind !== 'charge') return false;
  return card.amountMinor === fee.amountMinor
    ? true
    : speaksOf(card.narrative, fee.words) || speaksOf(card.narrative, title);
}

const SMALL = new Set(['the', 'a', 'an', 'of', 'for', 'in', 'to', 'on', 'and', 'with', 'fee', 'fixed']);

function wordsOf(text: string): string[] {
  const words = (folded(text).match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !SMALL.has(word) && word.length > 1);
  return [...new Set(words.map(stem))];
}

/** Filed, filing and files speak of the same. */
function stem(word: string): string {
  return word.length > 4 ? word.replace(/(?:ing|ed|es|e|s)$/, '') : word;
}

/** Most of the words of one are in the other; figures and small words don't count. */
export function speaksOf(narrative: string, of: string): boolean {
  const wanted = wordsOf(of).filter((word) => !/^\d+$/.test(word));
  if (wanted.length === 0) return false;
  const has = new Set(wordsOf(narrative));
  return wanted.filter((word) => has.has(word)).length * 4 >= wanted.length * 3;
}
