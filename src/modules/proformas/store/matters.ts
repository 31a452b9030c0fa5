import { sql } from 'kysely';
import type { Reading } from '../../../platform/command.ts';

/** One of the matters on a proforma. */
export interface SheetMatter {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly title: string;
  readonly applicationNumber: string;
  readonly jurisdiction: string;
  readonly clientReference: string;
  readonly clientId: string;
  readonly clientNumber: string;
  readonly client: string;
  readonly billingTimekeeperId: string;
  /** no more time comes */
  readonly closedToTime: boolean;
}

/** The matters of proformas, each proforma's by number. */
export async function loadMatters(db: Reading['db'], ids: readonly string[]): Promise<Map<string, SheetMatter[]>> {
  const { rows } = await sql<SheetMatter & { readonly proformaId: string }>`
    select x.proforma_id as "proformaId", m.id, m.number, m.name, m.title, m.application_number as "applicationNumber",
      coalesce(m.jurisdiction, '') as jurisdiction, m.client_reference as "clientReference", m.client_id as "clientId",
      m.client_number as "clientNumber", m.client_name as client, m.billing_timekeeper_id as "billingTimekeeperId",
      m.closed_to_time as "closedToTime"
    from proforma_matter x join matter_brief m on m.id = x.matter_id
    where x.proforma_id = any(${[...ids]}::uuid[]) order by m.number`.execute(db);
  return Map.groupBy(rows, (row) => row.proformaId);
}
