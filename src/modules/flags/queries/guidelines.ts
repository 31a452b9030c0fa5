import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { handleQuery, NotFound, type Reading } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';
import { checkOf } from '../catalogue.ts';
import * as c from '../contract.ts';
import { isInForce } from '../settings.ts';
import { keptRules, type RuleRow } from '../store/rules.ts';
import { type Published, ruleOf } from '../templates.ts';

const PUBLISHED = join(import.meta.dirname, '../../../../data/guidelines/published.json');

export const guidelineTemplates = handleQuery(c.guidelineTemplates, () => {
  const published: Published[] = JSON.parse(readFileSync(PUBLISHED, 'utf8'));
  return Promise.resolve({
    rows: published.map((one) => {
      const rule = ruleOf(one);
      const check = rule ? checkOf(rule.code) : null;
      return {
        key: one.id,
        says: one.check,
        source: one.source,
        sourced: one.sourced,
        action: one.action,
        code: check?.code ?? null,
        title: check?.title ?? null,
        severity: rule?.severity ?? 'info',
        params: { ...rule?.params },
        open: (check?.params ?? [])
          .filter((spec) => spec.delivered === undefined && rule?.params[spec.name] === undefined)
          .map((spec) => spec.name),
      };
    }),
  });
});

export const listGuidelines = handleQuery(c.listGuidelines, async ({ db, today, actor }, input) => {
  const { rows } = await sql<{
    id: string;
    clientId: string;
    client: string;
    title: string;
    version: number | null;
    from: Day | null;
    newest: number;
    clauses: number;
    rules: number;
    read: number;
    toRead: number;
    readByMe: boolean;
  }>`
    select g.id, g.client_id as "clientId", c.name as client, g.title, f.version, lower(f.valid) as "from",
      (select max(version) from guideline_version v where v.guideline_id = g.id) as newest,
      (select count(*)::int from guideline_clause x where x.version_id = s.id) as clauses,
      (select count(*)::int from flag_rule r join guideline_clause x on x.id = r.clause_id where x.version_id = s.id) as rules,
      (select count(*)::int from guideline_acknowledgement a where a.version_id = s.id) as read,
      (select count(*)::int from person_brief p where p.active and exists (select 1 from timekeeper_brief t where t.person_id = p.id)) as "toRead",
      exists (select 1 from guideline_acknowledgement a where a.version_id = s.id and a.person_id = ${actor.personId}::uuid) as "readByMe"
    from guideline g join client_brief c on c.id = g.client_id
      left join guideline_version f on f.guideline_id = g.id and f.valid @> ${today}::date
      join lateral (select id from guideline_version v where v.guideline_id = g.id order by v.valid @> ${today}::date desc nulls last, v.version desc limit 1) s on true
    where (${input.clientId ?? null}::uuid is null or g.client_id = ${input.clientId ?? null}::uuid) order by c.name, g.title`.execute(
    db,
  );
  return { rows };
});

export const showGuideline = handleQuery(c.showGuideline, async ({ db, today }, { id }) => {
  const { rows } = await sql<{ id: string; client_id: string; client: string; title: string }>`
    select g.id, g.client_id, c.name as client, g.title from guideline g join client_brief c on c.id = g.client_id where g.id = ${id}`.execute(
    db,
  );
  const [head] = rows;
  if (!head) throw new NotFound('There is no such guideline.');
  const kept = await keptRules(db, [head.client_id]);
  const readers = await readersOf(db, id);
  const versions = [];
  for (const version of await versionsOf(db, id)) {
    const { rows: clauses } = await sql<{ id: string; number: string; words: string }>`
      select id, number, words from guideline_clause where version_id = ${version.id} order by position`.execute(db);
    const read = readers.filter((reader) => reader.version_id === version.id && reader.read_at !== null);
    versions.push({
      id: version.id,
      version: version.version,
      from: version.from,
      to: version.to,
      inForce: isInForce(version, today),
      note: version.note,
      who: version.who ?? '',
      document: version.document_id === null ? null : { id: version.document_id, fileName: version.file_name ?? '' },
      clauses: clauses.map((clause) => ({ ...clause, rules: rulesOfClause(kept, clause.id) })),
      read: read.map((reader) => ({ name: reader.name, recordedAt: instant(reader.read_at ?? new Date(0)) })),
      unread: readers
        .filter((reader) => reader.version_id === version.id && reader.read_at === null)
        .map((reader) => reader.name),
    });
  }
  return { id, clientId: head.client_id, client: head.client, title: head.title, versions };
});

function rulesOfClause(kept: readonly RuleRow[], clauseId: string) {
  return kept
    .filter((rule) => rule.clauseId === clauseId)
    .map((rule) => ({
      id: rule.id,
      code: rule.code,
      title: checkOf(rule.code)?.title ?? rule.code,
      severity: rule.severity,
      params: { ...rule.params },
      runs: checkOf(rule.code)?.waitsFor === undefined,
    }));
}

interface VersionRow {
  readonly id: string;
  readonly version: number;
  readonly from: Day | null;
  readonly to: Day | null;
  readonly note: string;
  readonly who: string | null;
  readonly document_id: string | null;
  readonly file_name: string | null;
}

async function versionsOf(db: Reading['db'], id: string): Promise<readonly VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select v.id, v.version, lower(v.valid) as "from", upper(v.valid) as "to", v.note, p.name as who, d.id as document_id, d.file_name
    from guideline_version v left join person_brief p on p.id = v.actor_id
      left join document_link d on d.subject_type = 'guideline_version' and d.subject_id = v.id
    where v.guideline_id = ${id} order by v.version desc`.execute(db);
  return rows;
}

/** Everybody who records time is to read a guideline; with when they did. */
async function readersOf(
  db: Reading['db'],
  id: string,
): Promise<readonly { version_id: string; name: string; read_at: Date | null }[]> {
  const { rows } = await sql<{ version_id: string; name: string; read_at: Date | null }>`
    select v.id as version_id, p.name, a.recorded_at as read_at from guideline_version v
      join person_brief p on p.active and (exists (select 1 from timekeeper_brief t where t.person_id = p.id)
        or exists (select 1 from guideline_acknowledgement x where x.version_id = v.id and x.person_id = p.id))
      left join guideline_acknowledgement a on a.version_id = v.id and a.person_id = p.id
    where v.guideline_id = ${id} order by p.name`.execute(db);
  return rows;
}
