import { expect, it } from 'vitest';
import { advancedPart } from './advance.ts';

const line = (netMinor: bigint, advance: { minor: bigint; entityMinor: bigint } | null) => ({
  lineNo: 1,
  kind: 'disbursement' as const,
  matterId: null,
  clientId: null,
  officeId: null,
  timekeeperId: null,
  netMinor,
  taxMinor: 0n,
  advance,
});

it('a part of the line takes its share of the cost, the last part all that is left', () => {
  // A cost of 100.00 billed with a mark-up at 120.00: 40.00 paid bring back 100 × 40 ÷ 120 = 33.33.
  const first = advancedPart({
    line: line(12_000n, { minor: 10_000n, entityMinor: 8_500n }),
    netMinor: 4_000n,
    taxMinor: 0n,
  });
  expect(first).toEqual({ minor: 3_333n, entityMinor: 2_833n });
  const left = { minor: 10_000n - first.minor, entityMinor: 8_500n - first.entityMinor };
  expect(advancedPart({ line: line(8_000n, left), netMinor: 8_000n, taxMinor: 0n })).toEqual(left);
});

it('a line that is no cost laid out carries nothing back', () => {
  expect(advancedPart({ line: line(500n, null), netMinor: 500n, taxMinor: 0n })).toEqual({
    minor: 0n,
    entityMinor: 0n,
  });
});
