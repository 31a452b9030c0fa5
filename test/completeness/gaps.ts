import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import { day } from '../../src/kernel/day.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { brokenChecks, testFirm, type TestFirm } from '../support/firm.ts';
import { plant, type Planted } from './practice.ts';

interface Finding {
  readonly kind: string;
  readonly matterId: string;
  readonly matter: string;
  readonly what: string;
  readonly eventId: string | null;
  readonly lineId: string | null;
  readonly amount: { minor: string; currency: string } | null;
}
interface Answer {
  readonly findings: readonly Finding[];
  readonly sentence: string;
  readonly matters: number;
}

const KINDS = [
  'fee-missing',
  'official-fee-missing',
  'fee-twice',
  'fee-without-event',
  'paid-not-billed',
  'no-work-recorded',
];

/** What one seed plants between docket and bills, and how much of it is found. */
export function gapsAreFound(seed: number): void {
  describe(`gaps planted between docket and bills, seed ${seed}`, () => {
    let db: TestDatabase;
    let firm: TestFirm;
    let maya: Actor;
    let planted: Planted[];
    const shown = (): Promise<Answer> => act<Answer>(db.engine, maya, 'completeness show', {});
    beforeAll(async () => {
      db = await testDatabase(day('2026-03-31'));
      firm = await testFirm(db.engine);
      maya = await firm.as('maya.okafor');
      planted = await plant({ engine: db.engine, firm, actor: maya, today: db.engine.clock.today() }, seed);
    }, 120_000);
    afterAll(() => db.close());

    it('are found, 95 of a hundred of each kind, with at most one false alarm on fifty matters', async () => {
      const { findings, matters } = await shown();
      const left = [...findings];
      const missed = planted.filter((p) => {
        const at = left.findIndex((f) => f.kind === p.kind && f.matterId === p.matterId && f.what.includes(p.mark));
        if (at >= 0) left.splice(at, 1);
        return at < 0;
      });
      for (const kind of KINDS) {
        const all = planted.filter((p) => p.kind === kind);
        expect(all.length, `planted ${kind}`).toBeGreaterThan(1);
        const found = all.length - missed.filter((m) => m.kind === kind).length;
        expect(found * 100, `${kind}: ${found} of ${all.length}`).toBeGreaterThanOrEqual(all.length * 95);
      }
      expect(left.length * 50, JSON.stringify(left.map((f) => `${f.kind} ${f.matter} ${f.what}`))).toBeLessThanOrEqual(
        matters,
      );
    });

    it('are mended in one action, and then are gone', async () => {
      const before = (await shown()).findings.filter((f) => f.kind === 'fee-missing');
      const { made, problems } = await act<{ made: number; problems: unknown[] }>(
        db.engine,
        maya,
        'completeness make',
        {
          gaps: before.map((f) => ({ eventId: f.eventId, lineId: f.lineId })),
        },
      );
      expect([made, problems]).toEqual([before.length, []]);
      expect((await shown()).findings.filter((f) => f.kind === 'fee-missing')).toEqual([]);
      expect(await brokenChecks(db.engine, firm)).toEqual([]);
    });
  });
}
