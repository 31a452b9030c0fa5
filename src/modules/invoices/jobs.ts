import type { Engine } from '../../platform/command.ts';
import { sha256 } from '../../platform/canonical.ts';
import { keepDocument, linkDocument } from '../../platform/documents.ts';
import { SYSTEM, SYSTEM_ID } from '../../platform/system.ts';
import { type PdfRenderer, RENDERER_VERSION } from '../../platform/typst/index.ts';
import { pdfData } from './document.ts';
import { type Snapshot, snapshotFrom } from './snapshot.ts';

/** An invoice's frozen text, after its hash was checked. */
export async function frozenSnapshot(
  engine: Engine,
  invoiceId: string,
): Promise<{ snapshot: Snapshot; clientId: string }> {
  const invoice = await engine.store.kysely
    .selectFrom('invoice')
    .select(['snapshot', 'snapshot_hash', 'client_id'])
    .where('id', '=', invoiceId)
    .executeTakeFirstOrThrow();
  if (!sha256(invoice.snapshot).equals(invoice.snapshot_hash))
    throw new Error(`The snapshot of invoice ${invoiceId} was altered`);
  return { snapshot: snapshotFrom(invoice.snapshot), clientId: invoice.client_id };
}

/** The frozen text of a copy for information; null where there is none. */
export async function frozenInformation(engine: Engine, id: string): Promise<Snapshot | null> {
  const found = await engine.store.kysely
    .selectFrom('information_proforma')
    .select(['snapshot', 'snapshot_hash'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!found) return null;
  if (!sha256(found.snapshot).equals(found.snapshot_hash)) throw new Error(`The text of copy ${id} was altered`);
  return snapshotFrom(found.snapshot);
}

/** Renders an invoice from its snapshot and freezes the bytes; done once however often it is called. */
export async function renderInvoice(engine: Engine, renderer: PdfRenderer, invoiceId: string): Promise<void> {
  const done = await engine.store.kysely
    .selectFrom('document_link')
    .select('id')
    .where('subject_id', '=', invoiceId)
    .where('kind', '=', 'pdf')
    .executeTakeFirst();
  if (done) return;
  const { snapshot, clientId } = await frozenSnapshot(engine, invoiceId);
  await renderAndKeep(engine, renderer, snapshot, { subjectType: 'invoice', subjectId: invoiceId, clientId });
}

/** The same for a credit note or cancellation. */
export async function renderCorrection(engine: Engine, renderer: PdfRenderer, correctionId: string): Promise<void> {
  const found = await engine.store.kysely
    .selectFrom('correction')
    .select(['snapshot', 'snapshot_hash', 'client_id'])
    .where('id', '=', correctionId)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('document_link').select('id').where('subject_id', '=', correctionId).where('kind', '=', 'pdf'),
        ),
      ),
    )
    .executeTakeFirst();
  if (!found) return;
  if (!sha256(found.snapshot).equals(found.snapshot_hash))
    throw new Error(`The snapshot of correction ${correctionId} was altered`);
  await renderAndKeep(engine, renderer, snapshotFrom(found.snapshot), {
    subjectType: 'correction',
    subjectId: correctionId,
    clientId: found.client_id,
  });
}

async function renderAndKeep(
  engine: Engine,
  renderer: PdfRenderer,
  snapshot: Snapshot,
  of: { subjectType: string; subjectId: string; clientId: string },
): Promise<void> {
  const bytes = await renderer.render({
    template: 'invoice',
    data: pdfData(snapshot),
    documentDay: snapshot.invoiceDate,
  });
  await engine.store.transaction({ actorId: SYSTEM_ID }, async ({ db }) => {
    const hash = await keepDocument(db, bytes, 'application/pdf');
    await linkDocument({ db, actor: SYSTEM, today: engine.clock.today() }, hash, {
      ...of,
      matterId: null,
      kind: 'pdf',
      fileName: `${snapshot.number}.pdf`,
      renderer: RENDERER_VERSION,
    });
  });
}
