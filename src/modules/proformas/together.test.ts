import { describe, expect, it } from 'vitest';
import { sum } from '../../kernel/money.ts';
import type { Line } from './line.ts';
import { settle } from './settle.ts';
import { type Adjustment } from './spread.ts';
import { adjustmentsTakenOff, adjustmentsTogether } from './together.ts';

const line = (id: string, matterId: string, billMinor: bigint): Line =>
  ({
    id,
    matterId,
    billMinor,
    kind: 'charge',
    costKind: null,
    timekeeperId: null,
    seconds: 0n,
    workMinor: billMinor,
    wipMinor: billMinor,
    wipEntityMinor: billMinor,
    excluded: false,
    hold: null,
    noCharge: false,
    printed: true,
    shares: null,
  }) as unknown as Line;

const adjustment = (id: string, more: Partial<Adjustment>): Adjustment => ({
  id,
  label: id,
  amountMinor: null,
  percentPpm: null,
  spread: 'by-value',
  timekeeperIds: [],
  matterIds: null,
  lineIds: null,
  clauseId: null,
  reason: '',
  ...more,
});

// 300.00 and 100.01 on a, 200.00 on b
const lines = [line('a1', 'a', 30_000n), line('a2', 'a', 10_001n), line('b1', 'b', 20_000n)];
const from = (adjustments: readonly Adjustment[]) => ({
  proformaId: 'here',
  matterIds: ['a', 'b'],
  adjustments,
  lines,
  partsOf: settle(lines, adjustments, [], 'half-up').partsOf,
});
const ids = () => 'made';

describe('a matter that is taken off', () => {
  it('takes the part of an amount that fell on its lines; both sum to what it was', () => {
    // 10.00 over 600.01: 5.00, 1.67 and 3.33
    const moves = adjustmentsTakenOff(from([adjustment('x', { amountMinor: -1000n })]), 'b', 'there', ids);
    expect(moves.map(({ id, copyOf, after }) => [id, copyOf, after.proformaId, after.amountMinor])).toEqual([
      ['x', undefined, 'here', '-667'],
      ['made', 'x', 'there', '-333'],
    ]);
    expect(moves[1]?.before.active).toBe(false);
    expect(sum(moves.map(({ after }) => BigInt(after.amountMinor ?? '0')))).toBe(-1000n);
  });

  it('takes its own adjustments whole, and leaves those of others', () => {
    const own = adjustment('own', { amountMinor: -500n, matterIds: ['b'] });
    const others = adjustment('others', { amountMinor: -500n, matterIds: ['a'] });
    expect(adjustmentsTakenOff(from([own, others]), 'b', 'there', ids)).toMatchObject([
      { id: 'own', before: { proformaId: 'here', matterIds: ['b'] }, after: { proformaId: 'there', matterIds: null } },
    ]);
  });

  it('takes a percentage as it is, which stays for the others too', () => {
    const percent = adjustment('p', { percentPpm: -50_000, matterIds: ['a', 'b'] });
    expect(adjustmentsTakenOff(from([percent]), 'b', 'there', ids)).toMatchObject([
      { id: 'p', after: { proformaId: 'here', matterIds: ['a'], amountMinor: null, active: true } },
      { id: 'made', after: { proformaId: 'there', matterIds: null, amountMinor: null, active: true } },
    ]);
  });

  it('leaves an amount that never fell on it', () => {
    const fees = adjustment('f', { amountMinor: -100n, spread: 'fees-only' });
    expect(adjustmentsTakenOff(from([fees]), 'b', 'there', ids).map((move) => move.after.proformaId)).toEqual(['here']);
  });
});

describe('proformas put together', () => {
  it('keep each adjustment for the matters that it was made for, so that no line’s amount changes', () => {
    const here = { proformaId: 'here', matterIds: ['a'], adjustments: [adjustment('x', { percentPpm: -100_000 })] };
    const there = { proformaId: 'there', matterIds: ['b'], adjustments: [adjustment('y', { amountMinor: -100n })] };
    const moves = adjustmentsTogether(here, there);
    expect(moves.map(({ id, after }) => [id, after.proformaId, after.matterIds])).toEqual([
      ['x', 'here', ['a']],
      ['y', 'here', ['b']],
    ]);
    const after = [...here.adjustments, ...there.adjustments].map((one, i) => ({
      ...one,
      matterIds: moves[i]?.after.matterIds ?? null,
    }));
    // a tenth of 400.01 is 40.00; b bears its 1.00
    const { adjustmentOf } = settle(lines, after, [], 'half-up');
    expect(lines.map(({ id }) => adjustmentOf.get(id))).toEqual([-3000n, -1000n, -100n]);
  });
});
