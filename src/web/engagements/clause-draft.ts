import type { OutputOf } from '../../kernel/endpoint.ts';
import type { setClause, showEngagement } from '../../modules/terms/contract/engagements.ts';
import type { AskOf } from '../api/client.ts';
import type { MoneyWire } from '../../kernel/money.ts';
import { moneyFrom, ppmFrom, ppmText, rateFrom, rateReading, textOf } from '../parts/money.tsx';

export type Version = OutputOf<typeof showEngagement>['lines'][number]['versions'][number];
export type Kind = Version['terms']['kind'];
type Terms = AskOf<typeof setClause>['terms'];

/** A clause as it is typed. */
export interface Draft {
  readonly kind: Kind;
  readonly number: string;
  readonly words: string;
  readonly from: string;
  readonly reason: string;
  readonly percent: string;
  readonly on: 'fees' | 'fees-and-charges' | 'all';
  readonly currency: string;
  readonly amount: string;
  readonly already: string;
  readonly hard: boolean;
  readonly per: 'matter' | 'engagement';
  readonly over: 'life' | 'calendar-year' | 'engagement-year';
  readonly tiers: readonly { readonly above: string; readonly percent: string }[];
  readonly rate: string;
  readonly taskCodes: readonly string[];
  readonly billed: 'at-once' | 'as-worked';
  readonly every: 'month' | 'quarter' | 'year';
  readonly matterId: string;
  readonly narrative: string;
  readonly minimumOf: 'bill' | 'life';
  /** a success fee: a part of what is achieved, or an amount */
  readonly successBy: 'percent' | 'amount';
  /** an evergreen retainer: below this it is filled up again */
  readonly floor: string;
  readonly wholeClient: boolean;
}

const EMPTY: Omit<Draft, 'from'> = {
  kind: 'discount',
  number: '',
  words: '',
  reason: '',
  percent: '',
  on: 'fees',
  currency: '',
  amount: '',
  already: '',
  hard: true,
  per: 'matter',
  over: 'life',
  tiers: [{ above: '', percent: '' }],
  rate: '',
  taskCodes: [],
  billed: 'as-worked',
  every: 'month',
  matterId: '',
  narrative: '',
  minimumOf: 'bill',
  successBy: 'percent',
  floor: '',
  wholeClient: false,
};

export function draftOf(version: Version | null, from: string): Draft {
  if (version === null) return { ...EMPTY, from };
  const { terms, number, words } = version;
  const draft = { ...EMPTY, from, kind: terms.kind, number, words };
  const text = (minor: string, currency: string): string => (minor === '0' ? '' : textOf({ minor, currency }));
  const amountOf = (amount: MoneyWire) => ({ amount: textOf(amount), currency: amount.currency });
  switch (terms.kind) {
    case 'blended':
      return { ...draft, currency: terms.currency, rate: rateReading(terms.ratePerHour, terms.currency) };
    case 'fixed': {
      const { amount, taskCodes, billed, already } = terms;
      return { ...draft, ...amountOf(amount), taskCodes, billed, already: text(already, amount.currency) };
    }
    case 'subscription': {
      const { amount, every, matterId, narrative, taskCodes } = terms;
      return { ...draft, ...amountOf(amount), every, matterId, narrative, taskCodes };
    }
    case 'minimum': {
      const { amount, on, over, already } = terms;
      return { ...draft, ...amountOf(amount), on, minimumOf: over, already: text(already, amount.currency) };
    }
    case 'collar': {
      const { amount, bandPpm, on, already } = terms;
      return { ...draft, ...amountOf(amount), percent: ppmText(bandPpm), on, already: text(already, amount.currency) };
    }
    case 'success':
      return {
        ...draft,
        currency: terms.currency,
        successBy: terms.percentPpm === null ? 'amount' : 'percent',
        percent: terms.percentPpm === null ? '' : ppmText(terms.percentPpm),
        amount: terms.amount === null ? '' : textOf({ minor: terms.amount, currency: terms.currency }),
      };
    case 'retainer': {
      const { amount, floor, matterId, wholeClient } = terms;
      return { ...draft, ...amountOf(amount), floor: text(floor ?? '0', amount.currency), matterId, wholeClient };
    }
    case 'discount':
    case 'holdback':
      return { ...draft, percent: ppmText(terms.percentPpm), on: terms.on };
    case 'volume':
      return {
        ...draft,
        currency: terms.currency,
        over: terms.over,
        already: text(terms.already, terms.currency),
        tiers: terms.tiers.map((t) => ({
          above: textOf({ minor: t.above, currency: terms.currency }),
          percent: ppmText(t.percentPpm),
        })),
      };
    case 'cap': {
      const { amount, hard, on, per, over } = terms;
      return { ...draft, ...amountOf(amount), already: text(terms.already, amount.currency), hard, on, per, over };
    }
    case 'other':
      return draft;
  }
}

/** What is sent; null as long as something can't be read. */
export function termsFrom(draft: Draft): Terms | null {
  const currency = draft.currency.trim().toUpperCase();
  const minor = (typed: string): string | null =>
    typed.trim() === '' ? '0' : (moneyFrom(typed, currency)?.minor ?? null);
  const read: Read = {
    currency: currency.length === 3 ? currency : null,
    amount: currency.length === 3 ? moneyFrom(draft.amount, currency) : null,
    already: minor(draft.already),
    percentPpm: ppmFrom(draft.percent),
    on: draft.on === 'all' ? 'fees' : draft.on,
    minor,
  };
  switch (draft.kind) {
    case 'other':
      return { kind: 'other' };
    case 'discount':
    case 'holdback':
      return read.percentPpm === null ? null : { kind: draft.kind, percentPpm: read.percentPpm, on: read.on };
    case 'volume':
      return volumeFrom(draft, read);
    case 'blended': {
      const ratePerHour = read.currency === null ? null : rateFrom(draft.rate, read.currency);
      return ratePerHour === null ? null : { kind: 'blended', currency, ratePerHour };
    }
    case 'success':
      return successFrom(draft, read);
    case 'retainer': {
      const { matterId, wholeClient } = draft;
      const floor = minor(draft.floor);
      return read.amount === null || floor === null || matterId === ''
        ? null
        : { kind: 'retainer', amount: read.amount, floor: floor === '0' ? null : floor, matterId, wholeClient };
    }
    case 'fixed':
    case 'subscription':
    case 'minimum':
    case 'collar':
    case 'cap':
      return amountFrom(draft, draft.kind, read);
  }
}

/** What several kinds of terms read of a draft; null where it can't be read. */
interface Read {
  readonly currency: string | null;
  readonly amount: MoneyWire | null;
  readonly already: string | null;
  readonly percentPpm: number | null;
  readonly on: 'fees' | 'fees-and-charges';
  readonly minor: (typed: string) => string | null;
}

function volumeFrom(draft: Draft, { currency, already, minor }: Read): Terms | null {
  const tiers = draft.tiers.map((tier) => ({ above: minor(tier.above), percentPpm: ppmFrom(tier.percent) }));
  const read = tiers.flatMap(({ above, percentPpm }) =>
    above === null || percentPpm === null ? [] : [{ above, percentPpm }],
  );
  if (currency === null || already === null || read.length !== tiers.length) return null;
  const over = draft.over === 'engagement-year' ? 'engagement-year' : 'calendar-year';
  return { kind: 'volume', currency, over, tiers: read, already };
}

function successFrom(draft: Draft, read: Read): Terms | null {
  const percentPpm = draft.successBy === 'percent' ? read.percentPpm : null;
  const amount = draft.successBy === 'amount' ? (read.amount?.minor ?? null) : null;
  return read.currency === null || (percentPpm === null && amount === null)
    ? null
    : { kind: 'success', currency: read.currency, percentPpm, amount };
}

function amountFrom(
  draft: Draft,
  kind: 'fixed' | 'subscription' | 'minimum' | 'collar' | 'cap',
  { amount, already, percentPpm, on }: Read,
): Terms | null {
  if (amount === null || already === null) return null;
  const taskCodes = [...draft.taskCodes];
  switch (kind) {
    case 'fixed':
      return { kind, amount, taskCodes, billed: draft.billed, already };
    case 'subscription': {
      const { every, matterId } = draft;
      const narrative = draft.narrative.trim();
      return matterId === '' || narrative === '' ? null : { kind, amount, every, matterId, narrative, taskCodes };
    }
    case 'minimum':
      return { kind, amount, on, over: draft.minimumOf, already };
    case 'collar':
      return percentPpm === null ? null : { kind, amount, bandPpm: percentPpm, on, already };
    case 'cap': {
      const { hard, per, over } = draft;
      return { kind, amount, hard, on: draft.on, per, over, already };
    }
  }
}
