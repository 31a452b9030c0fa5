import { expect, it } from 'vitest';
import { raised } from './raise.ts';

/** in ten-thousandths of a cent */
const an = (hour: number): bigint => BigInt(hour) * 1_000_000n;

it.each([
  ['5 % on 400.00 is 420.00', an(400), 50_000, 1n, an(420)],
  ['5 % on 415.00 is 435.75', an(415), 50_000, 1n, 435_750_000n],
  ['to whole fives: 435.75 becomes 435.00', an(415), 50_000, an(5), an(435)],
  ['to whole fives, half up: 437.50 becomes 440.00', 437_500_000n, 0, an(5), an(440)],
  ['to whole tens: 436.00 becomes 440.00', an(436), 0, an(10), an(440)],
  ['it may fall: −10 % on 400.00 is 360.00', an(400), -100_000, 1n, an(360)],
])('%s', (_, rate, percent, step, wanted) => {
  expect(raised(rate, percent, step)).toBe(wanted);
});
