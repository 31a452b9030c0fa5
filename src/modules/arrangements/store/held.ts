import { sql } from 'kysely';
import type { Reading } from '../../../platform/command.ts';
import { matterFacts } from '../../matters/index.ts';

/** What clauses hold back on a matter in a currency, in minor units. */
export interface Standing {
  /** the clause, whatever its version */
  readonly lineId: string;
  readonly clientId: string;
  readonly matterId: string;
  readonly currency: string;
  /** of standing bills, less credits */
  readonly heldMinor: bigint;
  readonly releasedMinor: bigint;
}

interface Of {
  readonly lineId?: string;
  readonly matterIds?: readonly string[];
  readonly engagementId?: string;
}

/** What is held back by the bills that stand, and what of it was released, by clause and matter. */
export async function standing(db: Reading['db'], of: Of): Promise<Standing[]> {
  const { rows } = await sql<{
    line_id: string;
    client_id: string;
    matter_id: string;
    currency: string;
    held: bigint;
    released: bigint;
  }>`
    select x.line_id, m.client_id, x.matter_id, x.currency, sum(x.held)::int8 as held, sum(x.released)::int8 as released
    from (select line_id, matter_id, currency, held_minor as held, 0 as released from held_back
      union all select c.line_id, c.matter_id, c.currency, 0, c.amount_minor from clause_charge c join card_brief k on k.id = c.card_id
        where c.kind = 'holdback' and c.taken_back_at is null and k.state <> 'taken-back') x
      join matter_brief m on m.id = x.matter_id
    where (${of.lineId ?? null}::uuid is null or x.line_id = ${of.lineId ?? null}::uuid)
      and (${of.matterIds === undefined}::bool or x.matter_id = any(${[...(of.matterIds ?? [])]}::uuid[]))
      and (${of.engagementId ?? null}::uuid is null or x.line_id in (select line_id from clause_record where engagement_id = ${of.engagementId ?? null}::uuid))
    group by x.line_id, m.client_id, x.matter_id, x.currency having sum(x.held) <> 0 or sum(x.released) <> 0`.execute(
    db,
  );
  return rows.map((r) => ({
    lineId: r.line_id,
    clientId: r.client_id,
    matterId: r.matter_id,
    currency: r.currency,
    heldMinor: r.held,
    releasedMinor: r.released,
  }));
}

/** What is held back and not released on matters that no more time comes to. */
export async function releasable(db: Reading['db'], of: Of = {}): Promise<Standing[]> {
  const left = (await standing(db, of)).filter((one) => one.heldMinor > one.releasedMinor);
  const matters = await matterFacts(
    db,
    left.map((one) => one.matterId),
  );
  return left.filter((one) => matters.get(one.matterId)?.closedToTime === true);
}
