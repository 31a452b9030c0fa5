import type { Day } from '../../kernel/day.ts';
import type { BudgetNow } from '../budgets/index.ts';
import type { DocketOfMatter } from '../docket/index.ts';
import type { BookedFee } from '../fees/index.ts';
import type { Sheet } from '../proformas/index.ts';

export type SheetLine = Sheet['lines'][number];

/** A line of a proforma with what the checks need to know beyond the desk. Durations in seconds, amounts in minor units. */
export interface FlagLine extends SheetLine {
  /** the narrative's words, lower case and without accents */
  readonly words: readonly string[];
  /** the timekeeper's LEDES classification */
  readonly classification: string;
  readonly timekeeperNumber: string;
  readonly recordedOn: Day;
  /** what a schedule gives today for this timekeeper, matter and work date; null: nothing */
  readonly scheduledRateE4: bigint | null;
  /** whether that rate is the client's or the matter's own, and so agreed with them */
  readonly rateIsAgreed: boolean;
  /** kinds of the documents tied to the card */
  readonly documents: readonly string[];
}

/** What one earlier bill of the matter came to. */
export interface EarlierBill {
  readonly day: Day;
  readonly netMinor: bigint;
  readonly feesMinor: bigint;
  readonly seconds: bigint;
  readonly workMinor: bigint;
}

export interface Stranger {
  readonly name: string;
  readonly what: string;
  /** of the same client: another case; of another client: a name that must not leave */
  readonly own: boolean;
}

/** All that the rules look at, gathered once for a proforma, or for one of its matters. Nothing here is asked for again by a rule. */
export interface Facts {
  readonly today: Day;
  readonly head: Sheet['head'];
  readonly currency: string;
  /** lines that are billed: neither excluded nor held */
  readonly lines: readonly FlagLine[];
  readonly adjustments: Sheet['adjustments'];
  readonly payers: Sheet['payers'];
  /** what engagements make of it */
  readonly terms: Sheet['terms'];
  /** of the lines here */
  readonly settled: Pick<
    Sheet['settled'],
    'adjustmentOf' | 'effectOf' | 'bills' | 'netMinor' | 'totalMinor' | 'workMinor' | 'seconds'
  >;
  /** these are the lines of one matter among several */
  readonly apart: boolean;
  readonly ledes: boolean;
  readonly codesRequired: boolean;
  readonly problems: readonly { readonly what: string; readonly mend: string; readonly href: string | null }[];
  readonly client: { readonly id: string; readonly name: string; readonly ebilled: boolean };
  readonly matter: {
    readonly id: string;
    readonly number: string;
    readonly clientReference: string;
    readonly status: string;
    readonly closedOn: Day | null;
    readonly codeSet: string | null;
    readonly entityStatus: string | null;
    readonly annuityYear: number | null;
  };
  /** null: the docket has nothing of the matter */
  readonly docket: DocketOfMatter | null;
  /** budgets that hold for the matter: its own, its family's, its client's */
  readonly budgets: readonly BudgetNow[];
  /** what the fee book says of hard disbursements it knows, by card */
  readonly fees: ReadonlyMap<string, BookedFee>;
  /** seconds worked by a timekeeper on a day over all matters, keyed by dayKey */
  readonly dayTotals: ReadonlyMap<string, bigint>;
  /** seconds worked by a timekeeper on this matter in a month, keyed by monthKey */
  readonly monthTotals: ReadonlyMap<string, bigint>;
  readonly codes: ReadonlyMap<string, { readonly kind: string; readonly sets: readonly string[] }>;
  readonly earlier: readonly EarlierBill[];
  readonly payersBilledBefore: ReadonlySet<string>;
  /** unapplied cash of a payer in the proforma's currency */
  readonly funds: ReadonlyMap<string, bigint>;
  /** who is named to review it now, and whether they decide about the bill or stand in for who does */
  readonly reviewers: {
    readonly owner: string;
    readonly named: readonly { readonly name: string; readonly decides: boolean }[];
  };
  /** who last looked at its pages, and the edits since; null: nobody */
  readonly preview: { readonly who: string; readonly on: string; readonly edits: number } | null;
  readonly newWip: { readonly cards: number; readonly wipMinor: bigint };
  /** what the schedules give for the timekeeper of a line on another day; null: nothing */
  scheduledOn(line: FlagLine, on: Day): bigint | null;
  strangersIn(words: readonly string[]): readonly Stranger[];
  /** words that no dictionary knows; null where there is no dictionary of that language */
  misspeltIn(narrative: string): readonly string[] | null;
  /** characters that the documents have no font for */
  unprintableIn(text: string): readonly string[];
}

/** A proforma as a whole, and each of its matters with its own lines and its own client; of one matter both are the same. */
export interface SheetFacts {
  readonly whole: Facts;
  readonly parts: readonly Facts[];
}

export function dayKey(timekeeperId: string, on: Day): string {
  return `${timekeeperId} ${on}`;
}

export function monthKey(timekeeperId: string, on: Day): string {
  return `${timekeeperId} ${on.slice(0, 7)}`;
}
