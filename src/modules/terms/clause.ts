import { type Day, yearOf } from '../../kernel/day.ts';
import { divide } from '../../kernel/rounding.ts';

export type Kind =
  | 'blended'
  | 'fixed'
  | 'subscription'
  | 'discount'
  | 'volume'
  | 'minimum'
  | 'collar'
  | 'cap'
  | 'holdback'
  | 'success'
  | 'retainer'
  | 'other';
/** Which amounts a clause is about, before tax. */
export type On = 'fees' | 'fees-and-charges' | 'all';
type Every = 'month' | 'quarter' | 'year';
export type Over = 'life' | 'calendar-year' | 'engagement-year';

export interface Tier {
  /** fees of the year above this get the percentage */
  readonly aboveMinor: bigint;
  readonly percentPpm: number;
}

/** What the program executes of a clause; of `other` it keeps and cites the words. */
export type Terms =
  | {
      readonly kind: 'blended';
      readonly currency: string;
      /** one for all timekeepers: ten-thousandths of a minor unit an hour */
      readonly rateE4: bigint;
    }
  | {
      readonly kind: 'fixed';
      readonly currency: string;
      /** of the whole work of each matter, or of its time with these task codes */
      readonly amountMinor: bigint;
      /** none: all fees */
      readonly taskCodes: readonly string[];
      /** with the first bill, or as it is worked with the rest on the last bill */
      readonly billed: 'at-once' | 'as-worked';
      readonly alreadyMinor: bigint;
    }
  | {
      readonly kind: 'subscription';
      readonly currency: string;
      readonly amountMinor: bigint;
      readonly every: Every;
      /** on which it is charged */
      readonly matterId: string;
      /** what the invoice says */
      readonly narrative: string;
      /** whose time it includes; none: all fees */
      readonly taskCodes: readonly string[];
    }
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
      readonly kind: 'minimum';
      readonly currency: string;
      readonly amountMinor: bigint;
      readonly on: Exclude<On, 'all'>;
      /** of each bill of a matter, or of a matter in all, lifted on its last bill */
      readonly over: 'bill' | 'life';
      readonly alreadyMinor: bigint;
    }
  | {
      readonly kind: 'collar';
      readonly currency: string;
      /** what each matter was expected to come to */
      readonly amountMinor: bigint;
      /** how far it may differ either way */
      readonly bandPpm: number;
      readonly on: Exclude<On, 'all'>;
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
  | {
      /** a part of each bill that is billed later, when what it waits for has come */
      readonly kind: 'holdback';
      readonly percentPpm: number;
      readonly on: Exclude<On, 'all'>;
    }
  | {
      readonly kind: 'success';
      readonly currency: string;
      /** a part of what was achieved, or an amount */
      readonly percentPpm: number | null;
      readonly amountMinor: bigint | null;
    }
  | {
      readonly kind: 'retainer';
      readonly currency: string;
      /** billed on account, before tax */
      readonly amountMinor: bigint;
      /** evergreen: below this it is billed up to the amount again */
      readonly floorMinor: bigint | null;
      /** whose payers it is billed to, and whose work takes it up: this matter’s, or that of all the client’s matters */
      readonly matterId: string;
      readonly wholeClient: boolean;
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

const MILLION = 1_000_000n;

type Collar = Extract<Terms, { kind: 'collar' }>;

/** Below this a collar lifts a matter's fees, in minor units, rounded half up. */
export function floorOf({ amountMinor, bandPpm }: Collar): bigint {
  return divide(amountMinor * (MILLION - BigInt(bandPpm)), MILLION, 'half-up');
}

/** Above this a collar writes a matter's fees down, in minor units, rounded half up. */
export function ceilingOf({ amountMinor, bandPpm }: Collar): bigint {
  return divide(amountMinor * (MILLION + BigInt(bandPpm)), MILLION, 'half-up');
}

/** The days within which a clause counts what was billed; null: all days. */
export function spanOf(
  over: Over | 'engagement',
  engagementFrom: Day,
  on: Day,
): { readonly from: Day; readonly to: Day | null } | null {
  switch (over) {
    case 'life':
      return null;
    case 'engagement':
      return { from: engagementFrom, to: null };
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
  if ('amountMinor' in terms && terms.amountMinor !== null && terms.amountMinor <= 0n)
    return { sentence: 'The amount is above zero. Give it, before tax.', where: 'terms.amount' };
  if (terms.kind === 'blended' && terms.rateE4 <= 0n)
    return { sentence: 'The rate is above zero. Give it per hour.', where: 'terms.ratePerHour' };
  if (terms.kind === 'success' && (terms.percentPpm === null) === (terms.amountMinor === null))
    return {
      sentence: 'A success fee is a percentage of what is achieved, or an amount: give one of them.',
      where: 'terms',
    };
  if (
    terms.kind === 'retainer' &&
    terms.floorMinor !== null &&
    (terms.floorMinor <= 0n || terms.floorMinor > terms.amountMinor)
  )
    return {
      sentence:
        'The floor of an evergreen retainer is above zero and at most its amount. Leave it empty where the retainer is not filled up again.',
      where: 'terms.floor',
    };
  if (perMatter(terms) && already(terms) !== 0n && matters !== 1)
    return {
      sentence:
        'What was billed before belongs to one matter. Name the one matter of the engagement, or leave what was billed before at zero.',
      where: 'terms.already',
    };
  if (already(terms) < 0n) return { sentence: 'What was billed before is not below zero.', where: 'terms.already' };
  if (terms.kind !== 'volume') return null;
  const rising = terms.tiers.every(
    (t, i) => t.aboveMinor >= 0n && (i === 0 || t.aboveMinor > (terms.tiers[i - 1]?.aboveMinor ?? 0n)),
  );
  return rising ? null : { sentence: 'Tiers rise from one to the next. Put them in order.', where: 'terms.tiers' };
}

/** What was billed on terms before they were kept here, in minor units. */
export function already(terms: Terms): bigint {
  return 'alreadyMinor' in terms ? terms.alreadyMinor : 0n;
}

/** Whether each matter is looked at by itself. */
export function perMatter(terms: Terms): boolean {
  return (
    terms.kind === 'fixed' ||
    terms.kind === 'collar' ||
    terms.kind === 'minimum' ||
    (terms.kind === 'cap' && terms.per === 'matter')
  );
}
