import { assert, done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand } from '../../../platform/command.ts';
import { keepDocument, linkDocument } from '../../../platform/documents.ts';
import * as c from '../contract/attachments.ts';
import { mediaTypeOf } from '../media-type.ts';
import { placeOf } from '../store/place.ts';

export const addAttachment: Command = handleCommand(c.addAttachment, async (work, input) => {
  const place = await placeOf(work.db, input.proformaId, input.lineId);
  if (!place) return refuse('not-found', 'There is no such proforma, or the line is on another.');
  const bytes = Buffer.from(input.base64, 'base64');
  const hash = await keepDocument(work.db, bytes, mediaTypeOf(bytes));
  // On a line it belongs to the card, wherever the card goes.
  const subject =
    place.cardId === null
      ? { subjectType: 'proforma', subjectId: input.proformaId }
      : { subjectType: 'card', subjectId: place.cardId };
  const there = await work.db
    .selectFrom('attached_document')
    .select('file_name')
    .where('subject_id', '=', subject.subjectId)
    .where('kind', '=', input.kind)
    .where('document_hash', '=', hash)
    .executeTakeFirst();
  if (there) return refuse('already-there', `The same file is attached there already, as “${there.file_name}”.`);
  await linkDocument(work, hash, {
    ...subject,
    clientId: place.clientId,
    matterId: place.matterId,
    kind: input.kind,
    fileName: input.fileName,
  });
  const link = await work.db
    .selectFrom('attached_document')
    .select('id')
    .where('subject_id', '=', subject.subjectId)
    .where('kind', '=', input.kind)
    .where('document_hash', '=', hash)
    .executeTakeFirst();
  assert(link?.id, 'what was attached is there');
  return done({ id: link.id });
});

export const removeAttachment: Command = handleCommand(c.removeAttachment, async (work, { id, reason }) => {
  const link = await work.db
    .selectFrom('attached_document')
    .select(['subject_type', 'subject_id', 'file_name', 'client_id', 'matter_id'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!link) return refuse('not-found', 'There is no such attachment, or it was taken away already.');
  await work.db
    .insertInto('attachment_removed')
    .values({ link_id: id, removed_by: work.actor.personId, reason })
    .execute();
  await work.announce({
    name: 'attachment removed',
    subject: { type: link.subject_type ?? 'card', id: link.subject_id },
    clientId: link.client_id,
    matterId: link.matter_id,
    reason: reason || null,
    facts: { linkId: id, fileName: link.file_name },
  });
  return done({ id });
});
