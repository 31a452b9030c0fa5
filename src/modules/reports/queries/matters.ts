import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { wire } from '../../../kernel/money.ts';
import { handleQuery, NotFound, type Query, type Reading } from '../../../platform/command.ts';
import { rangeDays } from '../../../platform/sql-day.ts';
import * as c from '../../matters/contract.ts';
import { missingOf } from '../../matters/index.ts';

interface ListRow {
  id: string;
  number: string;
  name: string;
  client_id: string;
  client: string;
  family: string | null;
  case_type: string;
  jurisdiction: string | null;
  application_number: string;
  client_reference: string;
  case_status: string;
  billing_timekeeper: string;
  currency: string;
  wip: bigint;
  open_cards: number;
  closed_to_billing: boolean;
  total: number;
}

const list = handleQuery(c.listMatters, async ({ db, today }, input) => {
  const like = `%${input.words}%`;
  const { rows } = await sql<ListRow>`
    select m.id, m.number, m.name, m.client_id, c.name as client, f.reference as family, m.case_type, m.jurisdiction, m.application_number, m.client_reference, m.case_status,
      t.initials as billing_timekeeper, m.currency, coalesce(w.wip, 0)::int8 as wip, coalesce(w.n, 0)::int as open_cards, m.closed_to_billing, count(*) over ()::int as total
    from matter_record m join client_record c on c.id = m.client_id join timekeeper t on t.id = m.billing_timekeeper_id left join family_record f on f.id = m.family_id
    left join (select matter_id, sum(wip_minor) as wip, count(*) as n from open_wip group by matter_id) w on w.matter_id = m.id
    where (${input.words} = '' or m.number ilike ${like} or m.name ilike ${like} or m.title ilike ${like} or m.application_number ilike ${like} or m.client_reference ilike ${like} or c.name ilike ${like})
      and (${input.clientId ?? null}::uuid is null or m.client_id = ${input.clientId ?? null}::uuid)
      and (${input.familyId ?? null}::uuid is null or m.family_id = ${input.familyId ?? null}::uuid)
      and (${input.open ?? null}::bool is null or (m.closed_on is null) = ${input.open ?? null}::bool)
    order by m.number limit ${input.limit} offset ${input.offset}`.execute(db);
  const missing = await missingOf(
    db,
    rows.map((r) => r.id),
    today,
  );
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map((r) => ({
      id: r.id,
      number: r.number,
      name: r.name,
      clientId: r.client_id,
      client: r.client,
      family: r.family ?? '',
      caseType: r.case_type,
      jurisdiction: r.jurisdiction ?? '',
      applicationNumber: r.application_number,
      clientReference: r.client_reference,
      caseStatus: r.case_status,
      billingTimekeeper: r.billing_timekeeper,
      wip: wire(r.wip, r.currency),
      openCards: r.open_cards,
      closedToBilling: r.closed_to_billing,
      missing: (missing.get(r.id) ?? []).map((m) => m.what),
    })),
  };
});

const show = handleQuery(c.showMatter, async ({ db, today }, { id }) => {
  const m = await db.selectFrom('matter_record').selectAll().where('id', '=', id).executeTakeFirst();
  if (!m) throw new NotFound('There is no such matter.');
  const around = await aroundOf(db, id);
  const missing = (await missingOf(db, [id], today)).get(id) ?? [];
  return {
    id,
    version: m.version,
    number: m.number,
    clientId: m.client_id,
    entityId: m.entity_id,
    officeId: m.office_id,
    familyId: m.family_id,
    name: m.name,
    currency: m.currency,
    caseType: m.case_type as 'patent',
    jurisdiction: m.jurisdiction,
    caseKind: m.case_kind ?? '',
    title: m.title,
    applicationNumber: m.application_number,
    applicationDate: m.application_date as Day | null,
    publicationNumber: m.publication_number,
    publicationDate: m.publication_date as Day | null,
    registrationNumber: m.registration_number,
    registrationDate: m.registration_date as Day | null,
    priority: m.priority,
    entityStatus: m.entity_status as 'large' | null,
    claims: m.claims,
    independentClaims: m.independent_claims,
    classes: m.classes,
    inventors: m.inventors,
    applicants: m.applicants,
    caseStatus: m.case_status,
    clientReference: m.client_reference,
    clientMatterId: m.client_matter_id,
    agentReference: m.agent_reference,
    dueEvent: m.due_event,
    annuityYear: m.annuity_year,
    billingTimekeeperId: m.billing_timekeeper_id,
    responsibleTimekeeperId: m.responsible_timekeeper_id,
    originatingTimekeeperId: m.originating_timekeeper_id,
    codeSet: m.code_set,
    openedOn: m.opened_on as Day,
    closedOn: m.closed_on as Day | null,
    closedToTime: m.closed_to_time,
    closedToCosts: m.closed_to_costs,
    closedToBilling: m.closed_to_billing,
    ...around,
    payers: await payersOf(db, id),
    missing: missing.map(({ what, mend }) => ({ what, mend })),
  };
});

async function aroundOf(db: Reading['db'], id: string) {
  const { rows } = await sql<{
    client: { id: string; number: string; name: string };
    family: { id: string; reference: string; title: string } | null;
    entity: string;
    office: string;
    billing: string;
    responsible: string;
    currency: string;
    wip: bigint;
    proforma: { id: string; number: string; state: string } | null;
  }>`select json_build_object('id', c.id, 'number', c.number, 'name', c.name) as client,
      (select json_build_object('id', f.id, 'reference', f.reference, 'title', f.title) from family_record f where f.id = m.family_id) as family,
      e.name as entity, o.name as office, b.name as billing, r.name as responsible, m.currency,
      (select coalesce(sum(wip_minor), 0)::int8 from open_wip w where w.matter_id = m.id) as wip,
      (select json_build_object('id', p.proforma_id, 'number', p.number::text, 'state', p.state) from matter_on_proforma p
        where p.matter_id = m.id and p.state not in ('billed', 'closed', 'reversed') order by p.number desc limit 1) as proforma
    from matter_record m join client_record c on c.id = m.client_id join legal_entity e on e.id = m.entity_id join office o on o.id = m.office_id
    join timekeeper b on b.id = m.billing_timekeeper_id join timekeeper r on r.id = m.responsible_timekeeper_id where m.id = ${id}`.execute(
    db,
  );
  const row = rows[0] as (typeof rows)[number];
  const { rows: owed } = await sql<{ currency: string; open: bigint }>`
    select currency, sum(open_minor)::int8 as open from open_receivable_matter where matter_id = ${id}::uuid group by 1 order by 1`.execute(
    db,
  );
  return {
    client: row.client,
    family: row.family,
    entity: row.entity,
    office: row.office,
    billingTimekeeper: row.billing,
    responsibleTimekeeper: row.responsible,
    wip: wire(row.wip, row.currency),
    receivable: owed.map((o) => wire(o.open, o.currency)),
    proforma: row.proforma,
  };
}

async function payersOf(db: Reading['db'], id: string) {
  const { rows } = await sql<{ payer_id: string; name: string; share_ppm: number; valid: string }>`
    select mp.payer_id, p.name, mp.share_ppm, s.valid from matter_payer_set_span s join matter_payer_share mp on mp.set_id = s.id join payer_record p on p.id = mp.payer_id
    where s.matter_id = ${id} order by s.valid desc, mp.position`.execute(db);
  return rows.map((r) => ({
    payerId: r.payer_id,
    name: r.name,
    sharePpm: r.share_ppm,
    ...rangeDays(r.valid),
  }));
}

export const matterQueries: readonly Query[] = [list, show];
