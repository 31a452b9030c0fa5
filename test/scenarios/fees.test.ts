import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import { day } from '../../src/kernel/day.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { attempt, brokenChecks, codeOf, testFirm, type TestFirm } from '../support/firm.ts';

let db: TestDatabase;
let firm: TestFirm;
let maya: Actor;
beforeAll(async () => {
  db = await testDatabase(day('2026-03-31'));
  firm = await testFirm(db.engine);
  maya = await firm.as('maya.okafor');
});
afterAll(() => db.close());

interface Quote {
  readonly amount: { minor: string; currency: string };
  readonly version: string;
  readonly sure: boolean;
  readonly confidence: string;
  readonly explanation: readonly string[];
}
const quote = (input: object): Promise<Quote> => act<Quote>(db.engine, maya, 'fees quote', { office: 'US', ...input });
const take = (shipped: string, options = {}) => attempt(db.engine, maya, 'fees take', { source: { shipped } }, options);

/** A schedule of an invented office's own, in the form of the file. */
const schedule = (from: string, amount: string, more: object = {}) => ({
  json: JSON.stringify({
    schedule: 'test-office',
    office: 'XX',
    currency: 'EUR',
    label: `Fees from ${from}`,
    from,
    authority: 'test',
    items: [{ key: 'xx-filing', name: 'Filing', amounts: { any: amount }, confidence: 'official', sources: ['test'] }],
    ...more,
  }),
});

describe('the fee book', () => {
  it('takes the versions that come with Engross, each with its differences shown first', async () => {
    for (const name of ['us-patent-2020-10-02', 'us-patent-2022-12-29']) expect(codeOf(await take(name))).toBe('done');
    const shown = await take('us-patent-2025-01-19', { dryRun: true });
    const differences = shown.ok
      ? (shown.value['differences'] as { key: string; entityStatus: string; before: unknown; after: unknown }[])
      : [];
    expect(differences.find((d) => d.key === 'us-utility-filing' && d.entityStatus === 'small')).toMatchObject({
      what: 'changed',
      before: { minor: '12800', currency: 'USD' },
      after: { minor: '14000', currency: 'USD' },
    });
    // rehearsed only: nothing counts yet
    expect(
      codeOf(
        await attempt(db.engine, maya, 'fees take-back', {
          versionId: (shown.ok ? shown.value['versionId'] : '') as string,
          reason: 'x',
        }),
      ),
    ).toBe('not-found');
    expect(codeOf(await take('us-patent-2025-01-19'))).toBe('done');
    const again = await take('us-patent-2025-01-19');
    expect(again.ok && again.value['unchanged']).toBe(true);
  });

  it('the fee valid on the day of payment counts, and says by which version', async () => {
    const before = await quote({ item: 'us-utility-filing', entity: 'small', on: '2025-01-18' });
    const after = await quote({ item: 'us-utility-filing', entity: 'small', on: '2025-02-01' });
    expect([before.amount.minor, before.version]).toEqual(['12800', 'USPTO patent fees from 29 December 2022']);
    expect([after.amount.minor, after.version]).toEqual(['14000', 'USPTO patent fees from 19 January 2025']);
    // the discount was 50 % before 29 December 2022: 320.00 × 50 %
    expect((await quote({ item: 'us-utility-filing', entity: 'small', on: '2022-12-28' })).amount.minor).toBe('16000');
    expect(after).toMatchObject({ sure: true, confidence: 'high' });
    expect(after.explanation[0]).toContain('140.00 USD for a small entity');
  });

  it('a surcharge falls due in the months of grace: 860.00 + 216.00', async () => {
    const late = await quote({
      item: 'us-maintenance-1',
      entity: 'small',
      on: '2025-12-01',
      registrationDate: '2022-03-15',
    });
    expect(late.amount.minor).toBe('107600');
    expect(late.sure).toBe(false);
  });

  it('an unsure amount isn’t used in silence: it is compared, or the firm sets its own', async () => {
    const matter = firm.matters.find((m) => m.currency === 'USD');
    const fees = {
      matterId: matter?.id,
      paidOn: '2026-03-30',
      entity: 'small',
      items: [{ item: 'us-provisional-filing' }],
    };
    expect(codeOf(await attempt(db.engine, maya, 'fees record', fees))).toBe('fee-unsure');
    await act(db.engine, maya, 'fees check', {
      item: 'us-provisional-filing',
      on: '2026-03-30',
      note: 'the office’s page of today',
    });
    const recorded = await attempt(db.engine, maya, 'fees record', fees);
    expect(recorded.ok && recorded.value['cards']).toMatchObject([
      { key: 'us-provisional-filing', amount: { minor: '13000', currency: 'USD' } },
    ]);
    await act(db.engine, maya, 'fees check', {
      item: 'us-provisional-filing',
      on: '2026-03-30',
      note: 'a slip',
      withdraw: true,
    });
    expect(codeOf(await attempt(db.engine, maya, 'fees record', fees))).toBe('fee-unsure');
  });

  it('the firm’s own amount and words survive the next version', async () => {
    await act(db.engine, maya, 'fees take', { source: schedule('2024-01-01', '100.00') });
    const { version } = await act<{ version: number }>(db.engine, maya, 'fees show', { item: 'xx-filing' });
    await act(db.engine, maya, 'fees save', {
      item: 'xx-filing',
      version,
      ownText: 'Filing at the office of XX',
      aliases: ['Anmeldegebühr'],
    });
    await act(db.engine, maya, 'fees set-own', {
      item: 'Anmeldegebühr',
      amount: { minor: '9000', currency: 'EUR' },
      from: '2025-06-01',
      reason: 'reduced for us',
    });
    const taken = await attempt(db.engine, maya, 'fees take', { source: schedule('2026-01-01', '120.00') });
    expect(taken.ok && taken.value['ended']).toBe('Fees from 2024-01-01');
    const at = async (on: string) => (await quote({ office: 'XX', item: 'Anmeldegebuhr', on })).amount.minor;
    expect([await at('2025-05-31'), await at('2025-06-01'), await at('2026-02-01')]).toEqual(['10000', '9000', '9000']);
    await act(db.engine, maya, 'fees set-own', {
      item: 'xx-filing',
      amount: null,
      from: '2026-03-01',
      reason: 'no longer',
    });
    expect(await at('2026-03-01')).toBe('12000');
    const shown = await act<{ ownText: string }>(db.engine, maya, 'fees show', { item: 'xx-filing' });
    expect(shown.ownText).toBe('Filing at the office of XX');
  });

  it('a version is taken back in one action, and what it cut short counts again', async () => {
    const { taken } = await act<{ taken: { id: string; label: string }[] }>(db.engine, maya, 'fees schedules', {});
    const versionId = taken.find((v) => v.label === 'Fees from 2026-01-01')?.id;
    await act(db.engine, maya, 'fees take-back', { versionId, reason: 'wrong file' });
    expect((await quote({ office: 'XX', item: 'xx-filing', on: '2026-03-15' })).amount.minor).toBe('10000');
  });

  it('what ended by its own file ends there, also when the version after it is taken back', async () => {
    const items = (amount: string) => [
      { key: 'yy-filing', name: 'Filing', amounts: { any: amount }, confidence: 'official', sources: ['test'] },
    ];
    const of = (from: string, to: string | null, amount: string) =>
      act<{ versionId: string }>(db.engine, maya, 'fees take', {
        source: schedule(from, amount, { schedule: 'test-ended', to, items: items(amount) }),
      });
    await of('2024-01-01', '2024-12-31', '10.00');
    const next = await of('2025-01-01', null, '20.00');
    await act(db.engine, maya, 'fees take-back', { versionId: next.versionId, reason: 'wrong file' });
    expect((await quote({ office: 'XX', item: 'yy-filing', on: '2024-06-01' })).amount.minor).toBe('1000');
    await expect(quote({ office: 'XX', item: 'yy-filing', on: '2025-06-01' })).rejects.toThrow('2025-06-01');
  });

  it('fees of a matter are counted from its case, posted as hard costs and explained', async () => {
    const matter = firm.matters.find((m) => m.currency === 'GBP');
    await act(db.engine, maya, 'fees take', {
      source: schedule('2025-01-01', '75.00', {
        schedule: 'test-claims',
        items: [
          {
            key: 'xx-claims',
            name: 'Each claim over 10',
            amounts: { any: '75.00' },
            confidence: 'official',
            sources: ['test'],
            counts: { of: 'claims', over: 10 },
          },
        ],
      }),
    });
    const asked = { matterId: matter?.id, on: '2026-03-30', items: 'xx-claims', claims: 14 };
    const told = await act<{
      total: unknown[];
      inMatterCurrency: { minor: string; currency: string };
      exchange: string;
    }>(db.engine, maya, 'fees calculate', asked);
    // 4 × 75.00 EUR
    expect(told.total).toEqual([{ minor: '30000', currency: 'EUR' }]);
    expect(told.inMatterCurrency.currency).toBe('GBP');
    const recorded = await act<{ cards: { id: string; amount: { minor: string; currency: string } }[] }>(
      db.engine,
      maya,
      'fees record',
      {
        matterId: matter?.id,
        paidOn: '2026-03-30',
        items: [{ item: 'xx-claims', quantity: 4 }],
      },
    );
    expect(recorded.cards[0]?.amount).toEqual(told.inMatterCurrency);
    const card = await act<{ fee: { explanation: string[] } | null }>(db.engine, maya, 'fees why', {
      cardId: recorded.cards[0]?.id,
    });
    expect(card.fee?.explanation.join(' ')).toContain('4 × 75.00 = 300.00 EUR');
    expect(card.fee?.explanation.join(' ')).toContain(told.exchange.split(' ')[2]);
    expect(await brokenChecks(db.engine, firm)).toEqual([]);
  });
});

describe('what can’t be taken says what, where and how to mend it', () => {
  it.each([
    ['no JSON', { json: '{' }, 'not-json', 'This is no JSON'],
    [
      'an amount that is none',
      schedule('2030-01-01', '12,5'),
      'rows-refused',
      'item 1, any “12,5” is no amount in EUR',
    ],
    ['finer than a cent', schedule('2030-01-01', '1.001'), 'rows-refused', 'write it such as 1234.50'],
    ['days in use', schedule('2024-01-01', '1.00', { to: '2024-02-01' }), 'overlaps', 'Take that version back first'],
    [
      'a key of another office',
      schedule('2030-01-01', '1.00', { schedule: 'other', office: 'YY' }),
      'other-office',
      'Give this item another key',
    ],
    ['a day that doesn’t exist', schedule('2030-02-30', '1.00'), 'bad-schedule', 'from: write a day that exists'],
    [
      'a table without amounts',
      {
        table: { text: 'key,name\na,b\n' },
        head: { schedule: 'table', office: 'XX', currency: 'EUR', label: 'T', from: '2030-01-01', authority: 'test' },
      },
      'missing-columns',
      'The header needs',
    ],
  ])('%s', async (_, source, code, words) => {
    const outcome = await attempt(db.engine, maya, 'fees take', { source });
    expect(codeOf(outcome)).toBe(code);
    expect(!outcome.ok && outcome.refusal.sentence).toContain(words);
  });

  it('a table of a spreadsheet is taken too, and is not sure unless it says so', async () => {
    const text = 'key;name;large;small;code;alias\nxx-table;Table fee;1.200,50;600,25;T1;Tabelle; zweite\n'.replace(
      '; zweite',
      '',
    );
    await act(db.engine, maya, 'fees take', {
      source: {
        table: { text },
        head: {
          schedule: 'table',
          office: 'XX',
          currency: 'EUR',
          label: 'From a table',
          from: '2030-01-01',
          authority: 'a list',
        },
      },
    });
    const quoted = await quote({ office: 'XX', item: 'tabelle', entity: 'large', on: '2030-01-01' });
    expect(quoted).toMatchObject({ amount: { minor: '120050', currency: 'EUR' }, sure: false, confidence: 'unstated' });
  });

  it('a word that fits several items is asked about', async () => {
    await take('us-patent-2025-01-19');
    const outcome = await attempt(db.engine, maya, 'fees set-own', {
      item: 'rce',
      amount: null,
      from: '2026-01-01',
      reason: 'x',
    });
    expect(codeOf(outcome)).toBe('ambiguous-fee');
  });
});
