import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { wire } from '../../../kernel/money.ts';
import { handleQuery, type Query, type Reading } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';
import * as c from '../contract/information.ts';

interface Wanted {
  readonly ids?: readonly string[];
  readonly clientId?: string | undefined;
  readonly matterId?: string | undefined;
  readonly cardId?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

function meant({ ids, clientId, matterId, cardId }: Wanted) {
  return sql<boolean>`(${ids === undefined ? null : [...ids]}::uuid[] is null or i.id = any(${ids === undefined ? null : [...ids]}::uuid[]))
    and (${clientId ?? null}::uuid is null or i.client_id = ${clientId ?? null}::uuid)
    and (${matterId ?? null}::uuid is null or exists (select 1 from information_line l where l.information_id = i.id and l.matter_id = ${matterId ?? null}::uuid))
    and (${cardId ?? null}::uuid is null or exists (select 1 from information_line l where l.information_id = i.id and l.card_id = ${cardId ?? null}::uuid))`;
}

/** Copies for information, newest first. */
export async function informationRows(db: Reading['db'], wanted: Wanted) {
  const { rows } = await sql<{
    id: string;
    number: string;
    recorded_at: Date;
    who: string | null;
    for_whom: string;
    client_id: string;
    client: string;
    matters: string | null;
    through_day: Day;
    cards: number;
    currency: string;
    net_minor: bigint;
    proforma_id: string | null;
    proforma: string | null;
  }>`
    select i.id, 'I-' || i.number as number, i.recorded_at, p.name as who, i.for_whom, i.client_id, k.name as client, x.matters, i.through_day, x.cards,
      i.currency, i.net_minor, i.proforma_id, f.number::text as proforma
    from information_proforma i join client_brief k on k.id = i.client_id left join person_brief p on p.id = i.actor_id
      left join proforma_head f on f.id = i.proforma_id
      join lateral (select count(*)::int as cards, string_agg(distinct m.number, ', ' order by m.number) as matters
        from information_line l join matter_brief m on m.id = l.matter_id where l.information_id = i.id) x on true
    where ${meant(wanted)} order by i.number desc limit ${wanted.limit} offset ${wanted.offset}`.execute(db);
  return rows.map((r) => ({
    id: r.id,
    number: r.number,
    madeAt: instant(r.recorded_at),
    who: r.who ?? '',
    forWhom: r.for_whom,
    clientId: r.client_id,
    client: r.client,
    matters: r.matters ?? '',
    throughDay: r.through_day,
    cards: r.cards,
    net: wire(r.net_minor, r.currency),
    proforma: r.proforma_id === null ? null : { id: r.proforma_id, number: r.proforma ?? '' },
  }));
}

export const listInformation: Query = handleQuery(c.listInformation, async ({ db }, input) => {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from information_proforma i where ${meant(input)}`.execute(db);
  return { total: rows[0]?.n ?? 0, rows: await informationRows(db, input) };
});
