import { sum } from '../../kernel/money.ts';
import type { Line } from './line.ts';
import type { Settled } from './settle.ts';
import type { Adjustment } from './spread.ts';

/** Where an adjustment stands and how much it is, in digits so that it can be kept. */
interface AdjustmentPlace {
  readonly proformaId: string;
  readonly matterIds: readonly string[] | null;
  readonly amountMinor: string | null;
  readonly active: boolean;
}

/** What becomes of one adjustment when matters go to another proforma. `copyOf`: it is made by that, from this one. */
export interface AdjustmentMove {
  readonly id: string;
  readonly copyOf?: string;
  readonly before: AdjustmentPlace;
  readonly after: AdjustmentPlace;
}

interface Standing {
  readonly proformaId: string;
  readonly matterIds: readonly string[];
  readonly adjustments: readonly Adjustment[];
}

const placeOf = (a: Adjustment, proformaId: string): AdjustmentPlace => ({
  proformaId,
  matterIds: a.matterIds,
  amountMinor: a.amountMinor?.toString() ?? null,
  active: true,
});

/** Adjustments stay with the matters that they were made for, so that no line's amount changes. */
export function adjustmentsTogether(here: Standing, other: Standing): AdjustmentMove[] {
  return [here, other].flatMap((one) =>
    one.adjustments.map((a): AdjustmentMove => {
      const before = placeOf(a, one.proformaId);
      return {
        id: a.id,
        before,
        after: { ...before, proformaId: here.proformaId, matterIds: a.matterIds ?? one.matterIds },
      };
    }),
  );
}

/**
 * What a matter takes along: its own adjustments whole, of an amount over several matters the part that fell on its lines,
 * and a percentage as it is. The amounts of both proformas sum to what it was.
 */
export function adjustmentsTakenOff(
  from: Standing & { readonly lines: readonly Line[]; readonly partsOf: Settled['partsOf'] },
  matterId: string,
  toId: string,
  newId: () => string,
): AdjustmentMove[] {
  return from.adjustments.flatMap((a): AdjustmentMove[] => {
    const scope = a.matterIds ?? from.matterIds;
    if (!scope.includes(matterId)) return [];
    const before = placeOf(a, from.proformaId);
    const rest = scope.filter((id) => id !== matterId);
    if (rest.length === 0) return [{ id: a.id, before, after: { ...before, proformaId: toId, matterIds: null } }];
    const stays = { ...before, matterIds: a.matterIds === null ? null : rest };
    const parts = from.partsOf.get(a.id);
    const part = sum(from.lines.filter((line) => line.matterId === matterId).map((line) => parts?.get(line.id) ?? 0n));
    if (a.amountMinor !== null && part === 0n) return [{ id: a.id, before, after: stays }];
    if (a.amountMinor !== null && part === a.amountMinor)
      return [{ id: a.id, before, after: { ...before, proformaId: toId, matterIds: null } }];
    const copy = { ...before, proformaId: toId, matterIds: null };
    const amount = (minor: bigint) => (a.amountMinor === null ? {} : { amountMinor: minor.toString() });
    return [
      { id: a.id, before, after: { ...stays, ...amount((a.amountMinor ?? 0n) - part) } },
      {
        id: newId(),
        copyOf: a.id,
        before: { ...copy, ...amount(part), active: false },
        after: { ...copy, ...amount(part) },
      },
    ];
  });
}
