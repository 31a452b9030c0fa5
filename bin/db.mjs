// Refreshes what git keeps about the database and the API, from the migrations and contracts as they are:
// db/schema.sql, src/platform/tables.ts and docs/api/openapi.json. Run it as: node bin/prepare.mjs db
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { ready } from '../src/connect.ts';
import { openApi } from '../src/http/openapi.ts';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres/index.ts';
import { schemaText, tableTypes } from '../src/platform/introspect.ts';
import { HANDLERS } from '../src/registry.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dataDir = await mkdtemp(join(tmpdir(), 'engross-db-'));
// PostgreSQL may run as another user than root; it must be able to pass through.
await chmod(dataDir, 0o711);
const server = await startEmbeddedPostgres({ dataDir, log: () => undefined });
const owner = server.connection(server.ownerUser, 'engross');
await ready(owner);
const client = new pg.Client(owner);
await client.connect();
await writeFile(join(root, 'db/schema.sql'), await schemaText(client));
await writeFile(join(root, 'src/platform/tables.ts'), await tableTypes(client));
await mkdir(join(root, 'docs/api'), { recursive: true });
await writeFile(join(root, 'docs/api/openapi.json'), `${JSON.stringify(openApi(HANDLERS, '0'), null, 1)}\n`);
await client.end();
await server.stop();
await rm(dataDir, { recursive: true, force: true });
console.log('db/schema.sql, src/platform/tables.ts and docs/api/openapi.json are fresh.');
