import type { Line } from './line.ts';

/** A code that becomes another; null takes it away. */
export interface CodeChange {
  readonly kind: 'task' | 'activity' | 'expense';
  readonly from: string;
  readonly to: string | null;
}

interface Codes {
  readonly taskCode: string | null;
  readonly activityCode: string | null;
  readonly expenseCode: string | null;
}

/** The codes that cards get, by card; only those that change. What the line says, edited or not, is what is mapped. */
export function remapped(
  lines: readonly (Codes & Pick<Line, 'cardId' | 'recorded'>)[],
  changes: readonly CodeChange[],
): Map<string, Codes> {
  const to = (kind: CodeChange['kind'], now: string | null, recorded: string | null): string | null => {
    const change = changes.find((c) => c.kind === kind && c.from === now);
    return change ? change.to : recorded;
  };
  return new Map(
    lines.flatMap((line) => {
      const next = {
        taskCode: to('task', line.taskCode, line.recorded.taskCode),
        activityCode: to('activity', line.activityCode, line.recorded.activityCode),
        expenseCode: to('expense', line.expenseCode, line.recorded.expenseCode),
      };
      const same =
        next.taskCode === line.recorded.taskCode &&
        next.activityCode === line.recorded.activityCode &&
        next.expenseCode === line.recorded.expenseCode;
      return same ? [] : [[line.cardId, next] as const];
    }),
  );
}
