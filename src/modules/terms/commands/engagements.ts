import { sql } from 'kysely';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand } from '../../../platform/command.ts';
import { keepDocument, linkDocument } from '../../../platform/documents.ts';
import { newId } from '../../../platform/new-id.ts';
import { saveSearchEntry } from '../../../platform/search.ts';
import { fromDay } from '../../../platform/sql-day.ts';
import { matterFacts } from '../../matters/index.ts';
import * as c from '../contract/engagements.ts';
import { announce, closeAt } from '../store/change-clause.ts';
import { clausesOf, lockEngagement } from '../store/engagements.ts';

const NO_SUCH = 'There is no such engagement. Choose one from the list.';

const addEngagement = handleCommand(c.addEngagement, async (work, input) => {
  const client = await work.db
    .selectFrom('client_brief')
    .select('name')
    .where('id', '=', input.clientId)
    .executeTakeFirst();
  if (!client) return refuse('not-found', 'There is no such client. Choose one from the list.', { where: 'clientId' });
  const matterIds = [...new Set(input.matterIds)];
  const matters = await matterFacts(work.db, matterIds);
  if (matterIds.some((id) => matters.get(id)?.clientId !== input.clientId))
    return refuse('other-client', 'A matter belongs to another client. Choose matters of this one.', {
      where: 'matterIds',
    });
  const id = newId<'engagement'>();
  await work.db
    .insertInto('engagement')
    .values({
      id,
      client_id: input.clientId,
      title: input.title,
      parties: input.parties,
      signed_on: input.signedOn,
      valid: fromDay(input.from),
      actor_id: work.actor.personId,
    })
    .execute();
  if (matterIds.length > 0)
    await work.db
      .insertInto('engagement_matter')
      .values(matterIds.map((matterId) => ({ engagement_id: id, matter_id: matterId })))
      .execute();
  await saveSearchEntry(work.db, {
    type: 'engagement',
    id,
    clientId: input.clientId,
    matterId: null,
    title: input.title,
    subtitle: `Engagement · ${client.name}`,
    words: `engagement letter ${input.title} ${input.parties} ${client.name}`,
    href: `/engagements/${id}`,
  });
  await work.announce({
    name: 'engagement added',
    subject: { type: 'engagement', id },
    clientId: input.clientId,
    facts: { title: input.title, signedOn: input.signedOn, from: input.from, matters: matterIds },
    countsOn: input.from,
  });
  return done({ id });
});

const endEngagement = handleCommand(c.endEngagement, async (work, { id, from, reason }) => {
  const engagement = await lockEngagement(work.db, id);
  if (!engagement) return refuse('not-found', NO_SUCH);
  if (engagement.to !== null) return refuse('ended', `The engagement ended on ${engagement.to} already.`);
  const clauses = (await clausesOf(work.db, [engagement.clientId])).filter((o) => o.engagement.id === id);
  const later = clauses.find((clause) => clause.from >= from);
  if (from <= engagement.from || later)
    return refuse(
      'later-version',
      `Something of it counts only from ${later?.from ?? engagement.from} on. Choose a later day.`,
      {
        where: 'from',
      },
    );
  const open = clauses.filter((clause) => clause.to === null || clause.to >= from);
  for (const clause of open) await closeAt(work, clause.id, from, `engagement ended: ${reason}`);
  await sql`update engagement set valid = daterange(lower(valid), ${from}::date), ended_reason = ${reason} where id = ${id}::uuid`.execute(
    work.db,
  );
  await announce(work, engagement, 'engagement ended', {
    reason,
    countsOn: from,
    facts: { from, clauses: open.length },
  });
  return done({ clauses: open.length });
});

const attachLetter = handleCommand(
  c.attachLetter,
  async (work, { engagementId, fileName, base64 }): Promise<Outcome<{ id: string }>> => {
    const engagement = await lockEngagement(work.db, engagementId);
    if (!engagement) return refuse('not-found', NO_SUCH);
    const bytes = Buffer.from(base64, 'base64');
    const hash = await keepDocument(
      work.db,
      bytes,
      bytes.subarray(0, 5).toString() === '%PDF-' ? 'application/pdf' : 'application/octet-stream',
    );
    const links = () =>
      work.db
        .selectFrom('document_link')
        .select('id')
        .where('subject_id', '=', engagementId)
        .where('document_hash', '=', hash)
        .executeTakeFirst();
    if (await links()) return refuse('already-there', 'The same file is attached already.', { where: 'fileName' });
    await linkDocument(work, hash, {
      subjectType: 'engagement',
      subjectId: engagementId,
      clientId: engagement.clientId,
      matterId: null,
      kind: 'attachment',
      fileName,
    });
    return done({ id: (await links())?.id ?? '' });
  },
);

export const commands: readonly Command[] = [addEngagement, endEngagement, attachLetter];
