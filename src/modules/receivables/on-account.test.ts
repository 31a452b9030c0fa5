import fc from 'fast-check';
import { expect, it } from 'vitest';
import { takenUp } from './on-account.ts';

const held = (netMinor: bigint, taxMinor: bigint) => ({
  netMinor,
  taxMinor,
  entityNetMinor: netMinor * 2n,
  entityTaxMinor: taxMinor * 2n,
});
const parts = ({ netMinor, taxMinor }: { netMinor: bigint; taxMinor: bigint }) => [netMinor, taxMinor];

it('a bill takes up its net, and the tax that was charged goes with it', () => {
  // 300.00 of 1,000.00 with 200.00 tax
  expect(parts(takenUp(held(100_000n, 20_000n), { netMinor: 30_000n, grossMinor: 36_000n }, null))).toEqual([
    30_000n,
    6_000n,
  ]);
});

it('a larger bill takes up all that is there, or what was asked for', () => {
  const bill = { netMinor: 150_000n, grossMinor: 180_000n };
  expect(parts(takenUp(held(100_000n, 20_000n), bill, null))).toEqual([100_000n, 20_000n]);
  expect(parts(takenUp(held(100_000n, 20_000n), bill, 25_000n))).toEqual([25_000n, 5_000n]);
});

it('no cent is left owing for the rounding of two taxes', () => {
  // 666.67 with 133.33 are left: pro rata 66.66 go with 333.33, and the bill has 66.67.
  expect(parts(takenUp(held(66_667n, 13_333n), { netMinor: 33_333n, grossMinor: 40_000n }, null))).toEqual([
    33_333n,
    6_667n,
  ]);
});

it('the last part takes all the tax that is left', () => {
  expect(parts(takenUp(held(33_334n, 6_666n), { netMinor: 50_000n, grossMinor: 60_000n }, null))).toEqual([
    33_334n,
    6_666n,
  ]);
});

it('an untaxed bill is settled by net and tax together, and the rest stays on account', () => {
  // 1,000.00 are owed: of 1,200.00 with tax, 833.33 and 166.67.
  expect(parts(takenUp(held(100_000n, 20_000n), { netMinor: 100_000n, grossMinor: 100_000n }, null))).toEqual([
    83_333n,
    16_667n,
  ]);
});

it('never takes more than is there, is asked for or is owed, and leaves no tax without its net', () => {
  const amount = fc.bigInt({ min: 1n, max: 10_000_000n });
  fc.assert(
    fc.property(
      amount,
      fc.bigInt({ min: 0n, max: 250_000n }),
      amount,
      fc.bigInt({ min: 0n, max: 250_000n }),
      fc.option(amount),
      (net, ratePpm, billNet, billPpm, asked) => {
        const there = held(net, (net * ratePpm) / 1_000_000n);
        const bill = { netMinor: billNet, grossMinor: billNet + (billNet * billPpm) / 1_000_000n };
        const taken = takenUp(there, bill, asked);
        expect(taken.netMinor).toBeGreaterThanOrEqual(0n);
        expect(taken.taxMinor).toBeGreaterThanOrEqual(0n);
        expect(taken.netMinor).toBeLessThanOrEqual(there.netMinor);
        expect(taken.taxMinor).toBeLessThanOrEqual(there.taxMinor);
        expect(taken.netMinor).toBeLessThanOrEqual(asked ?? there.netMinor);
        expect(taken.netMinor).toBeLessThanOrEqual(bill.netMinor);
        expect(taken.netMinor + taken.taxMinor).toBeLessThanOrEqual(bill.grossMinor);
        if (taken.netMinor === there.netMinor) expect(taken.taxMinor).toBe(there.taxMinor);
        if (taken.netMinor === there.netMinor) expect(taken.entityNetMinor).toBe(there.entityNetMinor);
      },
    ),
    { numRuns: 2_000 },
  );
});
