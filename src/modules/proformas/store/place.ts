import { sql } from 'kysely';
import type { Reading } from '../../../platform/command.ts';

export interface Place {
  readonly entityId: string;
  readonly clientId: string;
  readonly matterId: string;
  /** the card of the line, where one is meant */
  readonly cardId: string | null;
}

/** Where something said or attached belongs: a proforma, or a line of it. Null where the two don't belong together. */
export async function placeOf(db: Reading['db'], proformaId: string, lineId: string | null): Promise<Place | null> {
  const { rows } = await sql<Place>`
    select p.entity_id as "entityId", p.client_id as "clientId", p.matter_id as "matterId", l.card_id as "cardId"
    from proforma p left join proforma_line l on l.proforma_id = p.id and l.id = ${lineId}::uuid
    where p.id = ${proformaId}::uuid and (${lineId}::uuid is null or l.id is not null)`.execute(db);
  return rows[0] ?? null;
}
