import type { OutputOf } from '../../../kernel/endpoint.ts';
import { type MoneyWire, wire } from '../../../kernel/money.ts';
import type * as c from '../contract.ts';

export type Task = OutputOf<typeof c.showToday>['tasks'][number];

export interface Counted {
  n: number;
  currency: string;
  minor: bigint;
}

export function values(rows: readonly Counted[]): Pick<Task, 'count'> & { value: MoneyWire[] } {
  return { count: rows.reduce((n, r) => n + r.n, 0), value: rows.map((r) => wire(r.minor, r.currency)) };
}
