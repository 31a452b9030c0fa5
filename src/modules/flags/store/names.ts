import { sql } from 'kysely';
import type { Reading } from '../../../platform/command.ts';
import { type Name, Names } from '../strangers.ts';

/** The names as they were when last read; read again when a client or matter has changed since. */
let kept: { readonly signature: string; readonly names: Names } | null = null;

export async function namesOfAll(db: Reading['db']): Promise<Names> {
  const { rows: signed } = await sql<{ signature: string }>`
    select concat_ws(' ', current_database(), (select count(*) || ' ' || coalesce(sum(version), 0) from matter_case),
      (select count(*) || ' ' || md5(string_agg(name, '|' order by id)) from client_brief)) as signature`.execute(db);
  const signature = signed[0]?.signature ?? '';
  if (kept?.signature === signature) return kept.names;
  const { rows } = await sql<{
    client_id: string;
    client: string;
    client_number: string;
    id: string;
    number: string;
    family_id: string | null;
    inventors: string;
    application_number: string;
    registration_number: string;
    publication_number: string;
  }>`
    select c.id as client_id, c.name as client, c.number as client_number, m.id, m.number, m.family_id, m.inventors, m.application_number,
      m.registration_number, m.publication_number
    from client_brief c left join matter_case m on m.client_id = c.id`.execute(db);
  const names: Name[] = [];
  const clients = new Set<string>();
  for (const row of rows) {
    if (!clients.has(row.client_id)) {
      clients.add(row.client_id);
      names.push({
        name: row.client,
        what: `client ${row.client_number}`,
        clientId: row.client_id,
        matterId: null,
        familyId: null,
      });
    }
    if (row.id !== null) names.push(...namesOfMatter(row));
  }
  kept = { signature, names: new Names(names) };
  return kept.names;
}

function namesOfMatter(row: {
  client_id: string;
  id: string;
  number: string;
  family_id: string | null;
  inventors: string;
  application_number: string;
  registration_number: string;
  publication_number: string;
}): Name[] {
  const of = { clientId: row.client_id, matterId: row.id, familyId: row.family_id };
  const numbers = [
    { name: row.number, what: `matter ${row.number}` },
    { name: row.application_number, what: `application of ${row.number}` },
    { name: row.registration_number, what: `registration of ${row.number}` },
    { name: row.publication_number, what: `publication of ${row.number}` },
  ];
  // An inventor works for the client, on any of its cases.
  const inventors = row.inventors
    .split(/[;,\n]/)
    .map((name) => name.trim())
    .filter((name) => name.includes(' '))
    .map((name) => ({ name, what: `inventor of ${row.number}`, ...of, matterId: null, familyId: null }));
  return [...numbers.filter(({ name }) => name.trim() !== '').map((one) => ({ ...one, ...of })), ...inventors];
}
