import type pg from 'pg';
import type { Check } from './prove.ts';
import { BEFORE_ALL, canonical, COVERED, type Rows, ROWS_WRITTEN, seal as sealOf } from './sealing.ts';

const AT_ONCE = 2_000n;

type Seal = { sequence: bigint; seal: Buffer; event_id: string; rows: Rows } & Record<string, unknown>;

/** Recomputes the chain from its first record, and of each sealed event the rows it wrote. */
export async function chainIsWhole(client: pg.PoolClient): Promise<{ checks: Check[]; unsealed: number }> {
  let before: Buffer = BEFORE_ALL;
  let sequence = 0n;
  let broken: string | null = null;
  let brokenRow: string | null = null;
  let examined = 0;
  let examinedRows = 0;
  for (;;) {
    const { rows: seals } = await client.query<Seal>(
      `select s.sequence, s.hash as seal, s.event_id, s.rows, ${COVERED} from event_seal s left join event e on e.id = s.event_id
       where s.sequence > $1 order by s.sequence limit ${AT_ONCE}`,
      [sequence],
    );
    if (seals.length === 0) break;
    const now = await rowsNow(client, seals);
    for (const { sequence: at, seal, event_id, rows, ...event } of seals) {
      sequence = at;
      examined += 1;
      const previous = before;
      before = sealOf(previous, BigInt(examined), event, rows);
      if (at !== BigInt(examined) || event['id'] !== event_id || !before.equals(seal))
        broken ??= `audit record ${examined}`;
      if (rows !== null) {
        examinedRows += 1;
        brokenRow ??= differing(event_id, rows, now.get(event_id) ?? {});
      }
    }
  }
  const { rows: heads } = await client.query<{ sequence: bigint; hash: Buffer }>(
    'select sequence, hash from event_seal_head',
  );
  const [head] = heads;
  const cut = head ? head.sequence !== BigInt(examined) || !head.hash.equals(before) : examined > 0;
  if (cut) broken ??= `audit record ${head ? head.sequence : examined}`;
  const { rows: tail } = await client.query<{ n: number }>(
    'select count(*)::int as n from event e where not exists (select 1 from event_seal s where s.event_id = e.id)',
  );
  return {
    checks: [
      { name: 'the audit chain is whole', ok: broken === null, examined, broken },
      {
        name: 'every sealed event has the rows it wrote, unaltered',
        ok: brokenRow === null,
        examined: examinedRows,
        broken: brokenRow,
      },
    ],
    unsealed: tail[0]?.n ?? 0,
  };
}

async function rowsNow(client: pg.PoolClient, seals: readonly Seal[]): Promise<Map<string, Rows>> {
  const { rows } = await client.query<{ event_id: string; rows: Rows }>(ROWS_WRITTEN, [
    seals.filter((s) => s.rows !== null).map((s) => s.event_id),
  ]);
  return new Map(rows.map((r) => [r.event_id, r.rows]));
}

/** The first kind of row that is not as it was sealed. */
function differing(eventId: string, sealed: NonNullable<Rows>, now: NonNullable<Rows>): string | null {
  if (canonical(sealed) === canonical(now)) return null;
  const kinds = [...new Set([...Object.keys(sealed), ...Object.keys(now)])].toSorted();
  const kind = kinds.find((k) => sealed[k] !== now[k]);
  return `${kind} of event ${eventId}`;
}
