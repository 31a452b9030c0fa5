import { done, refuse } from '../kernel/outcome.ts';
import type { Work } from './command.ts';
import type { Tx } from './database.ts';
import { sha256 } from './canonical.ts';
import { record } from './events.ts';
import { newId } from './new-id.ts';
import { isId } from './shapes.ts';

export interface Linked {
  readonly subjectType: string;
  readonly subjectId: string;
  readonly clientId: string | null;
  readonly matterId: string | null;
  readonly kind: string;
  readonly fileName: string;
  /** what made it: program and versions, for documents that we render */
  readonly renderer?: string;
}

/** Keeps bytes under their SHA-256; the same bytes are kept once. */
export async function keepDocument(db: Tx['db'], bytes: Uint8Array, mediaType: string): Promise<Buffer> {
  const hash = sha256(bytes);
  await db
    .insertInto('document')
    .values({ hash, media_type: mediaType, size: BigInt(bytes.byteLength), bytes: Buffer.from(bytes) })
    .onConflict((oc) => oc.doNothing())
    .execute();
  return hash;
}

/** Ties a document to its subject, on record; a subject has one document of a kind, frozen: a second one is not taken. */
export async function linkDocument(
  work: Pick<Work, 'db' | 'actor' | 'today'>,
  hash: Buffer,
  link: Linked,
): Promise<void> {
  const eventId = newId<'event'>();
  const linked = await work.db
    .insertInto('document_link')
    .values({
      id: newId(),
      document_hash: hash,
      subject_type: link.subjectType,
      subject_id: link.subjectId,
      client_id: link.clientId,
      matter_id: link.matterId,
      kind: link.kind,
      file_name: link.fileName,
      renderer: link.renderer ?? null,
      event_id: eventId,
    })
    .onConflict((oc) => oc.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!linked) return;
  await record(work, 'documents keep', {
    id: eventId,
    name: 'document kept',
    subject: { type: link.subjectType, id: link.subjectId },
    clientId: link.clientId,
    matterId: link.matterId,
    facts: { kind: link.kind, fileName: link.fileName, hash: hash.toString('hex') },
  });
}

/** A kept document by the id of its link, or why there is none. */
export async function documentAt(db: Tx['db'], linkId: string) {
  const found = isId(linkId)
    ? await db
        .selectFrom('document_link')
        .innerJoin('document', 'document.hash', 'document_link.document_hash')
        .select(['bytes', 'media_type', 'file_name'])
        .where('document_link.id', '=', linkId)
        .executeTakeFirst()
    : undefined;
  return found ? done(found) : refuse('not-found', 'There is no such document, or it is still being made.');
}
