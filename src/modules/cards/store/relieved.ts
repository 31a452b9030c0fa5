import { sql } from 'kysely';
import type { Work } from '../../../platform/command.ts';
import type { WipTo } from './change.ts';

/** What the last billing of a proforma relieved of each of its cards: seconds worked, and WIP in both currencies. */
export async function relievedBy(work: Pick<Work, 'db'>, proformaId: string): Promise<Map<string, WipTo>> {
  const { rows } = await sql<{ card_id: string; seconds: bigint; wip_minor: bigint; wip_entity_minor: bigint }>`
    select c.card_id, -c.seconds as seconds, -c.wip_minor as wip_minor, -c.wip_entity_minor as wip_entity_minor
    from card_event c where c.kind = 'relieved' and c.event_id = (
      select id from event where subject_type = 'proforma' and subject_id = ${proformaId}::uuid and name = 'proforma billed'
      order by recorded_at desc limit 1)`.execute(work.db);
  return new Map(
    rows.map((r) => [r.card_id, { seconds: r.seconds, wipMinor: r.wip_minor, wipEntityMinor: r.wip_entity_minor }]),
  );
}
