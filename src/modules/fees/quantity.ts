/** What an item is counted by: `claims over 20`, `classes`, `sheets over 100 in steps of 50`. */
export interface Counts {
  readonly of: 'claims' | 'independentClaims' | 'classes' | 'sheets';
  readonly over: number;
  /** the last one of this step, where a dearer step follows */
  readonly upTo?: number | undefined;
  /** counted in steps of so many, begun ones whole; 1 where nothing is said */
  readonly per?: number | undefined;
}

/** What a case has of each; null where it isn't known. */
export type CaseCounts = Readonly<Record<Counts['of'], number | null>>;

export const COUNTED: Readonly<Record<Counts['of'], string>> = {
  claims: 'claims',
  independentClaims: 'independent claims',
  classes: 'classes',
  sheets: 'sheets',
};

/** How often the fee falls due, with the sentence that says why. Null when the case's count isn't known. */
export function quantityOf(counts: Counts, of: CaseCounts): { quantity: number; sentence: string } | null {
  const have = of[counts.of];
  if (have === null) return null;
  const counted = Math.max(0, Math.min(have, counts.upTo ?? have) - counts.over);
  const per = counts.per ?? 1;
  const quantity = Math.ceil(counted / per);
  const what = COUNTED[counts.of];
  const over = counts.over > 0 ? ` over ${counts.over}` : '';
  const upTo = counts.upTo === undefined ? '' : ` and up to ${counts.upTo}`;
  const steps = per === 1 ? '' : `, in steps of ${per} begun: ${quantity}`;
  return { quantity, sentence: `${have} ${what}: ${counted} counted${over}${upTo}${steps}.` };
}

/** `9, 35 and 42` names three classes; null where nothing is written. */
export function classesIn(text: string): number | null {
  const found = new Set(text.match(/\d+/g) ?? []);
  return found.size === 0 ? null : found.size;
}
