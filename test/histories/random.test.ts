import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { chanceFrom } from '../../src/demo/chance.ts';
import { act } from '../../src/demo/doing.ts';
import { testDatabase } from '../support/engine.ts';
import { brokenChecks, testFirm } from '../support/firm.ts';
import { hasHledger, hledgerAgrees } from '../support/hledger.ts';
import { cleared, compared } from './compare.ts';
import { History, setUnderRules } from './history.ts';
import { Rates } from './rates.ts';

/** How many: 300 in the suite; `npm run test:histories` does ten thousand. A seed alone: SEED=n. */
const HISTORIES = Number(process.env['HISTORIES'] ?? '300');
const SEED = process.env['SEED'] === undefined ? null : Number(process.env['SEED']);
const STEPS = 8;
/** so many share a database; then a fresh firm, so that proving stays quick */
const PER_FIRM = 20;
/** two payers, half of the time; domestic tax by rules, of three rates; another entity and currency; euros without a second payer */
const CLIENTS = ['1003', '1006', '1003', '2002', '1003', '1004'];

it(
  `${SEED === null ? HISTORIES : 1} random histories agree with the model, and the books prove themselves after each`,
  { timeout: 3_600_000 },
  async () => {
    const seeds = SEED === null ? Array.from({ length: HISTORIES }, (_, i) => i + 1) : [SEED];
    for (let at = 0; at < seeds.length; at += PER_FIRM) await onOneFirm(seeds.slice(at, at + PER_FIRM));
  },
);

async function onOneFirm(seeds: readonly number[]): Promise<void> {
  const database = await testDatabase();
  try {
    const firm = await testFirm(database.engine);
    const people = {
      maya: await firm.as('maya.okafor'),
      ruth: await firm.as('ruth.sandoval'),
      owen: await firm.as('owen.price'),
    };
    // Random histories share a few days: the rule of the 24-hour day is switched off, on record.
    await act(database.engine, people.ruth, 'flags set-rule', {
      code: 'impossible-day',
      scope: 'firm',
      severity: 'off',
      from: '2026-01-01',
      reason: 'random work',
    });
    const rates = new Rates();
    await setUnderRules(database.engine, firm, people);
    for (const seed of seeds) {
      // Seeds that follow one another would begin alike.
      const chance = chanceFrom(createHash('sha256').update(`${seed}`).digest().readUInt32BE(0));
      const history = new History({ engine: database.engine, firm, people, chance, rates }, chance.pick(CLIENTS));
      const said = (): string => `seed ${seed} (SEED=${seed} repeats it)\n${history.log.join('\n')}`;
      try {
        for (let step = 0; step < STEPS; step += 1) await history.step();
      } catch (error) {
        throw new Error(`${error instanceof Error ? error.message : String(error)}\n${said()}`, { cause: error });
      }
      expect(await compared(database.engine, people, history), said()).toEqual([]);
      expect(await brokenChecks(database.engine, firm), said()).toEqual([]);
      await cleared(database.engine, people, history);
    }
    // A program that shares no code with us reads the whole book and comes to the same balances.
    if (hasHledger()) expect((await hledgerAgrees(database.engine, people.owen)).differences).toEqual([]);
  } finally {
    await database.close();
  }
}
