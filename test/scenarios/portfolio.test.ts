import { afterAll, beforeAll, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import { day } from '../../src/kernel/day.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { approved, proformaOn, testFirm, type TestFirm } from '../support/firm.ts';

let db: TestDatabase;
let firm: TestFirm;
let maya: Actor;
beforeAll(async () => {
  db = await testDatabase(day('2026-03-31'));
  firm = await testFirm(db.engine);
  maya = await firm.as('maya.okafor');
});
afterAll(() => db.close());

interface Status {
  readonly of: string;
  readonly rows: readonly Record<string, unknown>[];
  readonly open: readonly { minor: string; currency: string }[];
  readonly wip: readonly { minor: string; currency: string }[];
  readonly text: string;
}

it('a case stands as docket, desk and books say, alone, in its family and in its client’s portfolio', async () => {
  const sheet = await proformaOn(db.engine, firm, '1001-001', ['1.00'], '25000');
  const ready = await approved(db.engine, firm, sheet.id);
  await act(db.engine, maya, 'invoices bill', {
    proformas: [{ id: ready.id, version: ready.version }],
    invoiceDate: '2026-03-31',
  });
  const matterId = firm.matters.find((m) => m.number === '1001-001')?.id ?? '';
  const docket = (name: string, more: object) => act(db.engine, maya, 'docket save', { matterId, name, ...more });
  await docket('Older event', { state: 'completed', completedDay: '2026-01-10' });
  await docket('Response filed', { state: 'completed', completedDay: '2026-03-20' });
  await docket('Pay issue fee', { state: 'open', dueDay: '2026-06-11' });
  await docket('Report to client', { state: 'open', dueDay: '2026-05-11' });
  await act(db.engine, maya, 'cards record', {
    kind: 'disbursement',
    costKind: 'hard',
    matterId,
    workDate: '2026-03-30',
    amount: { minor: '7700', currency: 'GBP' },
    narrative: 'Courier',
    expenseCode: 'E107',
  });

  const alone = await act<Status>(db.engine, maya, 'portfolio show', { matterId });
  expect(alone.rows).toMatchObject([
    {
      matter: '1001-001',
      lastEvent: 'Response filed',
      lastEventOn: '2026-03-20',
      nextTask: 'Report to client',
      nextDue: '2026-05-11',
      lastInvoiceOn: '2026-03-31',
      wip: { minor: '7700', currency: 'GBP' },
      proforma: '',
    },
  ]);
  // what is owed for the case is the whole invoice, which bills nothing else
  const { rows } = await act<{ rows: { total: unknown }[] }>(db.engine, maya, 'invoices list', {});
  expect(alone.open).toEqual([rows[0]?.total]);
  expect(alone.text).toContain('Last event: Response filed, 2026-03-20.\nNext: Report to client, due 2026-05-11.');

  const { clientId, family } = await act<{ clientId: string; family: { id: string } }>(
    db.engine,
    maya,
    'matters show',
    {
      id: matterId,
    },
  );
  const whole = await act<Status>(db.engine, maya, 'portfolio show', { clientId });
  expect(whole.rows.length).toBe(firm.matters.filter((m) => m.client.number === '1001').length);
  expect([whole.open, whole.wip]).toEqual([alone.open, alone.wip]);
  const ofFamily = await act<Status>(db.engine, maya, 'portfolio show', { familyId: family.id });
  expect(ofFamily.rows.length).toBeGreaterThan(1);
  expect(ofFamily.rows.length).toBeLessThan(whole.rows.length);
});

it('a portfolio of nobody is asked about', async () => {
  await expect(act(db.engine, maya, 'portfolio show', {})).rejects.toThrow('Name a client, a family or a matter.');
});
