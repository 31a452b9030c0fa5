import type { TOGETHER } from '../clients/contract.ts';

/** Which matters are billed together: each alone, or those of one family, client, group or set of payers. */
export type Merge = (typeof TOGETHER)[number];

/** What decides whether matters may stand on one bill. */
export interface Mergeable {
  readonly matterId: string;
  readonly number: string;
  readonly clientId: string;
  readonly familyId: string | null;
  /** the client's group; empty: none */
  readonly group: string;
  readonly entityId: string;
  readonly currency: string;
  /** who pays which share, as one text */
  readonly payers: string;
  readonly billingTimekeeperId: string;
  /** the client gets files, which name one client each */
  readonly ebilled: boolean;
  /** how its client wants its matters billed */
  readonly together: Merge;
}

/** In what two matters that would go together differ; each keeps them apart. */
export function unlike(a: Mergeable, b: Mergeable): string | null {
  if (a.entityId !== b.entityId) return 'another legal entity';
  if (a.currency !== b.currency) return 'another currency';
  if (a.payers !== b.payers) return 'other payers';
  if ((a.ebilled || b.ebilled) && a.clientId !== b.clientId) return 'files of another client';
  return null;
}

/** Who decides about a bill isn't changed by a run: only a person puts matters of two billing timekeepers together. */
function apartInRun(a: Mergeable, b: Mergeable): string | null {
  return unlike(a, b) ?? (a.billingTimekeeperId === b.billingTimekeeperId ? null : 'another billing timekeeper');
}

export interface Company<T> {
  /** by number; the first leads */
  readonly matters: readonly T[];
  /** why these stand apart from matters that they would go with; null: they don't */
  readonly apart: string | null;
}

/** The bills that matters make: together where the rule says so and they agree in all that one bill has once. */
export function companies<T extends Mergeable>(matters: readonly T[], rule: Merge | null): Company<T>[] {
  const wished = Map.groupBy(matters, (matter) => keyOf(matter, rule ?? matter.together));
  return [...wished.values()].flatMap((group) => {
    const made: T[][] = [];
    for (const matter of group) {
      const fits = made.find(([lead]) => lead !== undefined && apartInRun(lead, matter) === null);
      if (fits) fits.push(matter);
      else made.push([matter]);
    }
    const [first] = made[0] ?? [];
    return made.map((own, i): Company<T> => {
      const [lead] = own;
      const why = i === 0 || !first || !lead ? null : apartInRun(first, lead);
      return { matters: own, apart: why === null || !first ? null : `billed apart from ${first.number}: ${why}` };
    });
  });
}

function keyOf(matter: Mergeable, rule: Merge): string {
  const own = `matter ${matter.matterId}`;
  switch (rule) {
    case 'matter':
      return own;
    case 'family':
      return matter.familyId === null ? own : `family ${matter.familyId}`;
    case 'client':
      return `client ${matter.clientId}`;
    case 'group':
      return matter.group === '' ? `client ${matter.clientId}` : `group ${matter.group}`;
    case 'payer':
      return matter.payers === '' ? own : `payer ${matter.payers}`;
  }
}

/** The matter with which this one would be billed, of those that stand on open proformas already; a person put others together otherwise. */
export function companionOf<T extends Mergeable>(one: T, placed: readonly T[], rule: Merge | null): T | null {
  const key = keyOf(one, rule ?? one.together);
  return (
    placed.find((other) => keyOf(other, rule ?? other.together) === key && apartInRun(other, one) === null) ?? null
  );
}

/** What is said of one matter of a company beside why it is in the run; empty for one that stands alone. */
export function companySaid<T extends Mergeable>(matter: T, { matters, apart }: Company<T>): string[] {
  const others = matters.filter((other) => other.matterId !== matter.matterId);
  const with3 = others.slice(0, 3).map((other) => other.number);
  const more = others.length > with3.length ? ` and ${others.length - with3.length} more` : '';
  return [...(others.length > 0 ? [`on one proforma with ${with3.join(', ')}${more}`] : []), ...(apart ? [apart] : [])];
}
