import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { handleQuery, NotFound, type Query, type Reading } from '../../../platform/command.ts';
import { rangeDays } from '../../../platform/sql-day.ts';
import { engagementLetter } from '../contract/letter.ts';
import { termsSaid } from '../said.ts';
import { clausesOf } from '../store/engagements.ts';

export const engagementLetterQuery: Query = handleQuery(engagementLetter, async ({ db, today }, { id, on = today }) => {
  const { rows } = await sql<{
    title: string;
    parties: string;
    signed_on: Day | null;
    valid: string;
    client_id: string;
    client: string;
    language: string | null;
    address: string[] | null;
  }>`select e.title, e.parties, e.signed_on, e.valid::text as valid, e.client_id, k.name as client, k.language,
      (select p.address from payer_record p where p.client_id = e.client_id order by p.name limit 1) as address
    from engagement e join client_brief k on k.id = e.client_id where e.id = ${id}::uuid`.execute(db);
  const [row] = rows;
  if (!row) throw new NotFound('There is no such engagement.');
  const clauses = (await clausesOf(db, [row.client_id])).filter(
    (clause) => clause.engagement.id === id && (clause.to === null || clause.to >= on),
  );
  return {
    title: row.title,
    on,
    ...rangeDays(row.valid),
    signedOn: row.signed_on,
    parties: row.parties,
    language: row.language ?? 'en',
    client: row.client,
    address: row.address ?? [],
    firm: await firmOf(db, id, row.client_id),
    matters: await mattersOf(db, id),
    clauses: clauses.map(({ number, words, terms, from }) => ({
      number,
      words,
      said: terms.kind === 'other' ? '' : termsSaid(terms),
      from,
    })),
  };
});

/** The entity that works for the client under it: that of its matters, by the most of them. */
async function firmOf(db: Reading['db'], id: string, clientId: string) {
  const { rows } = await sql<{
    name: string;
    lines: string[];
    taxId: string;
    phone: string;
    email: string;
    website: string;
    footer: string;
    paper: 'a4' | 'us-letter';
  }>`select f.name, f.address as lines, f.tax_id as "taxId", f.phone, f.email, f.website, f.invoice_footer as footer, f.paper
    from legal_entity f left join matter_brief m on m.entity_id = f.id and m.client_id = ${clientId}::uuid
      and (not exists (select 1 from engagement_matter x where x.engagement_id = ${id}::uuid)
        or exists (select 1 from engagement_matter x where x.engagement_id = ${id}::uuid and x.matter_id = m.id))
    group by f.id order by count(m.id) desc, f.name limit 1`.execute(db);
  const [firm] = rows;
  if (!firm) throw new NotFound('There is no legal entity yet that could write a letter.');
  return firm;
}

async function mattersOf(db: Reading['db'], id: string) {
  const { rows } = await sql<{ number: string; name: string; reference: string }>`
    select m.number, m.name, m.client_reference as reference from engagement_matter x join matter_brief m on m.id = x.matter_id
    where x.engagement_id = ${id}::uuid order by m.number`.execute(db);
  return rows;
}
