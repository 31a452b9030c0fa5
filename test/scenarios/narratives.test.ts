import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, day } from '../../src/kernel/day.ts';
import { act } from '../../src/demo/doing.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { attempt, testFirm, type TestFirm } from '../support/firm.ts';

let db: TestDatabase;
let firm: TestFirm;
let maya: Actor;
let own = '';
let sibling = '';

beforeAll(async () => {
  db = await testDatabase(day('2026-03-31'));
  firm = await testFirm(db.engine);
  maya = await firm.as('maya.okafor');
  const [first] = firm.matters;
  const second = firm.matters.find((m) => m.client === first?.client && m !== first);
  const foreign = firm.matters.find((m) => m.client !== first?.client);
  own = first?.id ?? '';
  sibling = second?.id ?? '';
  const record = async (matterId: string | undefined, narrative: string, times = 1): Promise<void> => {
    for (let i = 1; i <= times; i += 1)
      await act(db.engine, maya, 'cards record', {
        kind: 'time',
        matterId,
        timekeeperId: firm.timekeepers.find((t) => t.office === (first?.client.entity === 'UK' ? 'LON' : 'BOS'))?.id,
        workDate: addDays(day('2026-03-31'), -i),
        hours: '0.50',
        narrative,
      });
  };
  await record(own, 'Drafting reply to the examination report', 2);
  await record(own, 'Report on costs after drafting');
  await record(sibling, 'Drafting claims', 5);
  await record(own, '100% review of claims');
  await record(foreign?.id, 'Drafting secret of another client');
});
afterAll(() => db.close());

interface Suggested {
  readonly language: string;
  readonly rows: readonly { readonly narrative: string; readonly uses: number; readonly sameMatter: boolean }[];
}

const suggest = (words: string, matterId = own): Promise<Suggested> =>
  act<Suggested>(db.engine, maya, 'narratives suggest', { matterId, words });

test('what begins as typed comes first, the matter’s own before its client’s others; never another client’s', async () => {
  const { language, rows } = await suggest('draft');
  expect(language).toBe('en');
  expect(rows).toEqual([
    { narrative: 'Drafting reply to the examination report', uses: 2, sameMatter: true },
    { narrative: 'Drafting claims', uses: 5, sameMatter: false },
    { narrative: 'Report on costs after drafting', uses: 1, sameMatter: true },
  ]);
  expect((await suggest('secret')).rows).toEqual([]);
});

test('all words are looked for in any order; what is typed already isn’t offered; signs stand for themselves', async () => {
  expect((await suggest('report examination')).rows.map((row) => row.narrative)).toEqual([
    'Drafting reply to the examination report',
  ]);
  expect((await suggest('Drafting claims')).rows).toEqual([]);
  expect((await suggest('100%')).rows.map((row) => row.narrative)).toEqual(['100% review of claims']);
  expect((await suggest('_')).rows).toEqual([]);
});

test('with nothing typed the matter’s own come first; an unknown matter is said', async () => {
  expect((await suggest('', sibling)).rows[0]).toEqual({ narrative: 'Drafting claims', uses: 5, sameMatter: true });
  const unknown = { matterId: '00000000-0000-7000-8000-0000000000ff', words: '' };
  await expect(attempt(db.engine, maya, 'narratives suggest', unknown)).rejects.toThrow('There is no such matter.');
});
