import type { Reading, Work } from '../../../platform/command.ts';

/** How an entity receives money, by the name of the setting; undefined where it was never said. */
export async function settingOf(db: Reading['db'], entityId: string, key: string): Promise<unknown> {
  const row = await db
    .selectFrom('setting')
    .select('value')
    .where('owner_id', '=', entityId)
    .where('key', '=', key)
    .executeTakeFirst();
  return row?.value;
}

export async function saveSetting(work: Work, entityId: string, key: string, setting: unknown): Promise<void> {
  const value = JSON.stringify(setting);
  await work.db
    .insertInto('setting')
    .values({ owner_id: entityId, key, value })
    .onConflict((oc) => oc.columns(['owner_id', 'key']).doUpdateSet({ value }))
    .execute();
}
