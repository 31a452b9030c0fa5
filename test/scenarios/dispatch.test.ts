import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import { tasksOf } from '../../src/jobs/tasks.ts';
import { deliver, failDispatch, failLetter, sendLetter } from '../../src/modules/dispatch/index.ts';
import { NO_OFFICES } from '../../src/modules/docket/index.ts';
import { renderCorrection, renderInvoice } from '../../src/modules/invoices/index.ts';
import { mailerFor } from '../../src/platform/mail.ts';
import { newId } from '../../src/platform/new-id.ts';
import { type PdfRenderer, startPdfRenderer } from '../../src/platform/typst/index.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { attempt, brokenChecks, codeOf, testFirm, type TestFirm } from '../support/firm.ts';
import { bill } from '../support/money.ts';

let database: TestDatabase;
let firm: TestFirm;
const renderer = startPdfRenderer({ children: 1 });

beforeAll(async () => {
  database = await testDatabase();
  firm = await testFirm(database.engine);
});
afterAll(async () => {
  await renderer.close();
  await database.close();
});

interface Shown {
  readonly documents: string;
  readonly dispatches: readonly { state: string }[];
  readonly failures: readonly { what: string; reason: string }[];
  readonly corrections: readonly {
    id: string;
    number: string;
    documents: string;
    dispatches: readonly { state: string; outboxId: string | null; problem: string }[];
  }[];
}

const outbox = mailerFor(null, 'billing@firm.example');

async function shown(id: string): Promise<Shown> {
  return await act<Shown>(database.engine, await firm.as('maya.okafor'), 'invoices show', { id });
}

async function waitsOnToday(words: string): Promise<string | undefined> {
  const { tasks } = await act<{ tasks: { what: string; href: string }[] }>(
    database.engine,
    await firm.as('maya.okafor'),
    'today show',
    {},
  );
  return tasks.find((task) => task.what.includes(words))?.href;
}

/** A job's last try: what the worker does when the seven before it failed too. */
async function lastTry(job: string, payload: unknown, broken: PdfRenderer): Promise<void> {
  const config = {
    smtpUrl: null,
    mailFrom: 'billing@firm.example',
    baseUrl: 'http://desk',
    secret: 'test',
    offices: NO_OFFICES,
  };
  const task = tasksOf(database.engine, broken, config)[job];
  await task?.(payload, { job: { attempts: 8, max_attempts: 8 } } as never);
}

const nobody = {
  sender: 'billing@firm.example',
  send: () => Promise.reject(new Error('nothing may leave')),
};

async function sent(matter: string): Promise<{ invoiceId: string; dispatchId: string }> {
  const [invoice] = await bill(database.engine, firm, matter, ['1.00']);
  const made = await act<{ dispatches: { id: string }[] }>(
    database.engine,
    await firm.as('maya.okafor'),
    'invoices send',
    {
      invoiceIds: [invoice?.id],
      recipients: ['ap@payer.example'],
    },
  );
  return { invoiceId: invoice?.id ?? '', dispatchId: made.dispatches[0]?.id ?? '' };
}

it('an invoice that is reversed before its message left doesn’t leave', async () => {
  const maya = await firm.as('maya.okafor');
  const { invoiceId, dispatchId } = await sent('1006-001');
  await act(database.engine, maya, 'invoices unbill', { invoiceId, reason: 'Wrong matter' });
  await deliver(database.engine, nobody, dispatchId);
  const { dispatches } = await act<Shown>(database.engine, maya, 'invoices show', { id: invoiceId });
  expect(dispatches.map((d) => d.state)).toEqual(['failed']);
  expect(await brokenChecks(database.engine, firm)).toEqual([]);
});

it('a message that can’t be delivered is failed with its reason, on record, and can be sent again', async () => {
  const maya = await firm.as('maya.okafor');
  const { invoiceId, dispatchId } = await sent('1006-002');
  await failDispatch(database.engine, dispatchId, 'The mail server refused the recipient.');
  const { rows } = await act<{ rows: { name: string; reason: string }[] }>(
    database.engine,
    await firm.as('petra.novak'),
    'audit list',
    {
      subjectId: invoiceId,
    },
  );
  expect(rows.find((r) => r.name === 'dispatch failed')?.reason).toBe('The mail server refused the recipient.');
  await act(database.engine, maya, 'invoices send', { invoiceIds: [invoiceId], recipients: ['ap@payer.example'] });
  const { dispatches } = await act<Shown>(database.engine, maya, 'invoices show', { id: invoiceId });
  expect(dispatches.map((d) => d.state).toSorted()).toEqual(['failed', 'queued']);
});

it('a credit note waits on Today, leaves with its PDF, and the message stands as its proof', async () => {
  const maya = await firm.as('maya.okafor');
  const [invoice] = await bill(database.engine, firm, '1006-003', ['2.00']);
  const note = await act<{ id: string; number: string }>(database.engine, maya, 'invoices credit', {
    invoiceId: invoice?.id,
    toWip: false,
    amount: '5000',
    reason: 'Agreed on the phone',
  });
  expect(await waitsOnToday('cancellations not sent')).toBe('/credit-notes?unsent=true');
  const { dispatches } = await act<{ dispatches: { id: string }[] }>(database.engine, maya, 'corrections send', {
    correctionIds: [note.id],
    recipients: ['ap@payer.example'],
  });
  const dispatchId = dispatches[0]?.id ?? '';
  await expect(deliver(database.engine, outbox, dispatchId)).rejects.toThrow('still being made');
  await renderCorrection(database.engine, renderer, note.id);
  await deliver(database.engine, outbox, dispatchId);
  await deliver(database.engine, nobody, dispatchId);
  const [correction] = (await shown(invoice?.id ?? '')).corrections;
  expect(correction?.dispatches.map((d) => d.state)).toEqual(['sent']);
  const message = await act<{
    subject: string;
    body: string;
    attachments: { fileName: string }[];
    subjectHref: string;
  }>(database.engine, maya, 'outbox show', { id: correction?.dispatches[0]?.outboxId });
  expect(message.subject).toContain(`Credit note ${note.number} from `);
  expect(message.body).toContain(`It lowers what is owed on our invoice ${invoice?.number}`);
  expect(message.attachments.map((a) => a.fileName)).toEqual([`${note.number}.pdf`]);
  expect(message.subjectHref).toBe(`/invoices/${invoice?.id}`);
  expect(codeOf(await attempt(database.engine, maya, 'corrections send', { correctionIds: [note.id] }))).toBe(
    'already-sent',
  );
  const reverse = { correctionId: note.id, reason: 'Second thoughts' };
  expect(codeOf(await attempt(database.engine, maya, 'invoices reverse-credit', reverse))).toBe('already-sent');
  const { rows } = await act<{ rows: { number: string; state: string }[] }>(
    database.engine,
    maya,
    'corrections list',
    {},
  );
  expect(rows.find((r) => r.number === note.number)?.state).toBe('sent');
});

it('the cancellation of an invoice that left is sent; the invoice itself can’t be sent any more', async () => {
  const maya = await firm.as('maya.okafor');
  const { invoiceId, dispatchId } = await sent('1006-004');
  await renderInvoice(database.engine, renderer, invoiceId);
  await deliver(database.engine, outbox, dispatchId);
  const { cancellations } = await act<{ cancellations: { id: string; number: string }[] }>(
    database.engine,
    maya,
    'invoices unbill',
    { invoiceId, reason: 'Wrong matter' },
  );
  expect(codeOf(await attempt(database.engine, maya, 'invoices send', { invoiceIds: [invoiceId], again: true }))).toBe(
    'reversed',
  );
  await act(database.engine, maya, 'corrections send', {
    correctionIds: cancellations.map((x) => x.id),
    recipients: ['ap@payer.example'],
  });
  const [cancellation] = (await shown(invoiceId)).corrections;
  expect(cancellation?.dispatches.map((d) => d.state)).toEqual(['queued']);
});

it('a PDF that can’t be made and its message fail with the reason, lead from Today, and one action tries both again', async () => {
  const maya = await firm.as('maya.okafor');
  const { invoiceId, dispatchId } = await sent('1005-001');
  const broken: PdfRenderer = {
    render: () => Promise.reject(new Error('the font of the template is missing')),
    close: () => Promise.resolve(),
  };
  await lastTry('render-invoice', { invoiceId }, broken);
  await deliver(database.engine, outbox, dispatchId);
  const failed = await shown(invoiceId);
  expect(failed.documents).toBe('failed');
  expect(failed.dispatches.map((d) => d.state)).toEqual(['failed']);
  const reason = 'The PDF could not be made: the font of the template is missing';
  expect(failed.failures.map((f) => `${f.what}: ${f.reason}`).toSorted()).toEqual([
    `message: ${reason}`,
    `pdf: ${reason}`,
  ]);
  expect(await waitsOnToday('did not get through')).toBe('/invoices?failed=true');
  const list = await act<{ rows: { id: string; problem: string }[] }>(database.engine, maya, 'invoices list', {
    failed: 'true',
  });
  expect(list.rows.find((r) => r.id === invoiceId)?.problem).toContain(reason);
  expect(await act(database.engine, maya, 'dispatches retry', { subjectIds: [invoiceId] })).toEqual({
    documents: 1,
    messages: 1,
  });
  expect(codeOf(await attempt(database.engine, maya, 'dispatches retry', { subjectIds: [invoiceId] }))).toBe(
    'nothing-failed',
  );
  await lastTry('render-invoice', { invoiceId }, renderer);
  const again = await database.engine.store.kysely
    .selectFrom('dispatch')
    .select(['id', 'recipients'])
    .where('retry_of', '=', dispatchId)
    .executeTakeFirstOrThrow();
  expect(again.recipients).toEqual(['ap@payer.example']);
  await deliver(database.engine, outbox, again.id);
  const mended = await shown(invoiceId);
  expect([mended.documents, mended.failures, mended.dispatches.map((d) => d.state)]).toEqual([
    'ready',
    [],
    ['failed', 'sent'],
  ]);
});

interface LetterRow {
  readonly id: string;
  readonly receiver: string;
  readonly subject: string;
  readonly reason: string;
}

it('a letter that could not leave is on Today, leaves when tried again, or is let be with a reason', async () => {
  const maya = await firm.as('maya.okafor');
  const { engine } = database;
  const { store } = engine;
  const ids: string[] = [];
  await store.transaction({ actorId: maya.personId }, async ({ db }) => {
    for (const who of ['ruth.sandoval', 'owen.price']) {
      const id = newId<'letter'>();
      ids.push(id);
      const about = {
        about_type: 'person',
        about_id: maya.personId,
        subject: `For ${who}`,
        body: 'Please look at {site}',
      };
      await db
        .insertInto('letter')
        .values({ id, person_id: firm.people.get(who) ?? '', ...about })
        .execute();
    }
  });
  const [ruths = '', owens = ''] = ids;
  for (const letterId of ids) await failLetter(engine, letterId, 'the mail server said no');
  expect(await waitsOnToday('2 messages to people did not leave')).toBe('/outbox');
  const waiting = async (): Promise<readonly LetterRow[]> =>
    (await act<{ rows: LetterRow[] }>(engine, maya, 'letters list', {})).rows;
  expect(new Set((await waiting()).map((l) => `${l.subject}, to ${l.receiver}: ${l.reason}`))).toEqual(
    new Set([
      'For owen.price, to Owen Price: the mail server said no',
      'For ruth.sandoval, to Ruth Sandoval: the mail server said no',
    ]),
  );
  // Who only sees the work can't send anything.
  const auditor = await firm.as('petra.novak');
  expect(codeOf(await attempt(engine, auditor, 'letters retry', { ids: [ruths] }))).toBe('not-permitted');

  expect(await act(engine, maya, 'letters retry', { ids: [ruths] })).toEqual({ letters: 1 });
  expect(codeOf(await attempt(engine, maya, 'letters retry', { ids: [ruths] }))).toBe('nothing-failed');
  await sendLetter(engine, outbox, { baseUrl: 'http://desk', secret: 'test' }, ruths);
  const kept = await store.kysely.selectFrom('outbox_message').select('body').where('subject_id', '=', ruths).execute();
  expect(kept.map((m) => m.body)).toEqual(['Please look at http://desk']);

  expect(codeOf(await attempt(engine, maya, 'letters let-be', { ids: [owens], reason: ' ' }))).toBe('bad-input');
  expect(await act(engine, maya, 'letters let-be', { ids: [owens], reason: 'Told by telephone' })).toEqual({
    letters: 1,
  });
  expect(await waiting()).toEqual([]);
  expect(await waitsOnToday('to people did not leave')).toBeUndefined();
  const { rows } = await sql<{ name: string; reason: string | null }>`
    select name, reason from event where name like 'letter %' and facts ->> 'letterId' = ${owens} order by recorded_at`.execute(
    store.kysely,
  );
  expect(rows.at(-1)).toEqual({ name: 'letter let be', reason: 'Told by telephone' });
  expect(await brokenChecks(engine, firm)).toEqual([]);
});
