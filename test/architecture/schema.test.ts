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
