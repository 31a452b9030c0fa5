import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { approved, brokenChecks, letStand, testFirm, type TestFirm } from '../support/firm.ts';

/** Two cases of one family: the second has its first work when the proforma of the first is open. */
const [A, B] = ['1006-001', '1006-002'] as const;

let db: TestDatabase;
let firm: TestFirm;
let maya: Actor;

beforeAll(async () => {
  db = await testDatabase();
  firm = await testFirm(db.engine);
  maya = await firm.as('maya.okafor');
});
afterAll(() => db.close());

interface Outcome {
  readonly matterId: string;
  readonly outcome: string;
  readonly reason: string;
  readonly proformaId: string | null;
}

interface Shown {
  readonly matters: readonly { readonly number: string }[];
  readonly lines: readonly unknown[];
}

const idOf = (number: string): string => firm.matters.find((m) => m.number === number)?.id ?? '';
const shown = async (id: string): Promise<Shown> => await act<Shown>(db.engine, maya, 'proformas show', { id });

async function work(number: string): Promise<void> {
  await act(db.engine, maya, 'cards record', {
    kind: 'time',
    matterId: idOf(number),
    timekeeperId: firm.timekeepers.find((t) => t.office === 'LON' && t.title === 'Associate')?.id,
    workDate: '2026-03-20',
    hours: '1.00',
    narrative: `Considering the examiner’s objections to claim 1 of ${number}`,
  });
}

/** What a run by family says of the two. */
async function run(existing: 'leave' | 'gather'): Promise<Map<string, Outcome>> {
  const { outcomes } = await act<{ outcomes: Outcome[] }>(db.engine, maya, 'runs start', {
    throughDay: '2026-03-31',
    together: 'family',
    existing,
  });
  return new Map(
    [A, B].flatMap((number) => outcomes.filter((o) => o.matterId === idOf(number)).map((o) => [number, o])),
  );
}

describe('a run that bills families together, beside an open proforma of the family', () => {
  it('puts the other case on it where it fills, as an edit that is undone and done again, and bills both', async () => {
    await work(A);
    const id = (await run('leave')).get(A)?.proformaId ?? '';
    await work(B);
    expect((await run('gather')).get(B)).toMatchObject({
      outcome: 'gathered',
      proformaId: id,
      reason: expect.stringMatching(/^1 card put onto proforma \d+, which is open for 1006-001/) as string,
    });
    const both = await shown(id);
    expect(both.matters.map((m) => m.number)).toEqual([A, B]);
    expect(both.lines).toHaveLength(2);
    await act(db.engine, maya, 'proformas undo', { id });
    expect((await shown(id)).lines).toHaveLength(1);
    await act(db.engine, maya, 'proformas redo', { id });
    const found = await act<{ rows: { href: string }[] }>(db.engine, maya, 'search find', { words: `proforma ${B}` });
    expect(found.rows.map((row) => row.href)).toContain(`/proformas/${id}`);
    await letStand(db.engine, await firm.as('ruth.sandoval'), id);
    const { version } = await approved(db.engine, firm, id);
    const billed = { proformas: [{ id, version }], invoiceDate: '2026-03-31' };
    const { invoices } = await act<{ invoices: unknown[] }>(db.engine, maya, 'invoices bill', billed);
    expect(invoices.length).toBeGreaterThan(0);
    expect(await brokenChecks(db.engine, firm)).toEqual([]);
  });

  it('says that it stands apart where the run leaves open proformas, or a reviewer has it', async () => {
    await work(A);
    const id = (await run('leave')).get(A)?.proformaId ?? '';
    await work(B);
    const apart = (await run('leave')).get(B);
    expect(apart).toMatchObject({
      outcome: 'generated',
      reason: expect.stringMatching(
        /billed apart from 1006-001, whose proforma \d+ is open \(generated\)\.$/,
      ) as string,
    });
    expect(apart?.proformaId).not.toBe(id);
    await act(db.engine, maya, 'proformas put-together', { id, otherId: apart?.proformaId });
    expect((await shown(id)).matters.map((m) => m.number)).toEqual([A, B]);
    expect(await brokenChecks(db.engine, firm)).toEqual([]);
  });
});
