import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { attempt, codeOf, testFirm, type TestFirm } from '../support/firm.ts';

let database: TestDatabase;
let firm: TestFirm;
let owen: Actor;
let entityId = '';

beforeAll(async () => {
  database = await testDatabase();
  firm = await testFirm(database.engine);
  owen = await firm.as('owen.price');
  entityId = firm.entities.get('UK')?.id ?? '';
});
afterAll(() => database.close());

interface TaxCodes {
  readonly rows: readonly {
    readonly id: string;
    readonly code: string;
    readonly name: string;
    readonly kind: string;
    readonly note: string;
    readonly entityId: string;
    readonly rates: readonly { ratePpm: number; from: string; to: string | null }[];
  }[];
}

async function save(name: string, input: unknown): Promise<string> {
  return codeOf(await attempt(database.engine, owen, name, input));
}

describe('setting the firm up', () => {
  it('mends the words of a tax code, and a new rate ends the one before on its day', async () => {
    const before = (await act<TaxCodes>(database.engine, owen, 'tax-codes list', {})).rows.find(
      (row) => row.entityId === entityId && row.kind === 'standard',
    );
    if (!before) throw new Error('the demo firm has a standard tax code in the United Kingdom');
    const { rates: _rates, ...words } = before;
    const rate = { ratePpm: 210_000, from: '2026-07-01' };
    expect(await save('tax-codes save', { ...words, name: 'VAT at the standard rate', rate })).toBe('done');
    const after = (await act<TaxCodes>(database.engine, owen, 'tax-codes list', {})).rows.find(
      (row) => row.id === before.id,
    );
    expect(after?.name).toBe('VAT at the standard rate');
    expect(after?.rates.map((r) => [r.ratePpm, r.from, r.to])).toEqual([
      [200_000, before.rates[0]?.from, '2026-06-30'],
      [210_000, '2026-07-01', null],
    ]);
    expect(await save('tax-codes save', { ...words, kind: 'zero' })).toBe('append-only');
    expect(await save('tax-codes save', { ...words, rate })).toBe('overlaps');
  });

  it('renames an office; its code stays', async () => {
    const office = {
      id: firm.entities.get('UK')?.officeId,
      entityId,
      code: 'LON',
      name: 'London Bridge',
      country: 'GB',
    };
    expect(await save('offices save', office)).toBe('done');
    const me = await act<{ firm: { offices: { code: string; name: string }[] } }>(database.engine, owen, 'me show', {});
    expect(me.firm.offices.find((o) => o.code === 'LON')?.name).toBe('London Bridge');
    expect(await save('offices save', { ...office, code: 'LDN' })).toBe('append-only');
  });

  it('takes a prefix for a year until its first number, and no prefix twice', async () => {
    const series = { entityId, documentType: 'invoice', year: 2027, prefix: 'LON/27/' };
    expect(await save('number-series save', series)).toBe('done');
    expect(await save('number-series save', { ...series, prefix: 'LON-27-' })).toBe('done');
    expect(await save('number-series save', { ...series, year: 2028, prefix: 'LON-27-' })).toBe('already-there');
    await database.engine.store.kysely
      .updateTable('number_series')
      .set({ next: 2n })
      .where('year', '=', 2027)
      .execute();
    expect(await save('number-series save', { ...series, prefix: 'L-' })).toBe('in-use');
  });

  it('renames a family; it stays with its client', async () => {
    const maya = await firm.as('maya.okafor');
    const { rows } = await act<{ rows: { id: string }[] }>(database.engine, maya, 'clients list', {});
    const [one, other] = rows.map((row) => row.id);
    const made = await attempt(database.engine, maya, 'families save', {
      clientId: one,
      reference: 'F-77',
      title: 'Hinge',
    });
    const id = made.ok ? made.value['id'] : '';
    const family = { id, clientId: one, reference: 'F-77A', title: 'Hinge with a stop' };
    expect(codeOf(await attempt(database.engine, maya, 'families save', family))).toBe('done');
    expect(codeOf(await attempt(database.engine, maya, 'families save', { ...family, clientId: other }))).toBe(
      'append-only',
    );
  });
});
