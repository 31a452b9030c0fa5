import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { expect } from 'vitest';
import { nameOf } from '../../src/kernel/endpoint.ts';
import type { Query } from '../../src/platform/command.ts';
import { ROWS_AS_LEFT } from '../../src/modules/reports/queries/proof/checks.ts';
import { HANDLERS } from '../../src/registry.ts';

const prove = HANDLERS.find((h) => nameOf(h.endpoint) === 'books verify') as Query;

/** The proof of the books as the owner of the database sees it, within the transaction under way. */
export async function provedBy(owner: pg.Client) {
  return (await prove.run({ client: owner } as never, {})) as {
    checks: { name: string; ok: boolean; examined: number; broken: string | null }[];
  };
}

/** What is broken while the owner's change stands; it is rolled back afterwards. */
export async function brokenBy(owner: pg.Client, change: string): Promise<string[]> {
  await owner.query('begin');
  try {
    // The owner of the database can switch off every trigger and foreign key.
    await owner.query('set local session_replication_role = replica');
    const { rowCount } = await owner.query(change);
    expect(rowCount, change).toBe(1);
    const proof = await provedBy(owner);
    return proof.checks.filter((c) => !c.ok).map((c) => `${c.name}: ${c.broken}`);
  } finally {
    await owner.query('rollback');
  }
}

/** A row like an existing one under a key of its own. */
async function twinOf(owner: pg.Client, table: string): Promise<string> {
  const { rows } = await owner.query<{ column: string; type: string; single: boolean }>(
    `select a.attname as column, format_type(a.atttypid, a.atttypmod) as type, array_length(i.indkey, 1) = 1 as single
     from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey::int2[])
     where i.indrelid = $1::regclass and i.indisunique order by i.indisprimary desc, a.attnum`,
    [table],
  );
  const fresh: Record<string, string> = {
    uuid: `'"${randomUUID()}"'`,
    integer: '9999',
    bigint: '999999',
    text: `'"${randomUUID()}"'`,
  };
  const patch: string[] = [];
  for (const { column, type } of rows) {
    const value =
      column === 'hash'
        ? `to_jsonb(sha256('x'::bytea))`
        : column === 'year'
          ? `'2190'::jsonb`
          : fresh[type]
            ? `${fresh[type].startsWith("'") ? fresh[type] : `'${fresh[type]}'`}::jsonb`
            : null;
    if (value && !['document_type', 'kind'].includes(column) && !patch.some((p) => p.includes(`'${column}'`)))
      patch.push(`'${column}', ${value}`);
  }
  if (table === 'document') patch.push(`'bytes', to_jsonb('x'::bytea)`, `'size', to_jsonb(1)`);
  const { rows: named } = await owner.query<{ columns: string }>(
    `select string_agg(quote_ident(attname), ', ') as columns from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
     and attgenerated = ''`,
    [table],
  );
  const columns = named[0]?.columns ?? '';
  return `insert into ${table} (${columns}) overriding system value select ${columns} from
    (select (jsonb_populate_record(r, jsonb_build_object(${patch.join(', ')}))).* from ${table} r limit 1) twin`;
}

/** What the program gives for what is kept of a row's changes; the first that differs. */
async function rowsBroken(owner: pg.Client, change: string): Promise<string[]> {
  await owner.query('begin');
  try {
    await owner.query('set local session_replication_role = replica');
    const { rowCount } = await owner.query(change);
    expect(rowCount, change).toBe(1);
    const { rows } = await owner.query<Record<string, string>>(ROWS_AS_LEFT.broken);
    return rows.map((row) => String(Object.values(row)[0]));
  } catch (error) {
    // A value that the table itself refuses changes nothing.
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('23')) return ['refused'];
    throw error;
  } finally {
    await owner.query('rollback');
  }
}

/** Another value of a column's type. */
function another(column: string, type: string): string {
  const c = `"${column}"`;
  if (type.endsWith('[]'))
    return `case when cardinality(${c}) > 0 then '{}' else array[${type === 'uuid[]' ? 'gen_random_uuid()' : `'1'`}]::${type} end`;
  switch (type) {
    case 'uuid':
      return 'gen_random_uuid()';
    case 'text':
      return `coalesce(${c}, '') || '!'`;
    case 'boolean':
      return `not coalesce(${c}, false)`;
    case 'jsonb':
      return `'{"altered": true}'`;
    case 'bytea':
      return `sha256(coalesce(${c}, ''))`;
    case 'date':
      return `coalesce(${c}, '2026-01-01') + 1`;
    case 'timestamp with time zone':
      return `coalesce(${c}, now()) + interval '1 second'`;
    case 'daterange':
      return `case when lower(${c}) is null then daterange('2026-01-01', '2026-02-01') else daterange(lower(${c}) - 1, upper(${c})) end`;
    default:
      return `coalesce(${c}, 0) + 1`;
  }
}

/** That every column altered, a row deleted and one slipped in is named, in a table whose changes are remembered. */
export async function expectRemembered(owner: pg.Client, table: string): Promise<void> {
  const { rows: columns } = await owner.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, null) as type from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
     and attidentity <> 'a' and attgenerated = ''`,
    [table],
  );
  expect(columns.length).toBeGreaterThan(0);
  const one = `ctid = (select ctid from ${table} limit 1)`;
  const named = (of: string[]): boolean =>
    of.length > 0 && of.every((said) => said === 'refused' || said.startsWith(`${table} `));
  for (const { name, type } of columns) {
    const found = await rowsBroken(owner, `update ${table} set "${name}" = ${another(name, type)} where ${one}`);
    expect(named(found), `${table}.${name}: ${found.join()}`).toBe(true);
  }
  expect(named(await rowsBroken(owner, `delete from ${table} where ${one}`)), 'deleted').toBe(true);
  expect(named(await rowsBroken(owner, await twinOf(owner, table))), 'slipped in').toBe(true);
}

/** That a row of the table altered, deleted or slipped in is found and named. */
export async function expectFound(owner: pg.Client, table: string, change: string): Promise<void> {
  const one = `ctid = (select ctid from ${table} limit 1)`;
  const altered = await brokenBy(owner, `update ${table} set ${change} where ${one}`);
  expect(altered, 'altered').not.toEqual([]);
  expect(await brokenBy(owner, `delete from ${table} where ${one}`), 'deleted').not.toEqual([]);
  expect(await brokenBy(owner, await twinOf(owner, table)), 'slipped in').not.toEqual([]);
  for (const sentence of altered) expect(sentence).toMatch(/: .+/);
}
