import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { expect } from 'vitest';
import { nameOf } from '../../src/kernel/endpoint.ts';
import type { Query } from '../../src/platform/command.ts';
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
  return `insert into ${table} overriding system value select (jsonb_populate_record(r, jsonb_build_object(${patch.join(', ')}))).* from ${table} r limit 1`;
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
