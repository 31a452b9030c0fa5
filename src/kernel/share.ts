import { SECONDS_PER_HUNDREDTH } from './hours.ts';
import { assert } from './outcome.ts';

/**
 * Deals `whole` minor units over `weights` by largest remainder, so that the parts always sum to the whole.
 * Ties go to the earlier part. All-zero weights are dealt evenly. Works for negative wholes too.
 */
export function deal(whole: bigint, weights: readonly bigint[]): bigint[] {
  assert(weights.length > 0, 'a whole needs at least one part');
  assert(
    weights.every((w) => w >= 0n),
    'weights are not negative',
  );
  const total = weights.reduce((a, b) => a + b, 0n);
  if (total === 0n)
    return deal(
      whole,
      weights.map(() => 1n),
    );
  const sign = whole < 0n ? -1n : 1n;
  const size = whole * sign;
  const parts = weights.map((w, index) => ({ index, part: (size * w) / total, rest: (size * w) % total }));
  let left = size - parts.reduce((a, p) => a + p.part, 0n);
  const byRest = [...parts].toSorted((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  for (const p of byRest) {
    if (left === 0n) break;
    p.part += 1n;
    left -= 1n;
  }
  return parts.map((p) => p.part * sign);
}

/** Seconds in whole hundredths of an hour, dealt over `weights` likewise. */
export function dealSeconds(seconds: bigint, weights: readonly bigint[]): bigint[] {
  return deal(seconds / SECONDS_PER_HUNDREDTH, weights).map((part) => part * SECONDS_PER_HUNDREDTH);
}
