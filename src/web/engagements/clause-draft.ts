import type { OutputOf } from '../../kernel/endpoint.ts';
import type { setClause, showEngagement } from '../../modules/terms/contract/engagements.ts';
import type { AskOf } from '../api/client.ts';
import { moneyFrom, ppmFrom, ppmText, textOf } from '../parts/money.tsx';

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
};

export function draftOf(version: Version | null, from: string): Draft {
  if (version === null) return { ...EMPTY, from };
  const { terms, number, words } = version;
  const draft = { ...EMPTY, from, kind: terms.kind, number, words };
  const text = (minor: string, currency: string): string => (minor === '0' ? '' : textOf({ minor, currency }));
  switch (terms.kind) {
    case 'discount':
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
      return {
        ...draft,
        currency: amount.currency,
        amount: textOf(amount),
        already: text(terms.already, amount.currency),
        hard,
        on,
        per,
        over,
      };
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
  switch (draft.kind) {
    case 'other':
      return { kind: 'other' };
    case 'discount': {
      const percentPpm = ppmFrom(draft.percent);
      return percentPpm === null || draft.on === 'all' ? null : { kind: 'discount', percentPpm, on: draft.on };
    }
    case 'volume': {
      const already = minor(draft.already);
      const tiers = draft.tiers.map((tier) => ({ above: minor(tier.above), percentPpm: ppmFrom(tier.percent) }));
      const read = tiers.flatMap(({ above, percentPpm }) =>
        above === null || percentPpm === null ? [] : [{ above, percentPpm }],
      );
      if (currency.length !== 3 || already === null || read.length !== tiers.length) return null;
      return {
        kind: 'volume',
        currency,
        over: draft.over === 'engagement-year' ? 'engagement-year' : 'calendar-year',
        tiers: read,
        already,
      };
    }
    case 'cap': {
      const amount = currency.length === 3 ? moneyFrom(draft.amount, currency) : null;
      const already = minor(draft.already);
      const { hard, on, per, over } = draft;
      return amount === null || already === null ? null : { kind: 'cap', amount, hard, on, per, over, already };
    }
  }
}
