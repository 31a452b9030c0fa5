import type { Line, LineState } from './line.ts';
import type { LineChange, Operation } from './operate.ts';

interface Seen {
  readonly lines: readonly { readonly id: string; readonly cardNumber: string; readonly money: string }[];
  readonly changes: readonly LineChange[];
}

/**
 * The lines whose change would now start from something else than the proposer saw: a field it changes says something else,
 * or, where it reaches beyond fields, the line's money does. A line that left counts too.
 */
export function staleLines(
  seen: Seen,
  lineOf: ReadonlyMap<string, Line>,
  moneyOf: (line: Line) => string,
): ReadonlySet<string> {
  const stale = new Set(seen.lines.filter((line) => !lineOf.has(line.id)).map((line) => line.id));
  for (const change of seen.changes) {
    const line = lineOf.get(change.lineId);
    const fields = Object.keys(change.before) as (keyof LineState)[];
    if (line && fields.some((field) => line[field] !== change.before[field])) stale.add(change.lineId);
  }
  if (seen.changes.length > 0) return stale;
  for (const one of seen.lines) {
    const line = lineOf.get(one.id);
    if (line && moneyOf(line) !== one.money) stale.add(one.id);
  }
  return stale;
}

/** The operation on the lines as they are now; lines that left are left out. */
export function onCurrent(operation: Operation, lineOf: ReadonlyMap<string, Line>): Operation | null {
  if (!('lines' in operation)) return operation;
  const lines = operation.lines.flatMap(({ id }) => {
    const line = lineOf.get(id);
    return line ? [{ id, version: line.version }] : [];
  });
  return lines.length === 0 ? null : { ...operation, lines };
}
