import { sql } from 'kysely';
import type { Engine } from '../../../platform/command.ts';
import { record } from '../../../platform/events.ts';
import { SYSTEM, SYSTEM_ID } from '../../../platform/system.ts';

const NAMES = { pdf: 'PDF', ledes: 'LEDES file' } as const;

/** Says on record that a document can't be made, and why; it waits where people look until it is tried again. */
export async function failDocument(
  engine: Engine,
  of: { subjectType: 'invoice' | 'correction'; subjectId: string; kind: 'pdf' | 'ledes' },
  reason: string,
): Promise<void> {
  const said = `The ${NAMES[of.kind]} could not be made: ${reason}`;
  await engine.store.transaction({ actorId: SYSTEM_ID }, async ({ db }) => {
    const { rows } = await sql<{ client_id: string }>`
      insert into document_failure (subject_type, subject_id, kind, client_id, reason)
      select ${of.subjectType}, ${of.subjectId}::uuid, ${of.kind}, client_id, ${said} from (
        select client_id from invoice_head where id = ${of.subjectId}::uuid union all select client_id from correction_head where id = ${of.subjectId}::uuid) s
      on conflict do nothing returning client_id`.execute(db);
    const [failed] = rows;
    if (!failed) return;
    await record({ db, actor: SYSTEM, today: engine.clock.today() }, 'documents keep', {
      name: 'document failed',
      subject: { type: of.subjectType, id: of.subjectId },
      clientId: failed.client_id,
      reason: said,
      facts: { kind: of.kind },
    });
  });
}

/** Why a document of the subject is missing for good, if one is. */
export async function failureOf(engine: Engine, subjectId: string): Promise<string | null> {
  const failed = await engine.store.kysely
    .selectFrom('document_failure')
    .select('reason')
    .where('subject_id', '=', subjectId)
    .executeTakeFirst();
  return failed?.reason ?? null;
}
