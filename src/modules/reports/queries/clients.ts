import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { wire } from '../../../kernel/money.ts';
import { handleQuery, type Query, type Reading } from '../../../platform/command.ts';
import { rangeDays } from '../../../platform/sql-day.ts';
import * as c from '../../clients/contract.ts';

interface Balance {
  client_id: string;
  currency: string;
  minor: bigint;
}

/** Open WIP and receivables per client and currency, from the views that cards and receivables publish. */
async function balances(db: Reading['db'], clientId: string | null) {
  const one = sql`${clientId}::uuid is null or client_id = ${clientId}::uuid`;
  const { rows: wip } =
    await sql<Balance>`select client_id, currency, sum(wip_minor)::int8 as minor from open_wip where ${one} group by 1, 2 order by 2`.execute(
      db,
    );
  const { rows: owed } =
    await sql<Balance>`select client_id, currency, sum(open_minor)::int8 as minor from open_receivable where ${one} group by 1, 2 order by 2`.execute(
      db,
    );
  const of = (rows: Balance[]) => (id: string) =>
    rows.filter((r) => r.client_id === id).map((r) => wire(r.minor, r.currency));
  return { wip: of(wip), receivable: of(owed) };
}

const list = handleQuery(c.listClients, async ({ db }, input) => {
  const like = `%${input.words}%`;
  const { rows } = await sql<{
    id: string;
    number: string;
    name: string;
    country: string;
    client_group: string | null;
    ebilled: boolean;
    matters: number;
    total: number;
  }>`
    select c.id, c.number, c.name, c.country, c.client_group, c.ebilling is not null as ebilled,
      (select count(*)::int from matter_brief m where m.client_id = c.id) as matters, count(*) over ()::int as total
    from client_record c where ${input.words} = '' or c.name ilike ${like} or c.number ilike ${like} or c.reference ilike ${like}
    order by c.name, c.id limit ${input.limit} offset ${input.offset}`.execute(db);
  const of = await balances(db, null);
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map((r) => ({
      id: r.id,
      number: r.number,
      name: r.name,
      country: r.country,
      group: r.client_group ?? '',
      ebilled: r.ebilled,
      matters: r.matters,
      wip: of.wip(r.id),
      receivable: of.receivable(r.id),
    })),
  };
});

const show = handleQuery(c.showClient, async ({ db }, { id }) => {
  const client = await db.selectFrom('client_record').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const contacts = await db
    .selectFrom('contact_record')
    .select(['id', 'name', 'email', 'role'])
    .where('client_id', '=', id)
    .orderBy('name')
    .execute();
  const { rows: families } = await sql<{ id: string; reference: string; title: string; matters: number }>`
    select f.id, f.reference, f.title, (select count(*)::int from matter_brief m where m.family_id = f.id) as matters
    from family_record f where f.client_id = ${id} order by f.reference`.execute(db);
  const of = await balances(db, id);
  return {
    id,
    number: client.number,
    name: client.name,
    group: client.client_group ?? '',
    address: client.address,
    country: client.country,
    language: client.language,
    reference: client.reference,
    ebilling: client.ebilling as never,
    billTogether: client.bill_together as 'matter',
    version: client.version,
    payers: await payers(db, id),
    contacts,
    families,
    wip: of.wip(id),
    receivable: of.receivable(id),
  };
});

async function payers(db: Reading['db'], clientId: string) {
  const rows = await db
    .selectFrom('payer_record')
    .selectAll()
    .where('client_id', '=', clientId)
    .orderBy('name')
    .execute();
  const { rows: taxes } = await sql<{
    payer_id: string;
    entity_id: string;
    entity: string;
    tax_code_id: string;
    tax_code: string;
    valid: string;
  }>`
    select t.payer_id, t.entity_id, e.code as entity, t.tax_code_id, x.code as tax_code, t.valid
    from payer_tax_span t join payer_record p on p.id = t.payer_id join legal_entity e on e.id = t.entity_id join tax_code x on x.id = t.tax_code_id
    where p.client_id = ${clientId} order by e.code, t.valid`.execute(db);
  return rows.map((p) => ({
    id: p.id,
    clientId,
    name: p.name,
    address: p.address,
    country: p.country,
    taxId: p.tax_id,
    private: p.is_private,
    email: p.email,
    reference: p.reference,
    termsDays: p.terms_days,
    version: p.version,
    taxes: taxes
      .filter((t) => t.payer_id === p.id)
      .map(
        (
          t,
        ): {
          entityId: string;
          entity: string;
          taxCodeId: string;
          taxCode: string;
          from: Day;
          to: Day | null;
        } => ({
          entityId: t.entity_id,
          entity: t.entity,
          taxCodeId: t.tax_code_id,
          taxCode: t.tax_code,
          ...rangeDays(t.valid),
        }),
      ),
  }));
}

const groups = handleQuery(c.listClientGroups, async ({ db }) => {
  const { rows } = await sql<{ name: string; clients: number }>`
    select client_group as name, count(*)::int as clients from client_brief where client_group is not null group by 1 order by 1`.execute(
    db,
  );
  return { rows };
});

const payerList = handleQuery(c.listPayers, async ({ db }, input) => {
  const like = `%${input.words}%`;
  const { rows } = await sql<{
    id: string;
    name: string;
    client_id: string;
    number: string;
    client: string;
  }>`
    select p.id, p.name, k.id as client_id, k.number, k.name as client from payer_brief p join client_record k on k.id = p.client_id
    where (${input.id ?? null}::uuid is null or p.id = ${input.id ?? null}::uuid)
      and (${input.words} = '' or p.name ilike ${like} or k.name ilike ${like} or k.number ilike ${like}
        or exists (select 1 from open_receivable o where o.payer_id = p.id and o.number ilike ${like}))
    order by p.name, k.number, p.id limit ${input.limit} offset ${input.offset}`.execute(db);
  const { rows: owed } = await sql<{ payer_id: string; currency: string; minor: bigint }>`
    select payer_id, currency, sum(open_minor)::int8 as minor from open_receivable
    where payer_id = any(${rows.map((r) => r.id)}::uuid[]) group by 1, 2 order by 2`.execute(db);
  return {
    rows: rows.map((r) => ({
      id: r.id,
      name: r.name,
      clientId: r.client_id,
      clientNumber: r.number,
      client: r.client,
      owed: owed.filter((o) => o.payer_id === r.id).map((o) => wire(o.minor, o.currency)),
    })),
  };
});

export const clientQueries: readonly Query[] = [list, show, payerList, groups];
