import { type Day, yearOf } from '../../kernel/day.ts';
import { amountText } from '../../kernel/money.ts';
import { percentText } from './percent.ts';

export type Kind = 'discount' | 'volume' | 'cap' | 'other';
/** Which amounts a clause is about, before tax. */
export type On = 'fees' | 'fees-and-charges' | 'all';
export type Over = 'life' | 'calendar-year' | 'engagement-year';

export interface Tier {
  /** fees of the year above this get the percentage */
  readonly aboveMinor: bigint;
  readonly percentPpm: number;
}

/** What the program executes of a clause; of `other` it keeps and cites the words. */
export type Terms =
  | { readonly kind: 'discount'; readonly percentPpm: number; readonly on: Exclude<On, 'all'> }
  | {
      readonly kind: 'volume';
      readonly currency: string;
      readonly over: Exclude<Over, 'life'>;
      /** rising; each on its part of the fees */
      readonly tiers: readonly Tier[];
      /** billed in the first year before it was kept here */
      readonly alreadyMinor: bigint;
    }
  | {
      readonly kind: 'cap';
      readonly currency: string;
      readonly amountMinor: bigint;
      /** nothing above a hard cap is billed; a soft one is told */
      readonly hard: boolean;
      readonly on: On;
      readonly per: 'matter' | 'engagement';
      readonly over: Over;
      readonly alreadyMinor: bigint;
    }
  | { readonly kind: 'other' };

export interface Engagement {
  readonly id: string;
  readonly clientId: string;
  readonly title: string;
  readonly from: Day;
  readonly to: Day | null;
  /** null: all of the client's */
  readonly matterIds: readonly string[] | null;
}

/** One version of a clause. */
export interface Clause<T extends Terms = Terms> {
  readonly id: string;
  /** the same for all its versions */
  readonly lineId: string;
  readonly engagement: Engagement;
  readonly number: string;
  readonly words: string;
  readonly terms: T;
  readonly from: Day;
  readonly to: Day | null;
}

const ON: Readonly<Record<On, string>> = {
  fees: 'fees',
  'fees-and-charges': 'fees and charges',
  all: 'all amounts before tax',
};
const OVER: Readonly<Record<Over, string>> = {
  life: '',
  'calendar-year': ' in a calendar year',
  'engagement-year': ' in a year of the engagement',
};

/** `hard cap of 10,000.00 GBP on fees of each matter`. */
export function termsSaid(terms: Terms): string {
  switch (terms.kind) {
    case 'discount':
      return `${percentText(terms.percentPpm)} off ${ON[terms.on]}`;
    case 'volume':
      return `${terms.tiers
        .map((t) => `${percentText(t.percentPpm)} off fees above ${amountText(t.aboveMinor, terms.currency)}`)
        .join(', ')} ${terms.currency}${OVER[terms.over]}, each on its part`;
    case 'cap':
      return `${terms.hard ? 'hard' : 'soft'} cap of ${amountText(terms.amountMinor, terms.currency)} ${terms.currency} on ${ON[terms.on]} of ${
        terms.per === 'matter' ? 'each matter' : 'the engagement'
      }${OVER[terms.over]}`;
    case 'other':
      return 'kept and cited';
  }
}

/** `clause 4.1 of “Letter of March” from 2026-03-01`. */
export function cited(clause: Pick<Clause, 'number' | 'engagement' | 'from'>): string {
  return `clause ${clause.number} of “${clause.engagement.title}”, from ${clause.from}`;
}

/** The days within which a clause counts what was billed; null: all days. */
export function spanOf(over: Over, engagementFrom: Day, on: Day): { readonly from: Day; readonly to: Day } | null {
  switch (over) {
    case 'life':
      return null;
    case 'calendar-year':
      return { from: `${yearOf(on)}-01-01` as Day, to: `${yearOf(on)}-12-31` as Day };
    case 'engagement-year':
      return engagementYear(engagementFrom, on);
  }
}

function engagementYear(first: Day, on: Day): { from: Day; to: Day } {
  const begin = Temporal.PlainDate.from(first);
  const day = Temporal.PlainDate.from(on);
  const full = day.year - begin.year;
  const years = Temporal.PlainDate.compare(begin.add({ years: full }), day) > 0 ? full - 1 : full;
  const last = begin.add({ years: years + 1 }).subtract({ days: 1 });
  return { from: begin.add({ years }).toString() as Day, to: last.toString() as Day };
}

/** What is wrong with terms, and where; null when they can be executed. */
export function termsProblem(terms: Terms, matters: number | null): { sentence: string; where: string } | null {
  if (terms.kind === 'cap' && terms.amountMinor <= 0n)
    return { sentence: 'A cap is above zero. Give its amount.', where: 'terms.amount' };
  if (terms.kind === 'cap' && terms.per === 'matter' && terms.alreadyMinor !== 0n && matters !== 1)
    return {
      sentence: 'What was billed before belongs to one matter. Name the one matter, or cap the engagement as a whole.',
      where: 'terms.already',
    };
  if ((terms.kind === 'cap' || terms.kind === 'volume') && terms.alreadyMinor < 0n)
    return { sentence: 'What was billed before is not below zero.', where: 'terms.already' };
  if (terms.kind !== 'volume') return null;
  const rising = terms.tiers.every(
    (t, i) => t.aboveMinor >= 0n && (i === 0 || t.aboveMinor > (terms.tiers[i - 1]?.aboveMinor ?? 0n)),
  );
  return rising ? null : { sentence: 'Tiers rise from one to the next. Put them in order.', where: 'terms.tiers' };
}
