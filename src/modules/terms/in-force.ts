import type { Day } from '../../kernel/day.ts';
import type { Clause, Kind } from './clause.ts';

interface MatterOf {
  readonly id: string;
  readonly clientId: string;
}

export interface Governing {
  readonly won: readonly Clause[];
  readonly lost: readonly { readonly clause: Clause; readonly because: string }[];
}

/**
 * The clauses of a kind that count for a matter on a day: those of the engagement that names the matter, else of the one for
 * all the client's matters; of two alike the later agreed. Everything that could have counted and didn't is told, with why.
 */
export function governing(clauses: readonly Clause[], matter: MatterOf, kind: Kind, on: Day): Governing {
  const mine = clauses.filter((c) => c.terms.kind === kind && concerns(c, matter));
  const barred = mine.map((clause) => ({ clause, because: barrier(clause, on) }));
  const there = barred.filter((b) => b.because === null).map((b) => b.clause);
  const winner = there.map((c) => c.engagement).toSorted(narrower)[0];
  const wins = (c: Clause): boolean => kind === 'other' || c.engagement.id === winner?.id;
  return {
    won: there.filter(wins),
    lost: barred.flatMap(({ clause, because }) =>
      because !== null
        ? [{ clause, because }]
        : wins(clause)
          ? []
          : [
              {
                clause,
                because: `“${winner?.title ?? ''}” is ${winner?.matterIds === null ? 'later' : 'for this matter'}`,
              },
            ],
    ),
  };
}

function concerns({ engagement }: Clause, matter: MatterOf): boolean {
  return engagement.clientId === matter.clientId && (engagement.matterIds?.includes(matter.id) ?? true);
}

function barrier(clause: Clause, on: Day): string | null {
  if (on < clause.from) return `it counts only from ${clause.from}`;
  if (clause.to !== null && on > clause.to) return `it counted to ${clause.to}`;
  return null;
}

type Standing = Clause['engagement'];

/** For a sort: the engagement that names its matters first, then the one that began later. */
export function narrower(a: Standing, b: Standing): number {
  const level = Number(a.matterIds === null) - Number(b.matterIds === null);
  if (level !== 0) return level;
  if (a.from !== b.from) return a.from < b.from ? 1 : -1;
  return a.id < b.id ? 1 : -1;
}

/** Whose bills count on a clause: the matters named, or all of the client but those that another engagement governs. */
export interface Covered {
  readonly clientId: string;
  /** null: all but `except` */
  readonly matterIds: readonly string[] | null;
  readonly except: readonly string[];
}

export function covered(clauses: readonly Clause[], clause: Clause, on: Day): Covered {
  const { clientId, matterIds } = clause.engagement;
  const governs = (id: string): boolean =>
    governing(clauses, { id, clientId }, clause.terms.kind, on).won.some((c) => c.id === clause.id);
  if (matterIds !== null) return { clientId, matterIds: matterIds.filter(governs), except: [] };
  const named = clauses.flatMap((c) => (c.engagement.clientId === clientId ? (c.engagement.matterIds ?? []) : []));
  return { clientId, matterIds: null, except: [...new Set(named)].filter((id) => !governs(id)) };
}

export function covers(of: Covered, matter: MatterOf): boolean {
  if (matter.clientId !== of.clientId) return false;
  return of.matterIds === null ? !of.except.includes(matter.id) : of.matterIds.includes(matter.id);
}
