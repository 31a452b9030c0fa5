import type { Reading, Work } from '../../../platform/command.ts';
import { type AllocationOrder, DEFAULT_ORDER } from '../spread.ts';

const KEY = 'allocation order';

/** The order in which an entity's receipts pay the kinds of line. */
export async function orderOf(db: Reading['db'], entityId: string): Promise<AllocationOrder> {
  const row = await db
    .selectFrom('setting')
    .select('value')
    .where('owner_id', '=', entityId)
    .where('key', '=', KEY)
    .executeTakeFirst();
  return row ? (row.value as AllocationOrder) : DEFAULT_ORDER;
}

export async function saveOrder(work: Work, entityId: string, order: AllocationOrder): Promise<void> {
  const value = JSON.stringify(order);
  await work.db
    .insertInto('setting')
    .values({ owner_id: entityId, key: KEY, value })
    .onConflict((oc) => oc.columns(['owner_id', 'key']).doUpdateSet({ value }))
    .execute();
}
