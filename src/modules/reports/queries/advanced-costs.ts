import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { sum, wire } from '../../../kernel/money.ts';
import { handleQuery } from '../../../platform/command.ts';
import { ACCOUNTS } from '../../ledger/index.ts';
import * as c from '../contract.ts';

interface Row {
  matter_id: string | null;
  matter: string | null;
  client_id: string;
  client: string;
  entity_id: string;
  entity: string;
  entity_currency: string;
  currency: string;
  not_billed: bigint;
  billed: bigint;
  entity_not_billed: bigint;
  entity_billed: bigint;
  oldest: Day | null;
}

/** What the firm has laid out and not got back: on open cards, and on what is owed. */
export const listAdvancedCosts = handleQuery(c.listAdvancedCosts, async ({ db }, input) => {
  const one = sql`(${input.entityId ?? null}::uuid is null or e.id = ${input.entityId ?? null}::uuid)`;
  const { rows } = await sql<Row>`
    with advanced as (
      select k.entity_id, k.client_id, k.matter_id, k.currency, k.wip_minor as not_billed, 0::int8 as billed, k.wip_entity_minor as entity_not_billed,
        0::int8 as entity_billed, k.work_date
      from card_brief k where k.cost_kind = 'hard' and k.wip_minor <> 0
      union all select a.entity_id, a.client_id, a.matter_id, a.currency, 0, a.minor, 0, a.entity_minor, k.work_date
      from advanced_cost_open a left join card_brief k on k.id = a.card_id where a.minor <> 0 or a.entity_minor <> 0)
    select a.matter_id, m.number as matter, a.client_id, k.name as client, e.id as entity_id, e.code as entity, e.currency as entity_currency, a.currency,
      sum(a.not_billed)::int8 as not_billed, sum(a.billed)::int8 as billed, sum(a.entity_not_billed)::int8 as entity_not_billed,
      sum(a.entity_billed)::int8 as entity_billed, min(a.work_date) as oldest
    from advanced a join legal_entity e on e.id = a.entity_id join client_brief k on k.id = a.client_id left join matter_brief m on m.id = a.matter_id
    where e.basis = 'modified-cash' and e.advances_are_asset and ${one} group by 1, 2, 3, 4, 5, 6, 7, 8 order by 6, 4, 2, 8`.execute(
    db,
  );
  const { rows: accounts } = await sql<{ id: string; entity: string; currency: string; minor: bigint }>`
    select e.id, e.code as entity, e.currency, coalesce((select sum(l.entity_amount) from journal_posting l where l.entity_id = e.id
      and l.account in (${ACCOUNTS.advancedUnbilled}, ${ACCOUNTS.advancedBilled})), 0)::int8 as minor
    from legal_entity e where e.basis = 'modified-cash' and e.advances_are_asset and ${one} order by e.code`.execute(
    db,
  );
  return {
    rows: rows.map((r) => ({
      matterId: r.matter_id,
      matter: r.matter ?? '',
      clientId: r.client_id,
      client: r.client,
      entity: r.entity,
      notBilled: wire(r.not_billed, r.currency),
      billed: wire(r.billed, r.currency),
      total: wire(r.not_billed + r.billed, r.currency),
      oldest: r.oldest,
    })),
    totals: accounts.map((a) => {
      const own = rows.filter((r) => r.entity_id === a.id);
      const notBilled = sum(own.map((r) => r.entity_not_billed));
      const billed = sum(own.map((r) => r.entity_billed));
      return {
        entity: a.entity,
        notBilled: wire(notBilled, a.currency),
        billed: wire(billed, a.currency),
        control: wire(a.minor, a.currency),
        tied: a.minor === notBilled + billed,
      };
    }),
  };
});
