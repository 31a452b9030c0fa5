import { sql } from 'kysely';
import type { Work } from '../../../platform/command.ts';
import { payersOn } from '../../matters/index.ts';
import type { Merge, Mergeable } from '../merge.ts';
import { payersText } from './sheet.ts';

/** What decides whether matters may stand on one bill, as of today. */
export async function mergeableOf(work: Work, matterIds: readonly string[]): Promise<Map<string, Mergeable>> {
  const { rows } = await sql<Omit<Mergeable, 'payers' | 'together'> & { readonly together: Merge }>`
    select m.id as "matterId", m.number, m.client_id as "clientId", m.family_id as "familyId", coalesce(c.client_group, '') as group,
      m.entity_id as "entityId", m.currency, m.billing_timekeeper_id as "billingTimekeeperId", c.ebilling is not null as ebilled,
      c.bill_together as together
    from matter_brief m join client_brief c on c.id = m.client_id where m.id = any(${[...matterIds]}::uuid[]) order by m.number`.execute(
    work.db,
  );
  const shares = Map.groupBy(await payersOn(work.db, matterIds, work.today), (share) => share.matterId);
  return new Map(
    rows.map((row) => [row.matterId, { ...row, payers: payersText(shares.get(row.matterId) ?? [], row.matterId) }]),
  );
}
