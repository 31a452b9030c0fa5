/** A small seeded source of chance in whole numbers: the same seed gives the same firm. */
export interface Chance {
  /** from 0 up to and without `end` */
  below(end: number): number;
  between(low: number, high: number): number;
  pick<T>(of: readonly T[]): T;
}

export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0 || 1;
  const next = (): number => {
    // xorshift32
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
  const below = (end: number): number => next() % end;
  return {
    below,
    between: (low, high) => low + below(high - low + 1),
    pick: (of) => {
      const picked = of[below(of.length)];
      if (picked === undefined) throw new Error('Invariant broken: nothing to pick from');
      return picked;
    },
  };
}
