import type { Reading, Work } from '../../../platform/command.ts';
import { type AllocationOrder, DEFAULT_ORDER } from '../spread.ts';
import { saveSetting, settingOf } from './setting.ts';

const KEY = 'allocation order';

/** The order in which an entity's receipts pay the kinds of line. */
export async function orderOf(db: Reading['db'], entityId: string): Promise<AllocationOrder> {
  return ((await settingOf(db, entityId, KEY)) as AllocationOrder | undefined) ?? DEFAULT_ORDER;
}

export async function saveOrder(work: Work, entityId: string, order: AllocationOrder): Promise<void> {
  await saveSetting(work, entityId, KEY, order);
}
