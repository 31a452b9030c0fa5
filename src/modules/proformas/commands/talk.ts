import { sql } from 'kysely';
import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import * as c from '../contract/talk.ts';
import { placeOf } from '../store/place.ts';

export const addComment: Command = handleCommand(c.addComment, async (work, input) => {
  const place = await placeOf(work.db, input.proformaId, input.lineId);
  if (!place) return refuse('not-found', 'There is no such proforma, or the line is on another.');
  const mentions = [...new Set(input.mentions)];
  const { rows } = await sql<{ id: string }>`
    select id from person_brief where id = any(${mentions}::uuid[]) and active`.execute(work.db);
  if (rows.length !== mentions.length)
    return refuse('not-found', 'Somebody mentioned is not active here. Choose from the list.', { where: 'mentions' });
  const id = newId<'proforma_comment'>();
  await work.db
    .insertInto('proforma_comment')
    .values({
      id,
      proforma_id: input.proformaId,
      line_id: input.lineId,
      kind: input.kind,
      words: input.words,
      author_id: work.actor.personId,
    })
    .execute();
  if (mentions.length > 0)
    await work.db
      .insertInto('comment_mention')
      .values(mentions.map((personId) => ({ comment_id: id, person_id: personId })))
      .execute();
  await work.announce({
    name: mentions.length > 0 ? 'person mentioned' : `${input.kind} added`,
    subject: { type: 'proforma', id: input.proformaId },
    entityId: place.entityId,
    clientId: place.clientId,
    matterId: place.matterId,
    facts: { commentId: id, kind: input.kind, lineId: input.lineId, mentions },
    detail: { words: input.words },
  });
  return done({ id });
});

/** Having read leaves no event: it changes nothing of the firm's. */
export const readComments: Command = handleCommand(c.readComments, async (work, { proformaId }) => {
  const { numAffectedRows } = await sql`
    update comment_mention m set read_at = clock_timestamp() from proforma_comment c
    where c.id = m.comment_id and c.proforma_id = ${proformaId}::uuid and m.person_id = ${work.actor.personId}::uuid and m.read_at is null`.execute(
    work.db,
  );
  return done({ read: Number(numAffectedRows ?? 0n) });
});
