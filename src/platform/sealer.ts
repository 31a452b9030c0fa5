import type pg from 'pg';
import { canonicalJson, sha256 } from './canonical.ts';

const LOCK = 4_711_002;
const BATCH = 2_000;
const SEAL_START = Buffer.alloc(32);

/** The event columns that are hashed; the proof has its own words for it. */
const SEALED_COLUMNS = `e.id, e.name, e.subject_type, e.subject_id, e.entity_id, e.client_id, e.matter_id, e.actor_id, e.on_behalf_of,
  e.via, e.address, e.command, e.reason, e.facts, encode(e.detail_digest, 'hex') as detail_digest, e.counts_on,
  to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as recorded_at`;

/** Of each kind of row that an event wrote, the digest over its rows; an event sealed before rows were covered has null. */
type SealedRows = Readonly<Record<string, string>> | null;

function sealHash(before: Buffer, sequence: bigint, event: Record<string, unknown>, rows: SealedRows): Buffer {
  return sha256(before, canonicalJson({ sequence, ...event, ...(rows === null ? {} : { rows }) }));
}

/** The digests of the rows that events wrote; the proof has its own words for it. */
const ROWS_OF_EVENTS = `select event_id, jsonb_object_agg(kind, digest) as rows from (
    select event_id, kind, encode(sha256(string_agg(digest, ',' order by key)::bytea), 'hex') as digest
    from event_row where event_id = any($1::uuid[]) group by event_id, kind) d group by event_id`;

/**
 * Gives gapless sequence and hash to committed events, in commit order. Only events of transactions older than
 * every running one are sealed, so no later commit can fall before them. One sealer works at a time.
 * Returns how many were sealed.
 */
export async function sealEvents(pool: pg.Pool): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows: locked } = await client.query<{ got: boolean }>('select pg_try_advisory_xact_lock($1) as got', [
      LOCK,
    ]);
    const sealed = locked[0]?.got ? await sealBatch(client) : 0;
    await client.query('commit');
    return sealed;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

async function sealBatch(client: pg.PoolClient): Promise<number> {
  const { rows: last } = await client.query<{ sequence: bigint; hash: Buffer }>(
    'select sequence, hash from event_seal order by sequence desc limit 1',
  );
  const { rows: events } = await client.query<Record<string, unknown>>(
    `select ${SEALED_COLUMNS} from event e
     where e.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
       -- all older ones were sealed before: the last sealed transaction may have been cut in two by the batch's end
       and e.transaction_id >= coalesce((select l.transaction_id from event_seal z join event l on l.id = z.event_id
                                         order by z.sequence desc limit 1), '0'::xid8)
       and not exists (select 1 from event_seal s where s.event_id = e.id)
     order by e.transaction_id, e.id limit ${BATCH}`,
  );
  if (events.length === 0) return 0;
  const { rows: written } = await client.query<{ event_id: string; rows: SealedRows }>(ROWS_OF_EVENTS, [
    events.map((event) => event['id']),
  ]);
  const rowsOf = new Map(written.map((w) => [w.event_id, w.rows]));
  let hash = last[0]?.hash ?? SEAL_START;
  let sequence = last[0]?.sequence ?? 0n;
  const seals = events.map((event) => {
    sequence += 1n;
    const rows = rowsOf.get(event['id'] as string) ?? {};
    hash = sealHash(hash, sequence, event, rows);
    return { sequence, id: event['id'], hash, rows: JSON.stringify(rows) };
  });
  await client.query(
    `insert into event_seal (sequence, event_id, hash, rows) select * from unnest($1::int8[], $2::uuid[], $3::bytea[], $4::jsonb[])`,
    [seals.map((r) => r.sequence), seals.map((r) => r.id), seals.map((r) => r.hash), seals.map((r) => r.rows)],
  );
  await client.query(
    `insert into event_seal_head (sequence, hash) values ($1, $2) on conflict (single) do update set sequence = excluded.sequence, hash = excluded.hash`,
    [sequence, hash],
  );
  return seals.length;
}
