import { afterEach, beforeEach, expect, it } from 'vitest';
import { chanceFrom, type Chance } from '../../src/demo/chance.ts';
import { act } from '../../src/demo/doing.ts';
import { addDays, day } from '../../src/kernel/day.ts';
import { attempt, brokenChecks, codeOf } from '../support/firm.ts';
import { capAt, tenOff, termsDesk, type TermsDesk } from '../support/terms.ts';

/** What stands billed never passes what was agreed, in whatever order bills, unbills, credits and their reversals come. */
const SEEDS = (process.env['SEEDS'] ?? '1,2,3,4').split(',').map(Number);
const STEPS = 16;
const EACH = 150_000n;
const ALL = 220_000n;

interface Standing {
  readonly id: string;
  readonly proformaId: string;
  readonly matter: string;
  readonly net: bigint;
  credited: { id: string; net: bigint }[];
}

const [A, B] = ['1006-001', '1006-002'] as const;
let at: TermsDesk;
beforeEach(async () => {
  at = await termsDesk(day('2026-03-02'));
});
afterEach(() => at.db.close());

class Life {
  standing: Standing[] = [];
  /** proformas whose bill was taken back */
  returned: { id: string; matter: string }[] = [];
  readonly did: string[] = [];
  readonly #chance: Chance;

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  billedOn(matter?: string): bigint {
    return this.standing
      .filter((one) => matter === undefined || one.matter === matter)
      .reduce((sum, one) => sum + one.net - one.credited.reduce((all, { net }) => all + net, 0n), 0n);
  }

  async step(): Promise<void> {
    const done = await this.#chance.pick([
      () => this.#bill(),
      () => this.#bill(),
      () => this.#bill(),
      () => this.#billAgain(),
      () => this.#unbill(),
      () => this.#credit(),
      () => this.#reverseCredit(),
    ])();
    this.did.push(done);
  }

  async #bill(): Promise<string> {
    const matter = this.#chance.pick([A, B]);
    const hours = this.#chance.between(1, 9);
    return `bill ${hours} h of ${matter}: ${await this.#billed(await at.work(matter, `${hours}.00`), matter)}`;
  }

  async #billAgain(): Promise<string> {
    const back = this.returned.shift();
    return back === undefined ? 'nothing to bill again' : `bill again: ${await this.#billed(back.id, back.matter)}`;
  }

  async #billed(proformaId: string, matter: string): Promise<string> {
    this.returned = this.returned.filter((other) => other.id !== proformaId);
    const stale = (await at.desk(proformaId)).terms.stale !== null;
    if (stale) await at.edit(proformaId, { do: 'apply-terms' });
    const outcome = await at.bill(await at.ready(proformaId));
    if (!outcome.ok) {
      this.returned.push({ id: proformaId, matter });
      return outcome.refusal.code;
    }
    for (const { id } of outcome.value['invoices'] as { id: string }[]) {
      const shown = await act<{ net: { minor: string } }>(at.db.engine, at.maya, 'invoices show', { id });
      this.standing.push({ id, proformaId, matter, net: BigInt(shown.net.minor), credited: [] });
    }
    return 'done';
  }

  async #unbill(): Promise<string> {
    const one = this.#any();
    if (!one) return 'nothing to unbill';
    const outcome = await attempt(at.db.engine, at.maya, 'invoices unbill', { invoiceId: one.id, reason: 'History' });
    if (!outcome.ok) return `unbill: ${outcome.refusal.code}`;
    this.standing = this.standing.filter((other) => other.id !== one.id);
    this.returned.push({ id: one.proformaId, matter: one.matter });
    return 'unbilled';
  }

  async #credit(): Promise<string> {
    const one = this.#any();
    const left = one ? one.net - one.credited.reduce((all, { net }) => all + net, 0n) : 0n;
    if (!one || left < 2n) return 'nothing to credit';
    const amount = left / BigInt(this.#chance.between(2, 6));
    const outcome = await attempt(at.db.engine, at.maya, 'invoices credit', {
      invoiceId: one.id,
      toWip: false,
      amount: amount.toString(),
      reason: 'History',
    });
    if (!outcome.ok) return `credit: ${outcome.refusal.code}`;
    one.credited.push({ id: outcome.value['id'] as string, net: amount });
    return `credited ${amount}`;
  }

  async #reverseCredit(): Promise<string> {
    const one = this.standing.find(({ credited }) => credited.length > 0);
    const last = one?.credited.at(-1);
    if (!one || !last) return 'no credit to reverse';
    const outcome = await attempt(at.db.engine, at.maya, 'invoices reverse-credit', {
      correctionId: last.id,
      reason: 'History',
    });
    if (!outcome.ok) return `reverse the credit: ${codeOf(outcome)}`;
    one.credited = one.credited.filter((note) => note !== last);
    return 'credit reversed';
  }

  #any(): Standing | undefined {
    return this.standing.length === 0 ? undefined : this.#chance.pick(this.standing);
  }
}

it.each(SEEDS)('seed %i', { timeout: 120_000 }, async (seed) => {
  await at.rateOf200(A, B);
  const letter = await at.engagement('Limits', [A, B]);
  await at.clause(letter, '1', tenOff);
  const all = seed % 2 === 1 ? ALL : 2n * EACH;
  if (seed % 2 === 1) {
    await at.clause(letter, '2', capAt(EACH.toString()));
    await at.clause(letter, '3', capAt(ALL.toString(), { per: 'engagement' }));
  } else {
    const amount = { minor: EACH.toString(), currency: 'GBP' };
    await at.clause(letter, '2', { kind: 'fixed', amount, taskCodes: [], billed: 'as-worked' });
  }
  const life = new Life(chanceFrom(seed * 7919));
  let reached = false;
  for (let n = 0; n < STEPS; n += 1) {
    // nobody works more hours in a day than there are
    at.db.engine.clock.moveTo(addDays(day('2026-03-02'), n));
    await life.step();
    const said = `seed ${seed}: ${life.did.join('; ')}`;
    expect(life.billedOn(A), said).toBeLessThanOrEqual(EACH);
    expect(life.billedOn(B), said).toBeLessThanOrEqual(EACH);
    expect(life.billedOn(), said).toBeLessThanOrEqual(all);
    reached ||= life.billedOn(A) === EACH || life.billedOn(B) === EACH || life.billedOn() === all;
  }
  expect(reached, `a limit is reached: ${life.did.join('; ')}`).toBe(true);
  expect(await brokenChecks(at.db.engine, at.firm)).toEqual([]);
});
