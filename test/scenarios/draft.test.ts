import { afterAll, beforeAll, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import { draftOf, frozenSnapshot } from '../../src/modules/invoices/index.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { approved, proformaOn, testFirm, type TestFirm } from '../support/firm.ts';

let database: TestDatabase;
let firm: TestFirm;
beforeAll(async () => {
  database = await testDatabase();
  firm = await testFirm(database.engine);
});
afterAll(() => database.close());

it('shows as a draft what billing then freezes, and takes no number', async () => {
  const { engine } = database;
  const maya = await firm.as('maya.okafor');
  const sheet = await proformaOn(engine, firm, '1003-001', ['1.01'], '99');
  const draft = await engine.store.transaction({ actorId: maya.personId, readOnly: true }, (tx) =>
    draftOf({ db: tx.db, client: tx.client, actor: maya, today: engine.clock.today() }, sheet.id, undefined),
  );
  const series = await engine.store.kysely.selectFrom('number_series').selectAll().execute();
  expect(series).toEqual([]);
  const ready = await approved(engine, firm, sheet.id);
  const { invoices } = await act<{ invoices: { id: string; number: string }[] }>(engine, maya, 'invoices bill', {
    proformas: [{ id: sheet.id, version: ready.version }],
    invoiceDate: engine.clock.today(),
  });
  const { snapshot } = await frozenSnapshot(engine, invoices[0]?.id ?? '');
  const same = draft.ok ? { ...draft.value, number: invoices[0]?.number } : draft.refusal;
  expect(JSON.parse(JSON.stringify(same))).toEqual(snapshot);
});
