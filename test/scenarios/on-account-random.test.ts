import { afterAll, beforeAll, expect, it } from 'vitest';
import { chanceFrom } from '../../src/demo/chance.ts';
import { act } from '../../src/demo/doing.ts';
import { addDays, day } from '../../src/kernel/day.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { attempt, brokenChecks, codeOf, testFirm, type TestFirm } from '../support/firm.ts';
import type { BilledInvoice, MoneyText } from '../support/money.ts';
import { type OnAccount, onAccountWork } from '../support/on-account.ts';

/** Random orders of billing on account, paying, billing work, unbilling, crediting and taking back, on both bases. */
const STEPS = 20;
const MATTERS = ['1006-001', '1006-002', '1006-003'];

const held: TestDatabase[] = [];
afterAll(() => Promise.all(held.map((database) => database.close())));

interface Desk {
  readonly database: TestDatabase;
  readonly firm: TestFirm;
  readonly at: Awaited<ReturnType<typeof onAccountWork>>;
}

async function deskOn(basis: string): Promise<Desk> {
  const database = await testDatabase(day('2026-03-31'));
  held.push(database);
  const firm = await testFirm(database.engine);
  const at = await onAccountWork(database, firm);
  const me = await act<{ firm: { entities: { id: string }[] } }>(database.engine, at.ruth, 'me show', {});
  const entity = me.firm.entities.find((e) => e.id === firm.entities.get('UK')?.id);
  await act(database.engine, at.ruth, 'entities save', { ...entity, basis });
  return { database, firm, at };
}

let desks: readonly (Desk & { basis: string })[];
beforeAll(async () => {
  desks = [
    { basis: 'accrual', ...(await deskOn('accrual')) },
    { basis: 'modified-cash', ...(await deskOn('modified-cash')) },
  ];
}, 60_000);

/** One random act; gives what came of it. Refusals are answers too: only what they say must stay true. */
async function step({ database, at }: Desk, chance: ReturnType<typeof chanceFrom>, work: string[]): Promise<string> {
  const { engine } = database;
  engine.clock.moveTo(addDays(engine.clock.today(), 1));
  const { rows } = await act<{ rows: OnAccount[] }>(engine, at.maya, 'on-account list', { all: 'true' });
  const some = rows.length > 0 ? chance.pick(rows) : null;
  const matter = chance.pick(MATTERS);
  const said = (verb: string, outcome: Awaited<ReturnType<typeof attempt>>): string => `${verb}: ${codeOf(outcome)}`;
  switch (chance.below(some ? 8 : 1)) {
    case 0:
      await at.bill(matter, String(chance.between(1, 90_000)), { wholeClient: chance.below(2) === 0 });
      return 'billed on account';
    case 1:
    case 2: {
      if (!some || some.open.minor === '0') return 'nothing to pay';
      await at.pay(some.id, String(chance.between(1, Number(some.open.minor))));
      return 'paid';
    }
    case 3:
    case 4: {
      const sheet = await at.ready(matter, [`${chance.below(2)}.${chance.between(10, 99)}`], []);
      const { rows: beside } = await act<{ rows: { onAccountId: string; available: MoneyText }[] }>(
        engine,
        at.maya,
        'on-account beside',
        { proformaId: sheet.id },
      );
      const takes = beside
        .filter(() => chance.below(3) > 0)
        .map(({ onAccountId, available }) => ({
          onAccountId,
          ...(chance.below(2) === 0 || available.minor === '0'
            ? {}
            : { amount: String(chance.between(1, Number(available.minor))) }),
        }));
      await act(engine, at.maya, 'on-account choose', { proformaId: sheet.id, takes });
      const outcome = await at.billWork(sheet);
      if (outcome.ok) work.push((outcome.value['invoices'] as BilledInvoice[])[0]?.id ?? '');
      return said('billed work', outcome);
    }
    case 5: {
      if (work.length === 0) return 'nothing to unbill';
      const invoiceId = chance.pick(work);
      return said(
        'unbill',
        await attempt(engine, at.maya, 'invoices unbill', { invoiceId, reason: 'Chance', alsoLater: true }),
      );
    }
    case 6:
      return said(
        'take back',
        await attempt(engine, at.maya, 'on-account take-back', {
          invoiceId: some?.id,
          reason: 'Chance',
          alsoLater: true,
        }),
      );
    default: {
      const invoiceId = work.length > 0 && chance.below(2) === 0 ? chance.pick(work) : some?.id;
      const credit = { invoiceId, toWip: false, amount: String(chance.between(1, 40_000)), reason: 'Chance' };
      return said('credit', await attempt(engine, at.maya, 'invoices credit', credit));
    }
  }
}

for (const seed of [11, 4711]) {
  it(`the liability is never below zero and the books balance, whatever the order (seed ${seed})`, async () => {
    for (const desk of desks) {
      const chance = chanceFrom(seed);
      const work: string[] = [];
      const history: string[] = [];
      for (let i = 0; i < STEPS; i += 1) {
        history.push(await step(desk, chance, work));
        const where = `${desk.basis}, seed ${seed}: ${history.join(', ')}`;
        const { rows } = await act<{ rows: OnAccount[] }>(desk.database.engine, desk.at.maya, 'on-account list', {
          all: 'true',
        });
        for (const row of rows) {
          const of = (key: 'billed' | 'credited' | 'applied' | 'left' | 'available') => BigInt(row[key].minor);
          expect(of('left'), where).toBeGreaterThanOrEqual(0n);
          expect(of('available'), where).toBeGreaterThanOrEqual(0n);
          expect(of('billed') - of('credited') - of('applied'), where).toBe(of('left'));
        }
        expect(await brokenChecks(desk.database.engine, desk.firm), where).toEqual([]);
      }
      expect(history.some((one) => one === 'billed work: done')).toBe(true);
    }
  }, 120_000);
}
