import type { Day } from '../../../kernel/day.ts';
import { wire } from '../../../kernel/money.ts';
import type { EstimateState } from '../estimate.ts';

/** What an estimate offers, as it is stored; both sides of it see this. */
export interface Offered {
  readonly id: string;
  readonly client_id: string;
  readonly client: string;
  readonly matter_id: string | null;
  readonly family_id: string | null;
  readonly of: string;
  readonly name: string;
  readonly scope: string;
  readonly currency: string;
  readonly amount_minor: bigint;
  readonly covers: 'fees' | 'all';
  readonly counts_from: Day | null;
  readonly counts_to: Day | null;
  readonly valid_until: Day;
  readonly state: EstimateState;
  readonly answered_by: string;
}

/** The same in the words of the contract. */
export function offered(row: Offered) {
  return {
    client: row.client,
    of: row.of,
    name: row.name,
    scope: row.scope,
    amount: wire(row.amount_minor, row.currency),
    covers: row.covers,
    from: row.counts_from,
    to: row.counts_to,
    validUntil: row.valid_until,
    state: row.state,
    answeredBy: row.answered_by,
  };
}
