import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import { draftOf, frozenSnapshot, pdfData } from '../../src/modules/invoices/index.ts';
import { pdfPages } from '../../src/platform/typst/pdf-text.ts';
import { type PdfRenderer, startPdfRenderer } from '../../src/platform/typst/index.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { testFirm, type TestFirm } from '../support/firm.ts';
import type { BilledInvoice } from '../support/money.ts';
import { onAccountWork } from '../support/on-account.ts';

/** What the payer reads of an amount billed on account and of the invoice that takes it up. */
let database: TestDatabase;
let firm: TestFirm;
let at: Awaited<ReturnType<typeof onAccountWork>>;
let renderer: PdfRenderer;
let advance: BilledInvoice;

beforeAll(async () => {
  database = await testDatabase();
  firm = await testFirm(database.engine);
  at = await onAccountWork(database, firm);
  renderer = startPdfRenderer();
  advance = (
    await at.bill('1006-001', '30000', { words: 'On account of the opposition proceedings' })
  )[0] as BilledInvoice;
});
afterAll(async () => {
  await renderer.close();
  await database.close();
});

async function pagesOf(name: string, data: ReturnType<typeof pdfData>): Promise<string> {
  const bytes = await renderer.render({ template: 'invoice', data, documentDay: '2026-03-31' });
  const folder = process.env['ENGROSS_PICTURES'];
  if (folder) writeFileSync(join(folder, `${name}.pdf`), bytes);
  return pdfPages(bytes).join(' ').replaceAll(/\s+/g, ' ');
}

it('the invoice says that it is on account, with its tax and what happens to it', async () => {
  const { snapshot } = await frozenSnapshot(database.engine, advance.id);
  const page = await pagesOf('on-account', pdfData(snapshot));
  for (const said of [
    `Invoice on account Number ${advance.number}`,
    'On account of the opposition proceedings',
    'On account of work to come',
    'VAT 20 %',
    '360.00',
    'Later invoices take it off what they bill.',
  ])
    expect(page).toContain(said);
  expect(page).not.toContain('Work from');
});

it('the invoice of work, and its draft before, take it off with its tax and ask for the rest', async () => {
  const { engine } = database;
  const sheet = await at.ready('1006-001', ['1.00', '0.50'], [{ onAccountId: advance.id }]);
  const draft = await engine.store.transaction({ actorId: at.maya.personId, readOnly: true }, (tx) =>
    draftOf({ db: tx.db, client: tx.client, actor: at.maya, today: engine.clock.today() }, sheet.id, undefined),
  );
  const billed = await at.billWork(sheet);
  const [invoice] = billed.ok ? (billed.value['invoices'] as (BilledInvoice & { due: { minor: string } })[]) : [];
  expect(invoice?.due.minor).toBe('26100');
  const { snapshot } = await frozenSnapshot(engine, invoice?.id ?? '');
  const same = draft.ok ? { ...draft.value, number: invoice?.number } : draft.refusal;
  expect(JSON.parse(JSON.stringify(same))).toEqual(snapshot);
  const page = await pagesOf('less-on-account', pdfData(snapshot));
  // 517.50 with tax 621.00, less 300.00 and its 60.00
  for (const said of [
    `Less billed on account, invoice ${advance.number} of 2026-03-31`,
    '-300.00',
    '-60.00',
    '621.00',
    '261.00',
  ])
    expect(page.replaceAll('−', '-')).toContain(said);
});

it('its credit note names what it corrects and asks for nothing', async () => {
  const [other] = await at.bill('1006-002', '10000');
  await act(database.engine, at.maya, 'invoices credit', {
    invoiceId: other?.id,
    toWip: false,
    amount: '2500',
    reason: 'Less is needed',
  });
  const { rows } = await database.engine.store.pool.query<{ snapshot: string; on_account_minor: bigint }>(
    'select snapshot, on_account_minor from correction',
  );
  expect(rows[0]?.on_account_minor).toBe(2500n);
  const page = await pagesOf('credit', pdfData(JSON.parse(rows[0]?.snapshot ?? '{}')));
  for (const said of ['Credit note', `${other?.number} of 2026-03-31`, '25.00', '30.00', 'Less is needed'])
    expect(page).toContain(said);
});
