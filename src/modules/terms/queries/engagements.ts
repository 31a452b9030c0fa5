import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { OutputOf } from '../../../kernel/endpoint.ts';
import { wire } from '../../../kernel/money.ts';
import { folded } from '../../../kernel/text.ts';
import { handleQuery, NotFound, type Query, type Reading } from '../../../platform/command.ts';
import { instant, rangeDays } from '../../../platform/sql-day.ts';
import { matterFacts } from '../../matters/index.ts';
import { type Clause, perMatter, spanOf } from '../clause.ts';
import { aimOf } from '../counting.ts';
import { termsSaid } from '../said.ts';
import * as c from '../contract/engagements.ts';
import { CLAUSE_KINDS } from '../contract/engagements.ts';
import { governing } from '../in-force.ts';
import { usedOn } from '../store/applied.ts';
import { clausesOf, type TermsInput, termsOf } from '../store/engagements.ts';

type Row = OutputOf<typeof c.listEngagements>['rows'][number];
type Version = OutputOf<typeof c.showEngagement>['lines'][number]['versions'][number];
type Use = OutputOf<typeof c.showEngagement>['uses'][number];

const list = handleQuery(c.listEngagements, async ({ db, today }, input) => {
  const like = `%${folded(input.words)}%`;
  const rows = await rowsOf(
    db,
    today,
    sql<boolean>`(${input.clientId ?? null}::uuid is null or e.client_id = ${input.clientId ?? null}::uuid)
      and (${input.words} = '' or lower(e.title || ' ' || e.parties || ' ' || k.name) like ${like})`,
  );
  return { rows };
});

async function rowsOf(db: Reading['db'], today: Day, where: ReturnType<typeof sql<boolean>>): Promise<Row[]> {
  const { rows } = await sql<{
    id: string;
    client_id: string;
    client: string;
    title: string;
    parties: string;
    signed_on: Day | null;
    valid: string;
    ended_reason: string;
    matters: Row['matters'] | null;
  }>`select e.id, e.client_id, k.name as client, e.title, e.parties, e.signed_on, e.valid::text as valid, e.ended_reason,
      (select json_agg(json_build_object('id', b.id, 'number', b.number, 'name', b.name) order by b.number)
        from engagement_matter m join matter_brief b on b.id = m.matter_id where m.engagement_id = e.id) as matters
    from engagement e join client_brief k on k.id = e.client_id where ${where} order by k.name, lower(e.valid) desc, e.title`.execute(
    db,
  );
  const clauses = await clausesOf(
    db,
    rows.map((r) => r.client_id),
  );
  return rows.map((r) => {
    const own = clauses.filter((clause) => clause.engagement.id === r.id && counts(clause, today));
    return {
      id: r.id,
      clientId: r.client_id,
      client: r.client,
      title: r.title,
      parties: r.parties,
      signedOn: r.signed_on,
      ...rangeDays(r.valid),
      endedReason: r.ended_reason,
      matters: r.matters ?? [],
      clauses: own.length,
      said: own.flatMap((clause) =>
        clause.terms.kind === 'other' ? [] : [`${clause.number} ${termsSaid(clause.terms)}`],
      ),
    };
  });
}

function counts(clause: Clause, on: Day): boolean {
  return clause.from <= on && (clause.to === null || clause.to >= on);
}

const show = handleQuery(c.showEngagement, async ({ db, today }, { id }) => {
  const [row] = await rowsOf(db, today, sql<boolean>`e.id = ${id}::uuid`);
  if (!row) throw new NotFound('There is no such engagement.');
  const versions = await allVersions(db, id);
  const clauses = await clausesOf(db, [row.clientId]);
  const uses: Use[] = [];
  for (const clause of clauses.filter((one) => one.engagement.id === id && counts(one, today)))
    uses.push(...(await usesOf(db, clauses, clause, today)));
  return {
    ...row,
    lines: [...Map.groupBy(versions, (v) => v.lineId)].map(([lineId, all]) => ({
      lineId,
      current: all.find((v) => v.withdrawn === null && v.from <= today && (v.to === null || v.to >= today)) ?? null,
      versions: all,
    })),
    uses,
    documents: await documentsOf(db, id),
  };
});

async function allVersions(db: Reading['db'], engagementId: string): Promise<Version[]> {
  const { rows } = await sql<{
    id: string;
    line_id: string;
    number: string;
    words: string;
    terms: TermsInput;
    valid: string;
    reason: string;
    ended_reason: string;
    withdrawn_at: Date | null;
    withdrawn_reason: string;
    who: string | null;
    recorded_at: Date;
  }>`select c.id, c.line_id, c.number, c.words, c.terms, c.valid::text as valid, c.reason, c.ended_reason, c.withdrawn_at, c.withdrawn_reason, p.name as who, c.recorded_at
    from engagement_clause c left join person_brief p on p.id = c.actor_id where c.engagement_id = ${engagementId}::uuid
    order by c.number, lower(c.valid) desc, c.recorded_at desc`.execute(db);
  return rows.map((r) => ({
    id: r.id,
    lineId: r.line_id,
    number: r.number,
    words: r.words,
    terms: r.terms,
    said: termsSaid(termsOf(r.terms)),
    ...rangeDays(r.valid),
    reason: r.reason,
    endedReason: r.ended_reason,
    withdrawn: r.withdrawn_at === null ? null : r.withdrawn_reason,
    recordedBy: r.who ?? '',
    recordedAt: instant(r.recorded_at),
  }));
}

async function documentsOf(db: Reading['db'], id: string) {
  const { rows } = await sql<{ id: string; file_name: string; recorded_at: Date }>`
    select id, file_name, recorded_at from attached_document where subject_type = 'engagement' and subject_id = ${id}::uuid order by recorded_at`.execute(
    db,
  );
  return rows.map((r) => ({ id: r.id, fileName: r.file_name, recordedAt: instant(r.recorded_at) }));
}

/** How far a price, a year's volume, a minimum, a collar or a cap is used; those of matters for each billed on it, or the one asked about. */
async function usesOf(
  db: Reading['db'],
  clauses: readonly Clause[],
  clause: Clause,
  on: Day,
  matterId: string | null = null,
): Promise<Use[]> {
  const { terms } = clause;
  const limit = aimOf(terms);
  if (limit === null) return [];
  const { usedMinor, usedOf } = await usedOn(db, clauses, clause, on);
  const span = spanOf(limit.over, clause.engagement.from, on);
  const of = (used: bigint, matter: string | null): Use => {
    const aim = limit.aimMinor(used);
    return {
      clauseId: clause.id,
      number: clause.number,
      engagementId: clause.engagement.id,
      engagement: clause.engagement.title,
      kind: limit.kind,
      said: termsSaid(terms),
      hard: limit.hard,
      matter,
      from: span?.from ?? null,
      to: span?.to ?? null,
      limit: wire(aim, limit.currency),
      used: wire(used, limit.currency),
      left: wire(aim > used ? aim - used : 0n, limit.currency),
    };
  };
  if (!perMatter(terms)) return [of(usedMinor, null)];
  const ids = matterId === null ? [...usedOf.keys()] : [matterId];
  const matters = await matterFacts(db, ids);
  return ids.map((id) => of(usedOf.get(id) ?? 0n, matters.get(id)?.number ?? ''));
}

const inForce = handleQuery(c.termsInForce, async ({ db, today }, { matterId, on = today }) => {
  const matter = (await matterFacts(db, [matterId])).get(matterId);
  if (!matter) throw new NotFound('There is no such matter.');
  const clauses = await clausesOf(db, [matter.clientId]);
  const each = CLAUSE_KINDS.map((kind) => ({ kind, ...governing(clauses, matter, kind, on) }));
  const uses: Use[] = [];
  for (const clause of each.flatMap((one) => one.won)) uses.push(...(await usesOf(db, clauses, clause, on, matterId)));
  const brief = (clause: Clause) => ({
    number: clause.number,
    engagementId: clause.engagement.id,
    engagement: clause.engagement.title,
    said: termsSaid(clause.terms),
  });
  return {
    on,
    clauses: each.flatMap(({ kind, won }) =>
      won.map((clause) => ({
        ...brief(clause),
        id: clause.id,
        kind,
        words: clause.words,
        from: clause.from,
        to: clause.to,
      })),
    ),
    lost: each.flatMap(({ lost }) => lost.map(({ clause, because }) => ({ ...brief(clause), because }))),
    uses,
  };
});

export const queries: readonly Query[] = [list, show, inForce];
