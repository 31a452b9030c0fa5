import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schemaText, tableTypes } from '../../src/platform/introspect.ts';
import { openApi } from '../../src/http/openapi.ts';
import { HANDLERS } from '../../src/registry.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { HOME } from './sources.ts';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await testDatabase(undefined, { bare: true });
  client = new pg.Client(database.owner);
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.close();
});

describe('what is kept in git about the database', () => {
  it('db/schema.sql is what the migrations make; refresh it by `bin/db`', async () => {
    expect(readFileSync(join(HOME, 'db/schema.sql'), 'utf8')).toBe(await schemaText(client));
  });

  it('src/platform/tables.ts is what the migrations make; refresh it by `bin/db`', async () => {
    expect(readFileSync(join(HOME, 'src/platform/tables.ts'), 'utf8')).toBe(await tableTypes(client));
  });

  it('docs/api/openapi.json is what the contracts say; refresh it by `bin/db`', () => {
    const kept = JSON.parse(readFileSync(join(HOME, 'docs/api/openapi.json'), 'utf8')) as unknown;
    expect(kept).toEqual(JSON.parse(JSON.stringify(openApi(HANDLERS, '0'))));
  });
});

describe('rows that the owner of the database could alter', () => {
  /** What holds no money of its own, and why it is neither sealed nor remembered. */
  const LEFT_OUT: Readonly<Record<string, string>> = {
    flag: 'what a rule says of other rows; it is reckoned anew at every look',
    sample_policy: 'the share of invoices that are read again',
    setting: 'what a person likes to see',
  };

  it('are sealed or remembered wherever a table has an amount, a rate or a share', async () => {
    const { rows } = await client.query<{ table: string }>(
      `select distinct c.relname as table from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
       where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attname ~ '(minor|_e4|ppm|amount)'
         and not exists (select 1 from covered_relation r where r.relation = c.relname)
         and position(quote_literal(c.relname) || '::text' in pg_get_viewdef('event_row'::regclass)) = 0`,
    );
    expect(rows.map((row) => row.table).filter((table) => !(table in LEFT_OUT))).toEqual([]);
  });

  it('are remembered in every column: one added later is covered by cover_rows and rebuild_row_now again', async () => {
    const { rows } = await client.query<{ missing: string }>(
      `select r.relation || '.' || a.attname as missing from covered_relation r
       join pg_attribute a on a.attrelid = r.relation::regclass and a.attnum > 0 and not a.attisdropped
       where position('r.' || quote_ident(a.attname) || ')' in replace(r.row_said, ',', ')')) = 0`,
    );
    expect(rows).toEqual([]);
  });
});

describe('the program’s own database role', () => {
  const APPEND_ONLY = [
    'event',
    'event_seal',
    'journal',
    'journal_line',
    'card_event',
    'document',
    'document_link',
    'invoice',
    'invoice_line',
    'invoice_tax',
    'proforma_step',
    'row_change',
  ];

  it.each(APPEND_ONLY)('can’t change or delete rows of %s', async (table) => {
    const { rows } = await client.query<{ may: boolean }>(
      `select has_table_privilege('engross_app', $1, 'update') or has_table_privilege('engross_app', $1, 'delete') or has_table_privilege('engross_app', $1, 'truncate') as may`,
      [table],
    );
    expect(rows[0]?.may).toBe(false);
  });

  it('owns nothing', async () => {
    const { rows } = await client.query(
      `select relname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = 'engross_app'`,
    );
    expect(rows).toEqual([]);
  });
});
