import type pg from 'pg';
import { canonicalJson, sha256 } from './canonical.ts';

const LOCK = 4_711_002;
const BATCH = 2_000;
export const SEAL_START = Buffer.alloc(32);

/** The event columns that are hashed, in SQL so that sealing and proving read the very same. */
export const SEALED_COLUMNS = `e.id, e.name, e.subject_type, e.subject_id, e.entity_id, e.client_id, e.matter_id, e.actor_id, e.on_behalf_of,
  e.via, e.address, e.command, e.reason, e.facts, encode(e.detail_digest, 'hex') as detail_digest, e.counts_on,
  to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as recorded_at`;

export function sealHash(before: Buffer, sequence: bigint, event: Record<string, unknown>): Buffer {
  return sha256(before, canonicalJson({ sequence, ...event }));
}

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
  let hash = last[0]?.hash ?? SEAL_START;
  let sequence = last[0]?.sequence ?? 0n;
  const rows = events.map((event) => {
    sequence += 1n;
    hash = sealHash(hash, sequence, event);
    return { sequence, id: event['id'], hash };
  });
  if (rows.length > 0) {
    await client.query(
      'insert into event_seal (sequence, event_id, hash) select * from unnest($1::int8[], $2::uuid[], $3::bytea[])',
      [rows.map((r) => r.sequence), rows.map((r) => r.id), rows.map((r) => r.hash)],
    );
  }
  return rows.length;
}
