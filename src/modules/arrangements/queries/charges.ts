import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { OutputOf } from '../../../kernel/endpoint.ts';
import { sumsByCurrency, wire } from '../../../kernel/money.ts';
import { handleQuery, type Query, type Reading } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';
import { matterFacts } from '../../matters/index.ts';
import { clausesOf } from '../../terms/index.ts';
import * as c from '../contract.ts';
import { duePeriods } from '../store/due.ts';
import { releasable, standing } from '../store/held.ts';

const due = handleQuery(c.dueCharges, async ({ db, today }, { through = today, engagementId }) => {
  const found = await duePeriods(db, through, engagementId ?? null);
  const matters = await matterFacts(
    db,
    found.map((one) => one.clause.terms.matterId),
  );
  const clients = await clientNames(
    db,
    found.map((one) => one.clause.engagement.clientId),
  );
  return {
    rows: found.map(({ clause, from, to }) => ({
      lineId: clause.lineId,
      clause: clause.number,
      engagementId: clause.engagement.id,
      engagement: clause.engagement.title,
      clientId: clause.engagement.clientId,
      client: clients.get(clause.engagement.clientId) ?? '',
      matterId: clause.terms.matterId,
      matter: matters.get(clause.terms.matterId)?.number ?? '',
      narrative: clause.terms.narrative,
      from,
      to,
      amount: wire(clause.terms.amountMinor, clause.terms.currency),
    })),
    totals: sumsByCurrency(
      found.map(({ clause: { terms } }) => ({ minor: terms.amountMinor, currency: terms.currency })),
    ),
  };
});

async function clientNames(db: Reading['db'], ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from client_brief where id = any(${[...new Set(ids)]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.name]));
}

type Row = OutputOf<typeof c.listCharges>['rows'][number];

const charges = handleQuery(c.listCharges, async ({ db }, { engagementId }) => {
  const { rows } = await sql<{
    id: string;
    kind: Row['kind'];
    line_id: string;
    clause: string;
    matter_id: string;
    matter: string;
    words: string;
    from: Day | null;
    to: Day | null;
    result_minor: bigint | null;
    currency: string;
    amount_minor: bigint;
    card_id: string;
    card: string;
    state: string;
    taken_back: string | null;
    who: string | null;
    recorded_at: Date;
  }>`select x.id, x.kind, x.line_id, c.number as clause, x.matter_id, m.number as matter, x.words, x.period_from::text as from, x.period_to::text as to,
      x.result_minor, x.currency, x.amount_minor, x.card_id, k.number::text as card, k.state,
      case when x.taken_back_at is not null then x.taken_back_reason end as taken_back, p.name as who, x.recorded_at
    from clause_charge x join clause_record c on c.id = x.clause_id join matter_brief m on m.id = x.matter_id join card_brief k on k.id = x.card_id
      left join person_brief p on p.id = x.actor_id
    where c.engagement_id = ${engagementId}::uuid order by x.recorded_at desc`.execute(db);
  return {
    rows: rows.map((r) => ({
      id: r.id,
      kind: r.kind,
      lineId: r.line_id,
      clause: r.clause,
      matterId: r.matter_id,
      matter: r.matter,
      words: r.words,
      from: r.from,
      to: r.to,
      result: r.result_minor === null ? null : wire(r.result_minor, r.currency),
      amount: wire(r.amount_minor, r.currency),
      cardId: r.card_id,
      card: r.card,
      state: r.state,
      takenBack: r.taken_back,
      recordedBy: r.who ?? '',
      recordedAt: instant(r.recorded_at),
    })),
  };
});

const held = handleQuery(c.heldBack, async ({ db }, { engagementId, done }) => {
  const of = engagementId === undefined ? {} : { engagementId };
  const all = done ? await releasable(db, of) : await standing(db, of);
  const matters = await matterFacts(
    db,
    all.map((one) => one.matterId),
  );
  const clientIds = all.map((one) => one.clientId);
  const clients = await clientNames(db, clientIds);
  const clauses = new Map((await clausesOf(db, clientIds)).map((clause) => [clause.lineId, clause]));
  const rows = all.flatMap((one) => {
    const clause = clauses.get(one.lineId);
    const matter = matters.get(one.matterId);
    if (!clause || !matter) return [];
    return [
      {
        lineId: one.lineId,
        clause: clause.number,
        engagementId: clause.engagement.id,
        engagement: clause.engagement.title,
        clientId: one.clientId,
        client: clients.get(one.clientId) ?? '',
        matterId: one.matterId,
        matter: matter.number,
        closedToTime: matter.closedToTime,
        held: wire(one.heldMinor, one.currency),
        released: wire(one.releasedMinor, one.currency),
        left: wire(one.heldMinor - one.releasedMinor, one.currency),
      },
    ];
  });
  return {
    rows: rows.toSorted((a, b) => (a.matter < b.matter ? -1 : 1)),
    totals: sumsByCurrency(rows.map(({ left }) => ({ minor: BigInt(left.minor), currency: left.currency }))),
  };
});

export const queries: readonly Query[] = [due, charges, held];
