import { day } from '../../../kernel/day.ts';
import type { Clause, Terms } from '../clause.ts';
import type { Applied, PricedLine } from './step.ts';

/** Short ways to write lines and clauses of a worked example; amounts in cents. */
type Line = readonly [kind: 'f' | 'c' | 'd', minor: number, matter?: string, taskCode?: string];

/** Charged by a clause, not recorded. */
export function charged(byClause: NonNullable<PricedLine['byClause']>, minor: number): PricedLine {
  return { id: byClause, matterId: 'm', kind: 'charge', taskCode: null, byClause, minor: BigInt(minor) };
}

const KIND = { f: 'time', c: 'charge', d: 'disbursement' } as const;

export function lines(...all: readonly Line[]): PricedLine[] {
  return all.map(([kind, minor, matterId = 'm', taskCode = null], i) => ({
    id: `l${i}`,
    matterId,
    kind: KIND[kind],
    taskCode,
    byClause: null,
    minor: BigInt(minor),
  }));
}

export const fee = (minor: number): PricedLine[] => lines(['f', minor]);

/** What was agreed, what is on the proforma, and what each clause changes, in cents. */
export type Example = readonly [
  name: string,
  lines: PricedLine[],
  agreed: readonly Applied[],
  changes: readonly number[],
  last?: 'last bill',
];

interface Used {
  readonly used?: number;
  readonly of?: Readonly<Record<string, number>>;
  readonly matters?: readonly string[];
}

function agreed(terms: Terms, { used, of = {}, matters = ['m'] }: Used = {}): Applied {
  const usedOf = new Map(Object.entries(of).map(([id, minor]) => [id, BigInt(minor)]));
  const clause: Clause = {
    id: `${terms.kind}${terms.kind === 'cap' ? terms.per : ''}${'taskCodes' in terms ? terms.taskCodes.join('') : ''}`,
    lineId: terms.kind,
    engagement: { id: 'e', clientId: 'c', title: 'Letter', from: day('2026-01-01'), to: null, matterIds: null },
    number: '4.1',
    words: '',
    terms,
    from: day('2026-01-01'),
    to: null,
  };
  const usedMinor = BigInt(used ?? Object.values(of).reduce((a, b) => a + b, 0));
  return { clause, matterIds: matters, usedMinor, usedOf };
}

type Discount = Extract<Terms, { kind: 'discount' }>;
type Cap = Extract<Terms, { kind: 'cap' }>;

export function off(percent: number, on: Discount['on'] = 'fees'): Applied {
  return agreed({ kind: 'discount', percentPpm: Math.trunc(percent * 10_000), on });
}

export function held(percent: number, on: Discount['on'] = 'fees'): Applied {
  return agreed({ kind: 'holdback', percentPpm: Math.trunc(percent * 10_000), on });
}

/** `[above, percent]`, rising. */
export function tiers(used: number, ...steps: readonly (readonly [above: number, percent: number])[]): Applied {
  return agreed(
    {
      kind: 'volume',
      currency: 'GBP',
      over: 'calendar-year',
      tiers: steps.map(([above, percent]) => ({ aboveMinor: BigInt(above), percentPpm: Math.trunc(percent * 10_000) })),
      alreadyMinor: 0n,
    },
    { used },
  );
}

export function capOf(
  amount: number,
  how: Partial<Pick<Cap, 'hard' | 'on' | 'per' | 'currency'>> & Used = {},
): Applied {
  const {
    hard = true,
    on = 'fees',
    per = 'matter',
    currency = 'GBP',
    used = 0,
    of = { m: used },
    matters = ['m'],
  } = how;
  return agreed(
    { kind: 'cap', currency, amountMinor: BigInt(amount), hard, on, per, over: 'life', alreadyMinor: 0n },
    { of, matters },
  );
}

const GBP = { currency: 'GBP', alreadyMinor: 0n } as const;

type Fixed = Extract<Terms, { kind: 'fixed' }>;

/** A fixed price of each matter, by default of all its fees and billed as worked. */
export function price(
  amount: number,
  {
    used = 0,
    of = { m: used },
    matters = ['m'],
    codes = [],
    billed = 'as-worked',
  }: Used & { codes?: readonly string[]; billed?: Fixed['billed'] } = {},
): Applied {
  return agreed({ kind: 'fixed', ...GBP, amountMinor: BigInt(amount), taskCodes: codes, billed }, { of, matters });
}

export function included(...codes: readonly string[]): Applied {
  return agreed({
    kind: 'subscription',
    currency: 'GBP',
    amountMinor: 50_000n,
    every: 'month',
    matterId: 'm',
    narrative: 'Advice',
    taskCodes: codes,
  });
}

export function least(
  amount: number,
  over: 'bill' | 'life',
  { used = 0, of = { m: used }, matters = ['m'] }: Used = {},
): Applied {
  return agreed({ kind: 'minimum', ...GBP, amountMinor: BigInt(amount), on: 'fees', over }, { of, matters });
}

export function between(
  amount: number,
  percent: number,
  { used = 0, of = { m: used }, matters = ['m'] }: Used = {},
): Applied {
  return agreed(
    { kind: 'collar', ...GBP, amountMinor: BigInt(amount), bandPpm: Math.trunc(percent * 10_000), on: 'fees' },
    { of, matters },
  );
}
