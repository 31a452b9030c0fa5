import type pg from 'pg';
import { handleQuery } from '../../../../platform/command.ts';
import * as c from '../../contract.ts';
import { chainIsWhole } from './chain.ts';
import { CHECKS } from './checks.ts';
import type { SqlCheck } from './control.ts';
import { canonical, digestOf, sha256 } from './sealing.ts';

export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly examined: number;
  readonly broken: string | null;
}

export const proveBooks = handleQuery(c.proveBooks, async ({ client }) => {
  const checks: Check[] = [];
  for (const check of CHECKS) checks.push(await run(client, check));
  checks.push(await snapshotsMatch(client), await eventsAreAsRecorded(client), await detailsMatch(client));
  const chain = await chainIsWhole(client);
  checks.push(...chain.checks);
  return { ok: checks.every((check) => check.ok), checks, unsealed: chain.unsealed };
});

async function run(client: pg.PoolClient, check: SqlCheck): Promise<Check> {
  const { rows: counted } = await client.query<{ n: bigint }>(`select (${check.examined})::int8 as n`);
  const { rows: broken } = await client.query<Record<string, string>>(`select * from (${check.broken}) found limit 1`);
  const first = broken[0] ? (Object.values(broken[0])[0] ?? 'a record') : null;
  return { name: check.name, ok: first === null, examined: Number(counted[0]?.n ?? 0n), broken: first };
}

const AT_ONCE = 2_000;

/** Pages through a query by its first column, so that a big firm's record doesn't fill the memory. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller says what its query's rows are
async function eachRow<Row extends { at: string }>(
  client: pg.PoolClient,
  page: string,
  see: (row: Row) => string | null,
): Promise<{ examined: number; broken: string | null }> {
  let examined = 0;
  let broken: string | null = null;
  for (let after = ''; ;) {
    const { rows } = await client.query<Row>(`${page} limit ${AT_ONCE}`, [after]);
    for (const row of rows) broken ??= see(row);
    examined += rows.length;
    const last = rows.at(-1);
    if (!last || rows.length < AT_ONCE) return { examined, broken };
    after = last.at;
  }
}

async function snapshotsMatch(client: pg.PoolClient): Promise<Check> {
  const seen = await eachRow<{ at: string; snapshot: string; snapshot_hash: Buffer; total_minor: bigint }>(
    client,
    `select * from (select number as at, snapshot, snapshot_hash, total_minor from invoice
      union all select number, snapshot, snapshot_hash, total_minor from correction) d where at > $1 order by at`,
    (row) => {
      if (!sha256(row.snapshot).equals(row.snapshot_hash)) return `document ${row.at}`;
      const said = JSON.parse(row.snapshot) as { number: string; totals: { total: string } };
      return said.totals.total === row.total_minor.toString() && said.number === row.at ? null : `document ${row.at}`;
    },
  );
  return {
    name: 'each issued document’s frozen text matches its hash, number and total',
    ok: seen.broken === null,
    ...seen,
  };
}

/** Each event still says what it said when it was recorded; before digests were kept, the seal alone vouches. */
async function eventsAreAsRecorded(client: pg.PoolClient): Promise<Check> {
  const seen = await eachRow<
    { at: string; digest: Buffer | null; detail_digest: Buffer | null; sealed: boolean } & Record<string, unknown>
  >(
    client,
    `select e.id::text as at, e.id, e.name, e.subject_type, e.subject_id, e.entity_id, e.client_id, e.matter_id, e.actor_id, e.on_behalf_of, e.via, e.address,
       e.command, e.reason, e.facts, e.counts_on, e.digest, e.detail_digest, exists (select 1 from event_seal s where s.event_id = e.id) as sealed
     from event e where e.id::text > $1 order by e.id::text`,
    ({ at, digest, detail_digest, sealed, ...event }) => {
      if (digest === null) return sealed ? null : `event ${at}`;
      return digestOf(event, detail_digest).equals(digest) ? null : `event ${at}`;
    },
  );
  return { name: 'each event says what it said when it was recorded', ok: seen.broken === null, ...seen };
}

async function detailsMatch(client: pg.PoolClient): Promise<Check> {
  const seen = await eachRow<{ at: string; salt: Buffer; detail: unknown; detail_digest: Buffer | null }>(
    client,
    `select d.event_id::text as at, d.salt, d.detail, e.detail_digest from event_detail d left join event e on e.id = d.event_id
     where d.event_id::text > $1 order by d.event_id::text`,
    (row) =>
      row.detail_digest && sha256(row.salt, canonical(row.detail)).equals(row.detail_digest)
        ? null
        : `detail of event ${row.at}`,
  );
  return { name: 'each event’s detail matches its digest', ok: seen.broken === null, ...seen };
}
