import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { wire } from '../../../kernel/money.ts';
import { handleQuery, type Query, type Reading } from '../../../platform/command.ts';
import { type Clause, clausesOf, type Terms } from '../../terms/index.ts';
import * as c from '../contract/on-account.ts';

type Agreed = Clause<Extract<Terms, { kind: 'retainer' }>>;

interface Retainer {
  readonly clause: Agreed;
  readonly client: string;
  readonly matter: string;
  readonly leftMinor: bigint;
  /** up to the amount agreed: where nothing was billed yet, or what is left is below the floor; else zero */
  readonly proposeMinor: bigint;
}

interface Wanted {
  readonly clientId?: string | undefined;
  readonly matterId?: string | undefined;
}

/** Retainers agreed on a day, each with what is left of all that was billed citing it. */
export async function retainersOf(db: Reading['db'], on: Day, wanted: Wanted = {}): Promise<Retainer[]> {
  const { rows: clients } = await sql<{ id: string; name: string }>`
    select k.id, k.name from client_brief k where exists (select 1 from engagement_record e join clause_record c on c.engagement_id = e.id
      where e.client_id = k.id and c.kind = 'retainer') and (${wanted.clientId ?? null}::uuid is null or k.id = ${wanted.clientId ?? null}::uuid) order by k.name`.execute(
    db,
  );
  const clauses = (
    await clausesOf(
      db,
      clients.map((k) => k.id),
    )
  ).filter(
    (one): one is Agreed =>
      one.terms.kind === 'retainer' &&
      one.from <= on &&
      (one.to === null || one.to >= on) &&
      (wanted.matterId === undefined || one.terms.matterId === wanted.matterId),
  );
  const { rows: balances } = await sql<{ line_id: string; left: bigint }>`
    select o.clause_line_id as line_id, sum(s.left_minor)::int8 as left from on_account_billed o join on_account_standing s on s.receivable_id = o.invoice_id
    where o.clause_line_id = any(${clauses.map((one) => one.lineId)}::uuid[]) and s.billed_minor <> s.withdrawn_minor group by 1`.execute(
    db,
  );
  const { rows: matters } = await sql<{ id: string; number: string }>`
    select id, number from matter_brief where id = any(${clauses.map((one) => one.terms.matterId)}::uuid[])`.execute(
    db,
  );
  return clauses.map((clause): Retainer => {
    const billed = balances.find((b) => b.line_id === clause.lineId);
    const left = billed?.left ?? 0n;
    const { amountMinor, floorMinor } = clause.terms;
    const low = billed === undefined || (floorMinor !== null && left < floorMinor);
    return {
      clause,
      client: clients.find((k) => k.id === clause.engagement.clientId)?.name ?? '',
      matter: matters.find((m) => m.id === clause.terms.matterId)?.number ?? '',
      leftMinor: left,
      proposeMinor: low ? amountMinor - left : 0n,
    };
  });
}

export const listRetainers: Query = handleQuery(c.listRetainers, async ({ db, today }, input) => {
  const found = (await retainersOf(db, today, input)).filter((r) => !input.low || r.proposeMinor > 0n);
  return {
    total: found.length,
    rows: found.slice(input.offset, input.offset + input.limit).map(({ clause, ...r }) => ({
      clauseLineId: clause.lineId,
      clause: clause.number,
      engagementId: clause.engagement.id,
      engagement: clause.engagement.title,
      clientId: clause.engagement.clientId,
      client: r.client,
      matterId: clause.terms.matterId,
      matter: r.matter,
      wholeClient: clause.terms.wholeClient,
      words: clause.words,
      agreed: wire(clause.terms.amountMinor, clause.terms.currency),
      floor: clause.terms.floorMinor === null ? null : wire(clause.terms.floorMinor, clause.terms.currency),
      left: wire(r.leftMinor, clause.terms.currency),
      propose: wire(r.proposeMinor, clause.terms.currency),
    })),
  };
});
