import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../src/kernel/day.ts';
import type { Actor } from '../../src/platform/command.ts';
import { sealEvents } from '../../src/platform/sealer.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { attempt, brokenChecks, codeOf, testFirm, type TestFirm } from '../support/firm.ts';

let database: TestDatabase;
let firm: TestFirm;
let maya: Actor;

beforeAll(async () => {
  database = await testDatabase();
  firm = await testFirm(database.engine);
  maya = await firm.as('maya.okafor');
});
afterAll(() => database.close());

function hours(worked: string): Record<string, unknown> {
  const matter = firm.matters[0];
  return {
    kind: 'time',
    matterId: matter?.id,
    timekeeperId: firm.timekeepers[0]?.id,
    workDate: addDays(database.engine.clock.today(), -1),
    hours: worked,
    narrative: 'Drafting claims',
  };
}

async function count(table: 'card' | 'event' | 'event_seal' | 'journal'): Promise<number> {
  const { rows } = await database.engine.store.pool.query<{ n: number }>(`select count(*)::int as n from ${table}`);
  return rows[0]?.n ?? 0;
}

describe('a command', () => {
  it('gives the first answer again for the same key, and does nothing twice', async () => {
    const first = await attempt(database.engine, maya, 'cards record', hours('1.10'), { key: 'a' });
    const cards = await count('card');
    const again = await attempt(database.engine, maya, 'cards record', hours('1.10'), { key: 'a' });
    expect(again).toEqual(first);
    expect(await count('card')).toBe(cards);
  });

  it('refuses a key that was used for something else', async () => {
    await attempt(database.engine, maya, 'cards record', hours('1.20'), { key: 'b' });
    expect(codeOf(await attempt(database.engine, maya, 'cards record', hours('1.30'), { key: 'b' }))).toBe(
      'key-reused',
    );
  });

  it('lets twenty at once with one key post one card, all told the same', async () => {
    const cards = await count('card');
    const all = await Promise.all(
      Array.from({ length: 20 }, () => attempt(database.engine, maya, 'cards record', hours('1.40'), { key: 'c' })),
    );
    expect(new Set(all.map((o) => JSON.stringify(o))).size).toBe(1);
    expect(await count('card')).toBe(cards + 1);
  });

  it('does not use a key up by a refusal', async () => {
    expect(codeOf(await attempt(database.engine, maya, 'cards record', hours('0'), { key: 'd' }))).toBe('no-hours');
    expect(codeOf(await attempt(database.engine, maya, 'cards record', hours('1.50'), { key: 'd' }))).toBe('done');
  });

  it('leaves nothing behind when it is rehearsed, and says what it would do', async () => {
    const before = [await count('card'), await count('event'), await count('journal')];
    const rehearsed = await attempt(database.engine, maya, 'cards record', hours('2.00'), {
      key: 'e',
      dryRun: true,
    });
    expect(codeOf(rehearsed)).toBe('done');
    expect([await count('card'), await count('event'), await count('journal')]).toEqual(before);
    expect(codeOf(await attempt(database.engine, maya, 'cards record', hours('2.50'), { key: 'e' }))).toBe('done');
  });

  it('leaves one audit record, and asks for permission again on a replay', async () => {
    const events = await count('event');
    await attempt(database.engine, maya, 'cards record', hours('1.60'), { key: 'f' });
    expect(await count('event')).toBe(events + 1);
    const demoted: Actor = { ...maya, roles: ['auditor'] };
    expect(codeOf(await attempt(database.engine, demoted, 'cards record', hours('1.60'), { key: 'f' }))).toBe(
      'not-permitted',
    );
  });

  it('refuses unknown fields and names the one that is wrong', async () => {
    const outcome = await attempt(database.engine, maya, 'cards record', {
      ...hours('1.00'),
      colour: 'blue',
    });
    expect(codeOf(outcome)).toBe('bad-input');
    expect(codeOf(await attempt(database.engine, maya, 'cards record', hours('1.255')))).toBe('bad-input');
  });
});

describe('the audit record', () => {
  it('is sealed in commit order without gaps, whoever seals', async () => {
    await Promise.all(
      Array.from({ length: 12 }, (_, i) => attempt(database.engine, maya, 'cards record', hours(`0.${10 + i}`))),
    );
    await Promise.all([sealEvents(database.engine.store.pool), sealEvents(database.engine.store.pool)]);
    // A transaction of anyone on this server that still runs holds the tail back: it is sealed when that has ended.
    for (let tries = 0; tries < 100 && (await count('event_seal')) < (await count('event')); tries += 1) {
      await sealEvents(database.engine.store.pool);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const { rows } = await database.engine.store.pool.query<{ n: number; last: number }>(
      'select count(*)::int as n, max(sequence)::int as last from event_seal',
    );
    expect(rows[0]?.n).toBe(await count('event'));
    expect(rows[0]?.last).toBe(rows[0]?.n);
    expect(await brokenChecks(database.engine, firm)).toEqual([]);
  });
});
