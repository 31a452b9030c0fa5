import pg from 'pg';
import { readdirSync, readFileSync } from 'node:fs';
import { runMigrations } from 'graphile-worker';
import { Store } from './platform/database.ts';
import { loadReference } from './platform/reference.ts';
import { CHART } from './modules/ledger/index.ts';
const db = process.argv[2] ?? 'impdev';
const admin = new pg.Client({ host: '/tmp/devpg', port: 5599, user: 'engross_owner', database: 'postgres' });
await admin.connect();
await admin.query(`drop database if exists ${db} with (force)`);
await admin.query(`create database ${db}`);
await admin.end();
const c = { host: '/tmp/devpg', port: 5599, user: 'engross_owner', database: db };
await runMigrations({ pgPool: new pg.Pool(c) });
const client = new pg.Client(c);
await client.connect();
for (const f of readdirSync('db/migrations')
  .filter((f) => f.endsWith('.sql'))
  .sort()) {
  try {
    await client.query(readFileSync('db/migrations/' + f, 'utf8').replace(/where id = proforma;/, 'where id = $1;'));
  } catch (e) {
    console.log(f, String(e));
  }
}
const store = new Store({ connection: { ...c, options: '-c role=engross_app' } });
await loadReference(store, CHART);
await store.close();
process.exit(0);
