import type { OutputOf } from '../../kernel/endpoint.ts';
import { hoursText, hoursTyped, secondsFromHours } from '../../kernel/hours.ts';
import type { listCards } from '../../modules/cards/contract.ts';

export type Card = OutputOf<typeof listCards>['rows'][number];

/** A row of the week: one matter, task and activity. */
export interface RowOf {
  readonly matterId: string;
  readonly matter: string;
  readonly taskCode: string | null;
  readonly activityCode: string | null;
}

export interface WeekRow extends RowOf {
  readonly key: string;
  readonly cards: readonly Card[];
}

/** What was typed into a cell and isn't a card yet. */
export interface Draft {
  readonly typed: string;
  readonly narrative: string;
  readonly state: 'typing' | 'saving' | 'refused';
  readonly sentence: string;
  /** the same key for a second try, so that nothing is recorded twice */
  readonly key: string;
}

export type Drafts = Readonly<Record<string, Draft>>;

/** The codes of a row as one reads them. */
export function codesOf(row: RowOf): string {
  return [row.taskCode, row.activityCode].filter((code) => code !== null).join(' ');
}

export function rowKey(row: RowOf): string {
  return `${row.matterId} ${row.taskCode ?? ''} ${row.activityCode ?? ''}`;
}

function rowOf(card: Card): RowOf {
  const { matterId, taskCode, activityCode } = card;
  return { matterId, matter: `${card.matter} ${card.client}`, taskCode, activityCode };
}

/** The rows of the week's cards, then the rows added by hand that have none yet. */
export function weekRows(cards: readonly Card[], added: readonly RowOf[]): WeekRow[] {
  const rows = new Map<string, WeekRow & { cards: Card[] }>();
  const ensure = (row: RowOf) => {
    const key = rowKey(row);
    const known = rows.get(key) ?? { ...row, key, cards: [] };
    rows.set(key, known);
    return known;
  };
  for (const card of cards.toSorted((a, b) => a.matter.localeCompare(b.matter, 'en', { numeric: true })))
    if (card.where.state !== 'taken-back') ensure(rowOf(card)).cards.push(card);
  for (const row of added) ensure(row);
  return [...rows.values()];
}

export function cardsOn(row: WeekRow, day: string): readonly Card[] {
  return row.cards.filter((card) => card.workDate === day);
}

/** Why a card's hours can't be changed here; empty when they can. */
export function lockOf(card: Card): string {
  const free = card.where.state === 'unbilled' || card.where.state === 'held';
  return free ? '' : card.where.sentence;
}

function secondsOf(cards: readonly Card[]): bigint {
  return cards.reduce((sum, card) => sum + (secondsFromHours(card.workedHours) ?? 0n), 0n);
}

/** What a cell counts: what is typed where it can be read, else what is recorded. */
export function cellSeconds(row: WeekRow, day: string, draft: Draft | undefined): bigint {
  const typed = draft ? hoursTyped(draft.typed) : null;
  return typed ?? secondsOf(cardsOn(row, day));
}

export function cellText(row: WeekRow, day: string): string {
  const seconds = secondsOf(cardsOn(row, day));
  return seconds === 0n ? '' : hoursText(seconds);
}

/** What is wrong with the hours typed, as a sentence. */
export function wrongHours(typed: string): string | null {
  const seconds = hoursTyped(typed);
  if (seconds === null)
    return `“${typed.trim()}” can’t be read as hours. Write 1.5, 1,5, 1:30 or 90m; nothing finer than 0.01 (3 minutes are 0.05).`;
  if (seconds <= 0n || seconds > 86_400n) return 'A card has more than 0 and at most 24 hours.';
  return null;
}
