import { describe, expect, it } from 'vitest';
import { sharesFrom, sharesOf, sharesText, splitProblem, splitText, strayed } from './payer-shares.ts';

const A = '00000000-0000-7000-8000-00000000000a';
const B = '00000000-0000-7000-8000-00000000000b';
const GONE = '00000000-0000-7000-8000-0000000000ff';
const payers = [
  { payerId: B, name: 'Beta', sharePpm: 600_000, taxOf: () => null },
  { payerId: A, name: 'Acme', sharePpm: 400_000, taxOf: () => null },
];

describe('the shares of one line', () => {
  it('have one text, in whatever order they were named, and come back from it', () => {
    const shares = [
      { payerId: B, sharePpm: 250_000 },
      { payerId: A, sharePpm: 750_000 },
    ];
    const text = sharesText(shares);
    expect(text).toBe(`${A}:750000,${B}:250000`);
    expect(sharesText(shares.toReversed())).toBe(text);
    expect(sharesFrom(text ?? '')).toEqual(shares.toReversed());
    expect(sharesText([])).toBeNull();
    expect(splitText(text ?? '', payers)).toBe('Acme 75 %, Beta 25 %');
  });

  it('go by the payers’ order; without their own the matter’s count', () => {
    expect(sharesOf({ shares: null }, payers)).toEqual([600_000, 400_000]);
    expect(sharesOf({ shares: `${A}:1000000` }, payers)).toEqual([0, 1_000_000]);
  });

  it('of somebody who pays no more are told, and fall back to the matter’s when nobody is left', () => {
    const left = { shares: `${GONE}:1000000` };
    expect(strayed(left, payers)).toBe(true);
    expect(strayed({ shares: `${A}:1000000` }, payers)).toBe(false);
    expect(sharesOf(left, payers)).toEqual([600_000, 400_000]);
    expect(splitText(left.shares, payers)).toBe('a former payer 100 %');
  });

  it.each([
    [[], null],
    [[{ payerId: A, sharePpm: 1_000_000 }], null],
    [[{ payerId: A, sharePpm: 999_999 }], 'The shares sum to 99.9999 %. Make them sum to 100 %.'],
    [
      [
        { payerId: A, sharePpm: 500_000 },
        { payerId: A, sharePpm: 500_000 },
      ],
      'Name each payer once.',
    ],
    [
      [{ payerId: GONE, sharePpm: 1_000_000 }],
      'A payer doesn’t pay for this matter. Choose among its payers, or add the payer on the matter’s page.',
    ],
  ])('are whole and among the matter’s payers: %j', (shares, said) => {
    expect(splitProblem(shares, payers)).toBe(said);
  });
});
