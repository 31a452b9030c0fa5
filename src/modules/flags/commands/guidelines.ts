import { sql } from 'kysely';
import type { InputOf } from '../../../kernel/endpoint.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { keepDocument, linkDocument } from '../../../platform/documents.ts';
import { newId } from '../../../platform/new-id.ts';
import { checkOf } from '../catalogue.ts';
import * as c from '../contract.ts';
import type { ParamValue } from '../params.ts';
import { checkedParams } from './rules.ts';

type Clause = InputOf<typeof c.addGuideline>['clauses'][number];
type Document = InputOf<typeof c.addGuideline>['document'];

export const addGuideline: Command = handleCommand(c.addGuideline, async (work, input) => {
  const client = await work.db
    .selectFrom('client_brief')
    .select('name')
    .where('id', '=', input.clientId)
    .executeTakeFirst();
  if (!client) return refuse('not-found', 'There is no such client.', { where: 'clientId' });
  const same = await work.db
    .selectFrom('guideline')
    .select('id')
    .where('client_id', '=', input.clientId)
    .where('title', '=', input.title)
    .executeTakeFirst();
  if (same) return refuse('exists', 'The client has a guideline of this title. Revise that one.', { where: 'title' });
  const id = newId<'guideline'>();
  await work.db.insertInto('guideline').values({ id, client_id: input.clientId, title: input.title }).execute();
  const version = await addVersion(work, { ...input, id, version: 1 });
  if (!version.ok) return version;
  await work.announce({
    name: 'guideline added',
    subject: { type: 'guideline', id },
    clientId: input.clientId,
    facts: { title: input.title, clauses: input.clauses.length },
  });
  return done({
    id,
    versionId: version.value,
    sentence: `“${input.title}” of ${client.name} is kept. Back-test it, then adopt it from a day.`,
  });
});

export const addGuidelineVersion: Command = handleCommand(c.addGuidelineVersion, async (work, input) => {
  const { rows } = await sql<{ client_id: string; newest: number }>`
    select g.client_id, (select max(v.version) from guideline_version v where v.guideline_id = g.id) as newest
    from guideline g where g.id = ${input.id} for update`.execute(work.db);
  const [head] = rows;
  if (!head) return refuse('not-found', 'There is no such guideline.');
  const version = head.newest + 1;
  const added = await addVersion(work, { clientId: head.client_id, version, ...input });
  if (!added.ok) return added;
  await work.announce({
    name: 'guideline revised',
    subject: { type: 'guideline', id: input.id },
    clientId: head.client_id,
    reason: input.note || null,
    facts: { version, clauses: input.clauses.length },
  });
  return done({
    versionId: added.value,
    version,
    sentence: `Version ${version} is kept; it holds once it is adopted.`,
  });
});

interface NewVersion {
  readonly id: string;
  readonly clientId: string;
  readonly version: number;
  readonly note: string;
  readonly clauses: readonly Clause[];
  readonly document: Document;
}

async function addVersion(work: Work, wanted: NewVersion): Promise<Outcome<string>> {
  const numbers = wanted.clauses.map((clause) => clause.number);
  const twice = numbers.find((number, i) => numbers.indexOf(number) !== i);
  if (twice !== undefined)
    return refuse('bad-input', `Two clauses have the number ${twice}. Give each its own.`, { where: 'clauses' });
  const versionId = newId<'guideline_version'>();
  await work.db
    .insertInto('guideline_version')
    .values({
      id: versionId,
      guideline_id: wanted.id,
      client_id: wanted.clientId,
      version: wanted.version,
      note: wanted.note,
      actor_id: work.actor.personId,
    })
    .execute();
  for (const [position, clause] of wanted.clauses.entries()) {
    const clauseId = newId<'guideline_clause'>();
    await work.db
      .insertInto('guideline_clause')
      .values({ id: clauseId, version_id: versionId, position, number: clause.number, words: clause.words })
      .execute();
    for (const rule of clause.rules) {
      const params = rulesParams(clause.number, rule);
      if (!params.ok) return params;
      await work.db
        .insertInto('flag_rule')
        .values({
          id: newId<'flag_rule'>(),
          code: rule.code,
          scope: 'client',
          client_id: wanted.clientId,
          clause_id: clauseId,
          version: wanted.version,
          severity: rule.severity,
          params: JSON.stringify(params.value),
          actor_id: work.actor.personId,
        })
        .execute();
    }
  }
  if (wanted.document) return await attach(work, versionId, wanted.clientId, wanted.document);
  return done(versionId);
}

function rulesParams(number: string, rule: Clause['rules'][number]): Outcome<Record<string, ParamValue>> {
  const check = checkOf(rule.code);
  if (!check) return refuse('not-found', `Clause ${number}: there is no check “${rule.code}”.`, { where: 'clauses' });
  const params = checkedParams(check, rule.params, rule.severity === 'off');
  return params.ok
    ? params
    : refuse(params.refusal.code, `Clause ${number}: ${params.refusal.sentence}`, { where: 'clauses' });
}

async function attach(
  work: Work,
  versionId: string,
  clientId: string,
  document: NonNullable<Document>,
): Promise<Outcome<string>> {
  const bytes = Buffer.from(document.base64, 'base64');
  if (bytes.length === 0)
    return refuse('bad-input', 'The document is empty. Choose the file again.', { where: 'document' });
  const hash = await keepDocument(work.db, bytes, 'application/octet-stream');
  await linkDocument(work, hash, {
    subjectType: 'guideline_version',
    subjectId: versionId,
    clientId,
    matterId: null,
    kind: 'guideline',
    fileName: document.fileName,
  });
  return done(versionId);
}

export const adoptGuideline: Command = handleCommand(c.adoptGuideline, async (work, input) => {
  const { rows } = await sql<{
    id: string;
    guideline_id: string;
    client_id: string;
    version: number;
    title: string;
    valid: string | null;
  }>`
    select v.id, v.guideline_id, v.client_id, v.version, g.title, v.valid::text from guideline_version v join guideline g on g.id = v.guideline_id
    where v.id = ${input.versionId} for update of g`.execute(work.db);
  const [version] = rows;
  if (!version) return refuse('not-found', 'There is no such version.');
  if (version.valid !== null)
    return refuse('wrong-state', 'This version was adopted already. Revise the guideline for a new one.');
  const { rows: later } = await sql<{ version: number; from_day: string }>`
    select version, lower(valid) as from_day from guideline_version
    where guideline_id = ${version.guideline_id} and lower(valid) >= ${input.from}::date order by lower(valid) limit 1`.execute(
    work.db,
  );
  if (later[0])
    return refuse('overlaps', `Version ${later[0].version} holds from ${later[0].from_day}. Choose a later day.`, {
      where: 'from',
    });
  await sql`update guideline_version set valid = daterange(lower(valid), ${input.from}::date)
    where guideline_id = ${version.guideline_id} and valid is not null and upper(valid) is null`.execute(work.db);
  await sql`update guideline_version set valid = daterange(${input.from}::date, null) where id = ${version.id}`.execute(
    work.db,
  );
  await work.announce({
    name: 'guideline adopted',
    subject: { type: 'guideline', id: version.guideline_id },
    clientId: version.client_id,
    reason: input.reason || null,
    facts: { version: version.version, from: input.from },
  });
  return done({ sentence: `${version.title}, version ${version.version}, holds from ${input.from}.` });
});

export const acknowledgeGuideline: Command = handleCommand(c.acknowledgeGuideline, async (work, input) => {
  const version = await work.db
    .selectFrom('guideline_version')
    .select(['guideline_id', 'client_id', 'version'])
    .where('id', '=', input.versionId)
    .executeTakeFirst();
  if (!version) return refuse('not-found', 'There is no such version.');
  const made = await work.db
    .insertInto('guideline_acknowledgement')
    .values({ version_id: input.versionId, person_id: work.actor.personId })
    .onConflict((oc) => oc.doNothing())
    .returning('person_id')
    .executeTakeFirst();
  if (!made) return done({ sentence: 'You had said so already.' });
  await work.announce({
    name: 'guideline acknowledged',
    subject: { type: 'guideline', id: version.guideline_id },
    clientId: version.client_id,
    facts: { version: version.version },
  });
  return done({ sentence: 'It is on record that you read it.' });
});
