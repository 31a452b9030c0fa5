import type { AmountFor, Confidence } from './book.ts';

/** Amounts in minor units of one item in a version. */
export interface Priced {
  readonly key: string;
  readonly name: string;
  readonly confidence: Confidence;
  readonly amounts: Readonly<Partial<Record<AmountFor, bigint>>>;
}

export interface Difference {
  readonly key: string;
  readonly name: string;
  readonly what: 'added' | 'changed' | 'removed';
  readonly entityStatus: AmountFor;
  readonly before: bigint | null;
  readonly after: bigint | null;
}

const ORDER: readonly AmountFor[] = ['any', 'large', 'small', 'micro'];

/** What a version says otherwise than the one before it, in its own order; what is gone comes last. */
export function differences(before: readonly Priced[], after: readonly Priced[]): Difference[] {
  const known = new Map(before.map((item) => [item.key, item]));
  const now = new Set(after.map((item) => item.key));
  const rows = (was: Priced | undefined, is: Priced | undefined): Difference[] => {
    const { key, name } = (is ?? was) as Priced;
    return ORDER.flatMap((entityStatus) => {
      const a = was?.amounts[entityStatus] ?? null;
      const b = is?.amounts[entityStatus] ?? null;
      if (a === b) return [];
      const what = a === null ? 'added' : b === null ? 'removed' : 'changed';
      return [{ key, name, what, entityStatus, before: a, after: b }];
    });
  };
  return [
    ...after.flatMap((item) => rows(known.get(item.key), item)),
    ...before.filter((item) => !now.has(item.key)).flatMap((item) => rows(item, undefined)),
  ];
}
