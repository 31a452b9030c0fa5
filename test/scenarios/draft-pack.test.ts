import { Hono } from 'hono';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import type { Env } from '../../src/http/app.ts';
import { markUpRoutes } from '../../src/http/mark-up-routes.ts';
import { packRoutes } from '../../src/http/pack-routes.ts';
import type { Actor } from '../../src/platform/command.ts';
import { composeMail } from '../../src/platform/mail.ts';
import { sendLetter } from '../../src/modules/dispatch/index.ts';
import { pdfPages, squeeze } from '../../src/platform/typst/pdf-text.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { proformaOn, sheetOf, testFirm, type TestFirm } from '../support/firm.ts';

let db: TestDatabase;
let firm: TestFirm;
let maya: Actor;
let eleanor: Actor;

beforeAll(async () => {
  db = await testDatabase();
  firm = await testFirm(db.engine);
  maya = await firm.as('maya.okafor');
  eleanor = await firm.as('eleanor.hartwell');
});
afterAll(() => db.close());

function appAs(actor: Actor): Hono<Env> {
  const app = new Hono<Env>();
  app.use('*', async (c, next) => {
    c.set('actor', actor);
    await next();
  });
  packRoutes(app, { engine: db.engine } as never);
  return app;
}

it('puts all proformas that wait for one reviewer into one PDF, marked as a draft, and mails it', async () => {
  expect((await appAs(eleanor).request('/api/reviews/pack.pdf')).status).toBe(409);
  for (const matter of [0, 1]) {
    const sheet = await proformaOn(db.engine, firm, firm.matters[matter]?.number ?? '', ['2', '1']);
    await act(db.engine, maya, 'reviews set-reviewers', {
      id: sheet.id,
      version: sheet.version,
      mode: 'sequential',
      reviewers: [{ personId: eleanor.personId, kind: 'owner' }],
    });
    const named = await sheetOf(db.engine, maya, sheet.id);
    const [line] = named.lines;
    await act(db.engine, maya, 'proformas edit', {
      id: sheet.id,
      operation: {
        do: 'set-hours',
        lines: [{ id: line?.id, version: line?.version }],
        hours: '0.5',
        reason: 'Training',
      },
    });
    const { version } = await sheetOf(db.engine, maya, sheet.id);
    await act(db.engine, maya, 'proformas move', { id: sheet.id, version, move: 'submit' });
  }
  const response = await appAs(eleanor).request('/api/reviews/pack.pdf');
  expect(response.headers.get('content-type')).toBe('application/pdf');
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = squeeze(pdfPages(bytes).join(' '));
  expect(text).toContain('DRAFT');
  expect(text.match(/Proforma\d+/g)?.length).toBe(2);
  expect(text).toContain('recordedas1.00h,345.00');

  expect(
    (await appAs(maya).request(`/api/reviews/pack.mail?personId=${eleanor.personId}`, { method: 'POST' })).status,
  ).toBe(200);
  const { rows } = await db.engine.store.pool.query<{ id: string }>('select id from letter');
  const sent: Parameters<typeof composeMail>[0][] = [];
  const mailer = {
    sender: 'billing@example.org',
    send: (mail: { source: Buffer }) => {
      sent.push(mail as never);
      return Promise.resolve({});
    },
  };
  const config = { baseUrl: 'https://desk.example', secret: 'k' };
  await sendLetter(db.engine, mailer, config, rows[0]?.id ?? '');
  expect((sent[0] as unknown as { source: Buffer }).source.toString()).toContain('application/pdf');
  const outbox = await act<{ rows: { id: string }[] }>(db.engine, maya, 'outbox list', {});
  expect(await act(db.engine, maya, 'outbox show', { id: outbox.rows[0]?.id })).toMatchObject({
    attachments: [{ fileName: expect.stringContaining(eleanor.name) as string }],
  });
});

it('takes a scanned mark-up back, typed by its content, and shows it with the proforma', async () => {
  const app = new Hono<Env>();
  app.use('*', async (c, next) => {
    c.set('actor', maya);
    await next();
  });
  markUpRoutes(app, { engine: db.engine } as never);
  const sheet = await proformaOn(db.engine, firm, firm.matters[2]?.number ?? '', ['1']);
  const put = (body: Uint8Array<ArrayBuffer>, id = sheet.id) =>
    app.request(`/api/proformas/${id}/mark-up?name=${encodeURIComponent('../scan 1.pdf')}`, { method: 'PUT', body });
  const pdf = new TextEncoder().encode('%PDF-1.7 scanned');
  expect((await put(pdf)).status).toBe(200);
  expect((await put(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).status).toBe(200);
  expect((await put(new TextEncoder().encode('<script>'))).status).toBe(400);
  expect((await put(pdf, maya.personId)).status).toBe(404);
  const { markUps } = await act<{ markUps: unknown[] }>(db.engine, maya, 'reviews show', { id: sheet.id });
  expect(markUps).toMatchObject([
    { fileName: '.. scan 1.pdf', picture: false },
    { fileName: '.. scan 1.pdf', picture: true },
  ]);
});
