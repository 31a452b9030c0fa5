import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { listInto } from '../../src/cli/list-file.ts';
import { SPECIALS } from '../../src/cli/specials.ts';
import { parse } from '../../src/cli/words.ts';
import { act } from '../../src/demo/doing.ts';
import { nameOf } from '../../src/kernel/endpoint.ts';
import { renderInvoice } from '../../src/modules/invoices/index.ts';
import type { Actor, Query } from '../../src/platform/command.ts';
import { readConfig } from '../../src/platform/config.ts';
import { startPdfRenderer } from '../../src/platform/typst/index.ts';
import { HANDLERS } from '../../src/registry.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { proformaOn, testFirm, type TestFirm } from '../support/firm.ts';
import { bill, receivable } from '../support/money.ts';

let database: TestDatabase;
let firm: TestFirm;
let maya: Actor;
let ingrid: Actor;
let invoiceId: string;
const folder = mkdtempSync(join(tmpdir(), 'engross-cli-'));
const said: string[] = [];

beforeAll(async () => {
  for (const way of ['log', 'error', 'dir'] as const)
    vi.spyOn(console, way).mockImplementation((words: unknown) => void said.push(JSON.stringify(words)));
  database = await testDatabase();
  firm = await testFirm(database.engine);
  maya = await firm.as('maya.okafor');
  ingrid = await firm.as('ingrid.dahl');
  const [invoice] = await bill(database.engine, firm, '1001-001', ['1.00']);
  invoiceId = invoice?.id ?? '';
  const renderer = startPdfRenderer({ children: 1 });
  await renderInvoice(database.engine, renderer, invoiceId);
  await renderer.close();
});
afterAll(async () => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
  await database.close();
});

const config = { ...readConfig({ firm: 'empty' }), secret: 'a secret of the test, long enough' };
const run = async (words: string[], actor = maya): Promise<number> => {
  const special = SPECIALS[`${words[0]} ${words[1]}`];
  if (!special) throw new Error(`there is no ${words.join(' ')}`);
  return await special.run(parse(words), { config, engine: database.engine, actor });
};

it('saves an invoice’s PDF, and says what is missing', async () => {
  const { files } = await act<{ files: { id: string; fileName: string }[] }>(database.engine, maya, 'invoices show', {
    id: invoiceId,
  });
  const [pdf] = files;
  const out = join(folder, 'invoice.pdf');
  expect(await run(['documents', 'save', pdf?.id ?? '', '--out', out, '--json'])).toBe(0);
  expect(readFileSync(out).subarray(0, 5).toString()).toBe('%PDF-');
  expect(await run(['documents', 'save', pdf?.id ?? ''])).toBe(1);
  expect(said.at(-1)).toContain('--out FILE');
  expect(await run(['documents', 'save', invoiceId, '--out', out])).toBe(1);
});

it('saves what the API prints when it is asked for, as who asks, and says the API’s refusal', async () => {
  const sheet = await proformaOn(database.engine, firm, '1006-001', ['1.00']);
  const out = join(folder, 'draft.pdf');
  const draft = `/api/proformas/${sheet.id}/draft.pdf`;
  expect(await run(['documents', 'save', draft, '--out', out, '--json'])).toBe(0);
  expect(readFileSync(out).subarray(0, 5).toString()).toBe('%PDF-');
  expect(await run(['documents', 'save', draft])).toBe(1);
  expect(said.at(-1)).toContain('--out FILE');
  const { payerId } = await receivable(database.engine, maya, invoiceId);
  const statement = join(folder, 'statement.pdf');
  const entityId = firm.entities.get('UK')?.id;
  const asked = `payerId=${payerId}&entityId=${entityId}&from=2026-03-01&to=2026-03-31`;
  expect(await run(['documents', 'save', `/api/statement/show.pdf?${asked}`, '--out', statement])).toBe(0);
  expect(readFileSync(statement).subarray(0, 5).toString()).toBe('%PDF-');
  const none = join(folder, 'none.pdf');
  expect(await run(['documents', 'save', '/api/proformas/nonsense/draft.pdf', '--out', none])).toBe(1);
  expect(said.at(-1)).toContain('no such proforma');
  expect(await run(['documents', 'save', '/api/nothing', '--out', none])).toBe(1);
  expect(readdirSync(folder)).not.toContain('none.pdf');
});

it('writes a whole list into a file, and nothing when the list is refused', async () => {
  const query = (name: string): Query => HANDLERS.find((h) => nameOf(h.endpoint) === name) as Query;
  const asked = { engine: database.engine, actor: maya, words: parse(['invoices', 'list']) };
  const out = join(folder, 'list.csv');
  expect(await listInto(out, 'csv', { ...asked, query: query('invoices list'), input: { limit: '1' } })).toBe(0);
  expect(
    readFileSync(out, 'utf8')
      .split(/\r?\n/)
      .filter((line) => line !== ''),
  ).toHaveLength(2);
  const none = join(folder, 'none.csv');
  expect(
    await listInto(none, 'csv', { ...asked, query: query('receivables show'), input: { id: maya.personId } }),
  ).toBe(1);
  expect(readdirSync(folder).filter((name) => name.startsWith('none'))).toEqual([]);
});

it('makes a one-time link for those who may, on record', async () => {
  expect(await run(['people', 'link', '--email', 'maya.okafor@hartwell-voss.example'])).toBe(1);
  expect(await run(['people', 'link', '--email', 'nobody@firm.example'], ingrid)).toBe(1);
  expect(await run(['people', 'link', '--email', 'Maya.Okafor@hartwell-voss.example'], ingrid)).toBe(0);
  expect(said.at(-1)).toContain('/api/auth/magic-link/verify?token=');
  const { rows } = await database.engine.store.pool.query<{ actor_id: string }>(
    `select actor_id from event where name = 'one-time link made'`,
  );
  expect(rows).toEqual([{ actor_id: ingrid.personId }]);
});
