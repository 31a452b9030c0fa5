import { day } from '../../../kernel/day.ts';
import type { Clause, Terms } from '../clause.ts';
import type { Applied, PricedLine } from './step.ts';

/** Short ways to write lines and clauses of a worked example; amounts in cents. */
type Line = readonly [kind: 'f' | 'c' | 'd', minor: number, matter?: string];

const KIND = { f: 'time', c: 'charge', d: 'disbursement' } as const;

export function lines(...all: readonly Line[]): PricedLine[] {
  return all.map(([kind, minor, matterId = 'm'], i) => ({
    id: `l${i}`,
    matterId,
    kind: KIND[kind],
    minor: BigInt(minor),
  }));
}

interface Used {
  readonly used?: number;
  readonly of?: Readonly<Record<string, number>>;
  readonly matters?: readonly string[];
}

function agreed(terms: Terms, { used, of = {}, matters = ['m'] }: Used = {}): Applied {
  const usedOf = new Map(Object.entries(of).map(([id, minor]) => [id, BigInt(minor)]));
  const clause: Clause = {
    id: `${terms.kind}${terms.kind === 'cap' ? terms.per : ''}`,
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
