import type { AdjustmentMove } from './together.ts';

/** An effect of an edit beyond the lines' own fields: into WIP, holds, other matters. Kept so that it can be undone and redone. */
export type Effect =
  | {
      readonly kind: 'hold';
      readonly cards: readonly string[];
      readonly reason: string;
      readonly untilDay: string | null;
      readonly untilEventId?: string | null;
    }
  | {
      readonly kind: 'release';
      readonly holds: readonly {
        readonly cardId: string;
        readonly reason: string;
        readonly untilDay: string | null;
        readonly untilEventId?: string | null;
      }[];
    }
  | CardEffect
  | MattersEffect
  | {
      readonly kind: 'regroup';
      readonly how: 'divided' | 'combined';
      readonly from: readonly CardBefore[];
      readonly into: readonly CardBefore[];
    }
  | { readonly kind: 'gather'; readonly lines: readonly string[] }
  | { readonly kind: 'adjust'; readonly adjustmentId: string }
  | {
      readonly kind: 'remove-adjustment';
      readonly adjustmentId: string;
      /** why an agreed clause was taken off */
      readonly takenOff?: string;
    }
  | {
      /** adjustments of clauses put in the place of those that stood */
      readonly kind: 'terms';
      readonly off: readonly string[];
      readonly on: readonly string[];
      /** clauses taken off before, put on again */
      readonly again: readonly { readonly id: string; readonly reason: string }[];
      readonly day: { readonly before: string | null; readonly after: string | null };
    };

/** Who leads a proforma, and the days of its work. */
export interface Lead {
  readonly matterId: string;
  readonly clientId: string;
  readonly billingTimekeeperId: string;
  readonly fromDay: string | null;
  readonly throughDay: string;
}

/** A matter went to a proforma of its own, or another proforma's matters came onto this one. */
export interface MattersEffect {
  readonly kind: 'matters';
  readonly what: 'taken-off' | 'put-together';
  readonly otherId: string;
  readonly otherNumber: string;
  /** those that went or came */
  readonly matterIds: readonly string[];
  readonly before: Lead;
  readonly after: Lead;
  readonly adjustments: readonly AdjustmentMove[];
}

/** Effects that change what cards carry. `after` is missing where they were done before redo knew them. */
export type CardEffect =
  | {
      readonly kind: 'purge';
      readonly cards: readonly CardBefore[];
      readonly after?: readonly CardBefore[];
      readonly type: string;
    }
  | {
      readonly kind: 'transfer';
      readonly cards: readonly CardBefore[];
      readonly after?: readonly CardBefore[];
      readonly toMatterId: string;
      readonly rates: 'keep' | 're-rate';
      /** the target is on the same proforma, so the lines are too */
      readonly stays?: boolean;
    }
  | { readonly kind: 're-rate'; readonly cards: readonly CardBefore[]; readonly after?: readonly CardBefore[] };

/** What a card carried at one moment, in digits, so that undoing and redoing restore it to the cent. */
export interface CardBefore {
  readonly cardId: string;
  readonly lineId: string;
  readonly matterId: string;
  readonly seconds: string;
  readonly wipMinor: string;
  readonly wipEntityMinor: string;
  readonly agreedRateE4: string | null;
  /** where the effect changes codes */
  readonly codes?: {
    readonly taskCode: string | null;
    readonly activityCode: string | null;
    readonly expenseCode: string | null;
  };
}
