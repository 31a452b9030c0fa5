import { type Insertable, sql } from 'kysely';
import type { Day } from '../../kernel/day.ts';
import type { Reading, Work } from '../../platform/command.ts';
import type { Database } from '../../platform/tables.ts';
import { missingForBilling, type Missing } from './missing.ts';

export interface MatterPayer {
  readonly matterId: string;
  readonly payerId: string;
  readonly sharePpm: number;
}

/** Who pays which share of the matters on a day, in their set order. */
export async function payersOn(db: Reading['db'], matterIds: readonly string[], on: Day): Promise<MatterPayer[]> {
  const { rows } = await sql<{ matter_id: string; payer_id: string; share_ppm: number }>`
    select s.matter_id, p.payer_id, p.share_ppm from matter_payer_set s join matter_payer p on p.set_id = s.id
    where s.matter_id = any(${[...matterIds]}::uuid[]) and s.valid @> ${on}::date order by s.matter_id, p.position`.execute(
    db,
  );
  return rows.map((r) => ({ matterId: r.matter_id, payerId: r.payer_id, sharePpm: r.share_ppm }));
}

/** What is missing for billing, for each matter that lacks something. */
export async function missingOf(
  db: Reading['db'],
  matterIds: readonly string[],
  on: Day,
): Promise<Map<string, Missing[]>> {
  const { rows } = await sql<{
    matter_id: string;
    client_id: string;
    closed: boolean;
    ebilled: boolean;
    client_matter_id: string;
    payers: { name: string; hasTax: boolean; hasEmail: boolean }[] | null;
  }>`select m.id as matter_id, m.client_id, m.closed_to_billing as closed, c.ebilling is not null as ebilled, m.client_matter_id,
      (select json_agg(json_build_object('name', p.name,
          'hasTax', exists (select 1 from payer_tax_span t join tax_rate r on r.tax_code_id = t.tax_code_id and r.valid @> ${on}::date
                            where t.payer_id = p.id and t.entity_id = m.entity_id and t.valid @> ${on}::date)
                    or exists (select 1 from tax_rule_record u where u.entity_id = m.entity_id and u.valid @> ${on}::date and u.withdrawn_at is null
                            and (u.countries is null or p.country = any(u.countries)) and (u.payer_kind is null or u.payer_kind = p.kind)),
          'hasEmail', p.email <> '' or exists (select 1 from contact_record k where k.client_id = m.client_id and k.role = 'billing')))
       from matter_payer_set s join matter_payer mp on mp.set_id = s.id join payer_record p on p.id = mp.payer_id
       where s.matter_id = m.id and s.valid @> ${on}::date) as payers
    from matter m join client_record c on c.id = m.client_id where m.id = any(${[...matterIds]}::uuid[])`.execute(db);
  return new Map(
    rows
      .map((r): [string, Missing[]] => [
        r.matter_id,
        missingForBilling({
          matterId: r.matter_id,
          clientId: r.client_id,
          closedToBilling: r.closed,
          ebilled: r.ebilled,
          clientMatterId: r.client_matter_id,
          payers: r.payers ?? [],
        }),
      ])
      .filter(([, missing]) => missing.length > 0),
  );
}

export interface MatterFacts {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly clientId: string;
  readonly entityId: string;
  readonly officeId: string;
  readonly currency: string;
  readonly billingTimekeeperId: string;
  readonly originatingTimekeeperId: string | null;
  readonly closedToTime: boolean;
  readonly closedToCosts: boolean;
  readonly closedToBilling: boolean;
  readonly openedOn: Day;
}

export async function matterFacts(db: Reading['db'], ids: readonly string[]): Promise<Map<string, MatterFacts>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('matter')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(
    rows.map((m) => [
      m.id,
      {
        id: m.id,
        number: m.number,
        name: m.name,
        clientId: m.client_id,
        entityId: m.entity_id,
        officeId: m.office_id,
        currency: m.currency,
        billingTimekeeperId: m.billing_timekeeper_id,
        originatingTimekeeperId: m.originating_timekeeper_id,
        closedToTime: m.closed_to_time,
        closedToCosts: m.closed_to_costs,
        closedToBilling: m.closed_to_billing,
        openedOn: m.opened_on as Day,
      },
    ]),
  );
}

/** Something expected on a matter, by its id. */
export async function expectedEvent(
  db: Reading['db'],
  id: string,
): Promise<{ matterId: string; title: string; happenedOn: string | null } | null> {
  const row = await db
    .selectFrom('expected_event')
    .select(['matter_id', 'title', 'happened_on'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? { matterId: row.matter_id, title: row.title, happenedOn: row.happened_on } : null;
}

/** A row that an import opens where there is none yet; whoever imports announces it. */
export async function addMatter(work: Pick<Work, 'db'>, row: Insertable<Database['matter']>): Promise<void> {
  await work.db.insertInto('matter').values(row).execute();
}
