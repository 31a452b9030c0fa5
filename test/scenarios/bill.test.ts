import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/platform/command.ts';
import { act } from '../../src/demo/doing.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import {
  approved,
  attempt,
  brokenChecks,
  codeOf,
  proformaOn,
  sheetOf,
  testFirm,
  type TestFirm,
} from '../support/firm.ts';

let database: TestDatabase;
let firm: TestFirm;
let maya: Actor;

beforeAll(async () => {
  database = await testDatabase();
  firm = await testFirm(database.engine);
  maya = await firm.as('maya.okafor');
});
afterAll(() => database.close());

interface Billed {
  readonly invoices: readonly { id: string; number: string; payer: string; total: { minor: string } }[];
}

describe('billing', () => {
  it('deals a bill between two payers, 60 % and 40 %, to the cent', async () => {
    // London associate in EUR: 345 + 60 = 405.00; 1.01 h = 409.05, 0.37 h = 149.85; cost 0.99: 559.89
    const sheet = await proformaOn(database.engine, firm, '1003-001', ['1.01', '0.37'], '99');
    expect(sheet.amounts.total.minor).toBe('55989');
    const ready = await approved(database.engine, firm, sheet.id);
    const { invoices } = await act<Billed>(database.engine, maya, 'invoices bill', {
      proformas: [{ id: sheet.id, version: ready.version }],
      invoiceDate: '2026-03-31',
    });
    // per line by largest remainder: 245.43 + 163.62, 89.91 + 59.94, 0.59 + 0.40
    expect(invoices.map((i) => [i.number, i.payer, i.total.minor])).toEqual([
      ['UK-2026-00001', 'Nordlys Instruments AS', '33593'],
      ['UK-2026-00002', 'Nordlys Ventures AS', '22396'],
    ]);
    expect(await brokenChecks(database.engine, firm)).toEqual([]);
  });

  it('is refused without approval, on a closed period and for the future, and then nothing has happened', async () => {
    const sheet = await proformaOn(database.engine, firm, '1001-001', ['1.00']);
    const bill = (version: number, invoiceDate: string) =>
      attempt(database.engine, maya, 'invoices bill', {
        proformas: [{ id: sheet.id, version }],
        invoiceDate,
      });
    expect(codeOf(await bill(sheet.version, '2026-03-31'))).toBe('wrong-state');
    const ready = await approved(database.engine, firm, sheet.id);
    expect(codeOf(await bill(ready.version, '2025-06-30'))).toBe('period-closed');
    expect(codeOf(await bill(ready.version, '2026-04-01'))).toBe('future-date');
    expect(codeOf(await bill(ready.version - 1, '2026-03-31'))).toBe('stale');
    expect((await sheetOf(database.engine, maya, sheet.id)).state).toBe('approved');
    expect(codeOf(await bill(ready.version, '2026-03-31'))).toBe('done');
    expect(codeOf(await bill(ready.version, '2026-03-31'))).toBe('already-billed');
  });

  it('is refused when a payer’s tax changed after approval', async () => {
    const sheet = await proformaOn(database.engine, firm, '1005-001', ['2.00']);
    const ready = await approved(database.engine, firm, sheet.id);
    const client = (
      await act<{ rows: { id: string; number: string }[] }>(database.engine, maya, 'clients list', {})
    ).rows.find((c) => c.number === '1005');
    const shown = await act<{
      payers: { id: string; name: string; address: string[]; country: string; version: number }[];
    }>(database.engine, maya, 'clients show', { id: client?.id });
    const [payer] = shown.payers;
    await act(database.engine, maya, 'payers save', {
      id: payer?.id,
      version: payer?.version,
      clientId: client?.id,
      name: payer?.name,
      address: payer?.address,
      country: payer?.country,
      taxes: [{ taxCodeId: firm.entities.get('UK')?.taxes.get('OOS'), from: '2026-03-31' }],
    });
    const refused = await attempt(database.engine, maya, 'invoices bill', {
      proformas: [{ id: sheet.id, version: ready.version }],
      invoiceDate: '2026-03-31',
    });
    expect(codeOf(refused)).toBe('approval-void');
  });

  it('bills all or none', async () => {
    const good = await approved(
      database.engine,
      firm,
      (await proformaOn(database.engine, firm, '1006-001', ['1.00'])).id,
    );
    const bad = await proformaOn(database.engine, firm, '1006-002', ['1.00']);
    const both = [good, bad].map(({ id, version }) => ({ id, version }));
    expect(
      codeOf(await attempt(database.engine, maya, 'invoices bill', { proformas: both, invoiceDate: '2026-03-31' })),
    ).toBe('wrong-state');
    expect((await sheetOf(database.engine, maya, good.id)).state).toBe('approved');
  });

  it('twenty people billing the same proformas at once skip and double no number', async () => {
    const sheets: { id: string; version: number }[] = [];
    for (const matter of firm.matters.filter((m) => m.client.entity === 'US' && !m.client.ebilled)) {
      const sheet = await proformaOn(database.engine, firm, matter.number, ['0.50']);
      sheets.push(await approved(database.engine, firm, sheet.id));
    }
    // Everyone tries every proforma: one wins each, the others are told that it is billed.
    const tries = sheets.flatMap((sheet) => Array.from({ length: 7 }, () => sheet));
    const outcomes: string[] = [];
    const queue = [...tries];
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        for (let sheet = queue.pop(); sheet; sheet = queue.pop()) {
          outcomes.push(
            codeOf(
              await attempt(database.engine, maya, 'invoices bill', {
                proformas: [{ id: sheet.id, version: sheet.version }],
                invoiceDate: '2026-03-31',
              }),
            ),
          );
        }
      }),
    );
    expect(outcomes.filter((code) => code === 'done')).toHaveLength(sheets.length);
    expect(outcomes.filter((code) => code !== 'done' && code !== 'already-billed')).toEqual([]);
    const { rows } = await database.engine.store.pool.query<{ n: number; top: number }>(
      `select count(*)::int as n, max(series_number)::int as top from invoice where number like 'US-%'`,
    );
    expect(rows[0]).toEqual({ n: sheets.length, top: sheets.length });
    expect(await brokenChecks(database.engine, firm)).toEqual([]);
  });
});
