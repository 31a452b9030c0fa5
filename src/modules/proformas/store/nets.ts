import { sql } from 'kysely';
import type { Reading } from '../../../platform/command.ts';
import type { Rounding } from '../../../kernel/rounding.ts';
import { entityFacts } from '../../firm/index.ts';
import { netOf, type Spreadable } from '../spread.ts';
import type { State } from '../state.ts';
import { loadAdjustments } from './adjustments.ts';
import { DESK_ORDER } from './lines.ts';

export interface Net {
  readonly id: string;
  readonly state: State;
  readonly currency: string;
  readonly minor: bigint;
}

/**
 * What each open proforma comes to before tax, in minor units of its currency: the net its desk shows. Lists and sums
 * of many ask here; of most proformas, those without adjustments, no line is loaded.
 */
export async function openNets(db: Reading['db']): Promise<Net[]> {
  const { rows } = await sql<{ id: string; state: State; currency: string; entity_id: string; minor: bigint }>`
    select p.id, p.state, p.currency, p.entity_id, coalesce((
      select sum(l.bill_minor) from proforma_line l where l.proforma_id = p.id and l.attached and not l.excluded and not l.no_charge
        and not exists (select 1 from card_brief k where k.id = l.card_id and k.hold_reason is not null)), 0)::int8 as minor
    from proforma p where p.state not in ('billed', 'closed', 'reversed') order by p.id`.execute(db);
  const adjusted = await loadAdjustments(
    db,
    rows.map((row) => row.id),
  );
  const lines = await spreadable(db, [...adjusted.keys()]);
  const roundings = new Map<string, Rounding>();
  for (const entityId of new Set(rows.map((row) => row.entity_id)))
    roundings.set(entityId, (await entityFacts(db, entityId)).rounding);
  return rows.map(({ id, state, currency, entity_id, minor }) => {
    const own = adjusted.get(id);
    const net = own ? netOf(lines.get(id) ?? [], own, roundings.get(entity_id) as Rounding) : minor;
    return { id, state, currency, minor: net };
  });
}

/** Lines that count, in the desk's order. */
async function spreadable(db: Reading['db'], ids: readonly string[]): Promise<Map<string, Spreadable[]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{
    id: string;
    proforma_id: string;
    kind: Spreadable['kind'];
    cost_kind: Spreadable['costKind'];
    timekeeper_id: string | null;
    matter_id: string;
    seconds: bigint;
    no_charge: boolean;
    bill_minor: bigint;
  }>`
    select l.id, l.proforma_id, k.kind, k.cost_kind, k.timekeeper_id, k.matter_id, l.seconds, l.no_charge, l.bill_minor
    from proforma_line l join card_brief k on k.id = l.card_id join matter_brief m on m.id = k.matter_id
    where l.proforma_id = any(${[...ids]}::uuid[]) and l.attached and not l.excluded and k.hold_reason is null
    order by ${DESK_ORDER}`.execute(db);
  const of = (r: (typeof rows)[number]): Spreadable => ({
    id: r.id,
    kind: r.kind,
    costKind: r.cost_kind,
    timekeeperId: r.timekeeper_id,
    matterId: r.matter_id,
    seconds: r.seconds,
    excluded: false,
    hold: null,
    noCharge: r.no_charge,
    billMinor: r.bill_minor,
  });
  return new Map([...Map.groupBy(rows, (r) => r.proforma_id)].map(([id, group]) => [id, group.map(of)]));
}
