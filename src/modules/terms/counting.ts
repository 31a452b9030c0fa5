import { ceilingOf, type On, type Over, type Terms } from './clause.ts';

interface Counting {
  readonly on: On;
  readonly taskCodes: readonly string[];
  readonly currency: string;
  /** a price, a collar, a matter's minimum: since the engagement began; what came before is said in the clause */
  readonly over: Over | 'engagement';
}

/** Which bills count on a clause: what of them, within which days; null where none does. */
export function counting(terms: Terms): Counting | null {
  switch (terms.kind) {
    case 'volume':
      return { on: 'fees', taskCodes: [], currency: terms.currency, over: terms.over };
    case 'cap':
      return { on: terms.on, taskCodes: [], currency: terms.currency, over: terms.over };
    case 'fixed':
      return { on: 'fees', taskCodes: terms.taskCodes, currency: terms.currency, over: 'engagement' };
    case 'collar':
      return { on: terms.on, taskCodes: [], currency: terms.currency, over: 'engagement' };
    case 'minimum':
      return terms.over === 'bill'
        ? null
        : { on: terms.on, taskCodes: [], currency: terms.currency, over: 'engagement' };
    case 'blended':
    case 'subscription':
    case 'discount':
    case 'holdback':
    case 'success':
    case 'retainer':
    case 'other':
      return null;
  }
}

/** What may never be billed beyond it, and how it is called; null where nothing is. */
export function limitOf(terms: Terms): { limitMinor: bigint; currency: string; called: string } | null {
  switch (terms.kind) {
    case 'cap':
      return terms.hard ? { limitMinor: terms.amountMinor, currency: terms.currency, called: 'hard cap' } : null;
    case 'fixed':
      return { limitMinor: terms.amountMinor, currency: terms.currency, called: 'fixed price' };
    case 'collar':
      return { limitMinor: ceilingOf(terms), currency: terms.currency, called: 'upper end' };
    case 'blended':
    case 'subscription':
    case 'discount':
    case 'volume':
    case 'minimum':
    case 'holdback':
    case 'success':
    case 'retainer':
    case 'other':
      return null;
  }
}

interface Aim {
  readonly kind: 'fixed' | 'volume' | 'minimum' | 'collar' | 'cap';
  readonly currency: string;
  readonly over: Counting['over'];
  /** nothing above it is billed */
  readonly hard: boolean;
  /** what is aimed at when so much was billed */
  readonly aimMinor: (used: bigint) => bigint;
}

/** What is billed towards under terms, to show how far it is; null where nothing is counted. */
export function aimOf(terms: Terms): Aim | null {
  const counted = counting(terms);
  if (counted === null) return null;
  const { currency, over } = counted;
  switch (terms.kind) {
    case 'volume':
      // the amount at which the next tier begins; past the last, what is billed
      return {
        kind: 'volume',
        currency,
        over,
        hard: false,
        aimMinor: (used) => terms.tiers.find((t) => t.aboveMinor > used)?.aboveMinor ?? used,
      };
    case 'fixed':
    case 'collar':
    case 'minimum':
    case 'cap': {
      const amount = limitOf(terms)?.limitMinor ?? terms.amountMinor;
      return { kind: terms.kind, currency, over, hard: limitOf(terms) !== null, aimMinor: () => amount };
    }
    case 'blended':
    case 'subscription':
    case 'discount':
    case 'holdback':
    case 'success':
    case 'retainer':
    case 'other':
      return null;
  }
}
