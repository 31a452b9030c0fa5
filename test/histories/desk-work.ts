import type { Chance } from '../../src/demo/chance.ts';
import { act } from '../../src/demo/doing.ts';
import type { Actor, Engine } from '../../src/platform/command.ts';
import { attempt, codeOf, type Sheet, sheetOf } from '../support/firm.ts';
import type { People } from './history.ts';
import * as model from './model.ts';
import { valued } from './rates.ts';

/** The firm as the desk's work sees it; cards, invoices and log are the history's own. */
interface Around {
  readonly engine: Engine;
  readonly people: People;
  readonly chance: Chance;
  readonly matters: readonly { readonly id: string; readonly currency: string }[];
  /** what an hour of somebody on a matter costs now; nothing where it isn't known */
  readonly rateOf: (matter: string, who: string) => bigint | null;
  /** sets another rate for somebody on a matter, by chance */
  readonly setRate: (matter: string, who: string) => Promise<void>;
  readonly cards: model.Card[];
  readonly invoices: readonly model.Invoice[];
  readonly log: string[];
}

/** Whether the product did what the model says it may do; their answers must be the same. */
export function agree(name: string, outcome: Parameters<typeof codeOf>[0], expected: boolean): boolean {
  const code = codeOf(outcome);
  if ((code === 'done') !== expected)
    throw new Error(
      `${name}: the model says ${expected ? 'done' : 'refused'}, the product ${code}: ${outcome.ok ? '' : outcome.refusal.sentence}`,
    );
  return outcome.ok;
}

/** Random edits of a proforma by the product and the model side by side, proposed, undone and redone. */
export class DeskWork {
  readonly log: string[];
  readonly cards: model.Card[];
  readonly invoices: readonly model.Invoice[];
  readonly #engine: Engine;
  readonly #people: People;
  readonly #chance: Chance;
  readonly #matters: Around['matters'];
  readonly #rateOf: Around['rateOf'];
  readonly #setRate: Around['setRate'];

  constructor(around: Around) {
    this.log = around.log;
    this.cards = around.cards;
    this.invoices = around.invoices;
    this.#engine = around.engine;
    this.#people = around.people;
    this.#chance = around.chance;
    this.#matters = around.matters;
    this.#rateOf = around.rateOf;
    this.#setRate = around.setRate;
  }

  async #do<T = Record<string, unknown>>(who: Actor, name: string, input: unknown): Promise<T> {
    return await act<T>(this.#engine, who, name, input);
  }

  /** Does an operation at once, or has it proposed by one person and accepted by another. */
  async #operate(proforma: model.Proforma, operation: Record<string, unknown>): Promise<void> {
    const { maya, owen } = this.#people;
    // Ruth approves, and nobody approves a reduction of their own.
    const reviewer: Actor = { ...owen, roles: ['timekeeper'] };
    if (this.#chance.below(4) > 0) {
      await this.#do(maya, 'proformas edit', { id: proforma.id, operation });
      return;
    }
    const made = await this.#do<{ id: string }>(reviewer, 'proposals make', { proformaId: proforma.id, operation });
    if (this.#chance.below(4) === 0) {
      // rejected it changes nothing; proposed again it does
      await this.#do(maya, 'proposals reject', { proformaId: proforma.id, ids: [made.id], note: 'Chance' });
      return await this.#operate(proforma, operation);
    }
    await this.#do(maya, 'proposals accept', { proformaId: proforma.id, ids: [made.id] });
    this.log.push(`accepted ${made.id}`);
  }

  /** One random edit by the product and the model; says whether there was one. */
  async #edit(proforma: model.Proforma, sheet: Sheet): Promise<boolean> {
    const seen = this.#chance.pick(sheet.lines);
    const line = proforma.lines.find((l) => l.card.id === seen.cardId);
    if (!line || line.excluded || line.noCharge) return false;
    const lines = [{ id: seen.id, version: seen.version }];
    const on = { lines, reason: 'Chance' };
    const others = proforma.lines.filter((l) => !l.excluded && !l.noCharge).length - 1;
    const gone = (): void => {
      line.card.on = null;
      proforma.lines = proforma.lines.filter((l) => l !== line);
      proforma.gone.push(line);
    };
    const what = this.#chance.below(14);
    this.log.push(`edit ${what} of ${line.card.id}`);
    if (what === 0) {
      line.bill = BigInt(this.#chance.between(1, 60_000));
      const amount = { minor: line.bill.toString(), currency: this.#matters[0]?.currency };
      await this.#operate(proforma, { ...on, do: 'set-amount', amount });
    } else if (what === 1 && others > 0) {
      line.noCharge = true;
      await this.#operate(proforma, { ...on, do: 'no-charge', on: true });
    } else if (what === 2 && others > 0) {
      line.excluded = true;
      await this.#operate(proforma, { do: 'exclude', lines });
    } else if (what === 3 && others > 0 && line.card.wip <= 50_000n) {
      gone();
      Object.assign(line.card, { wip: 0n, state: 'purged' });
      await this.#operate(proforma, { ...on, do: 'purge', type: 'courtesy' });
    } else if (what === 4 && others > 0) {
      const target = this.#matters.find((m) => m.id !== line.card.matter);
      const anew = this.#chance.below(2) === 0 ? await this.#anew(line, target?.id ?? '') : null;
      // to a matter of the same proforma the line stays on it
      if (!proforma.matters.includes(target?.id ?? '')) gone();
      line.card.matter = target?.id ?? '';
      if (anew !== null) [line.card.wip, line.bill] = [anew, anew];
      const remap = [{ kind: 'task', from: 'PA110', to: 'PA120' }];
      await this.#operate(proforma, {
        ...on,
        do: 'transfer',
        toMatterId: target?.id,
        rates: anew === null ? 'keep' : 're-rate',
        remap,
      });
    } else if (what === 5 || what >= 12) {
      const anew = await this.#anew(line, line.card.matter);
      if (anew === null) return false;
      [line.card.wip, line.bill] = [anew, anew];
      await this.#operate(proforma, { ...on, do: 're-rate' });
    } else if (what === 6) {
      return await this.#divide(proforma, line, sheet);
    } else if (what === 7) {
      return await this.#combine(proforma, line, sheet);
    } else if (what === 8) {
      await this.#operate(proforma, {
        ...on,
        do: 'set-words',
        narrative: `Letter ${this.log.length} to the client about the fees of the renewal`,
      });
    } else if (what === 9) {
      return await this.#gather(proforma);
    } else if (what >= 10) {
      return await this.#split(proforma, line, sheet);
    } else return false;
    return true;
  }

  /**
   * What the tables say now that unedited hours are worth on a matter. Of a divided card the cents may be dealt otherwise,
   * and of one billed in part the tables would value the whole, so those are left out. Half of the time the rate is another
   * by then.
   */
  async #anew(line: model.Line, matter: string): Promise<bigint | null> {
    const { card } = line;
    const whole = card.kind === 'time' && line.bill === card.wip && !this.#partly(card) && !this.#regrouped.has(card);
    if (whole && this.#chance.below(2) === 0) await this.#setRate(matter, card.who);
    const rate = whole ? this.#rateOf(matter, card.who) : null;
    if (rate === null) return null;
    this.log.push(`re-rated from ${card.wip} at ${rate}`);
    return valued(card.hundredths, rate);
  }

  readonly #regrouped = new Set<model.Card>();

  async #cardsNow(proforma: model.Proforma): Promise<Sheet['lines']> {
    return (await sheetOf(this.#engine, this.#people.maya, proforma.id)).lines;
  }

  async #divide(proforma: model.Proforma, line: model.Line, sheet: Sheet): Promise<boolean> {
    const count = this.#chance.between(2, 3);
    if (line.card.kind === 'time' && line.card.hundredths < 4n) return false;
    const seen = sheet.lines.find((l) => l.cardId === line.card.id);
    const share = Math.floor(1_000_000 / count);
    const weights = Array.from({ length: count }, (_, i) => (i === 0 ? 1_000_000 - share * (count - 1) : share));
    await this.#operate(proforma, {
      do: 'divide',
      lines: [{ id: seen?.id, version: seen?.version }],
      // their words tell the parts apart
      parts: weights.map((sharePpm, i) => ({
        sharePpm,
        narrative: `Part ${i} of the work on the renewal, ${line.card.id}`,
      })),
    });
    const now = await this.#cardsNow(proforma);
    const ids = weights.map(
      (_, i) => now.find((l) => l.narrative === `Part ${i} of the work on the renewal, ${line.card.id}`)?.cardId ?? '',
    );
    const partly = { ...line.card, partly: line.card.partly || this.#partly(line.card) };
    const made = model.divide(proforma, line, ids, weights.map(BigInt)).map((card) => {
      const kept = Object.assign(card, { partly: partly.partly });
      this.#regrouped.add(kept);
      return kept;
    });
    this.cards.push(...made);
    return true;
  }

  /** Between the two payers of the matter otherwise than the matter is; all to the matter's shares is none of its own. */
  async #split(proforma: model.Proforma, line: model.Line, sheet: Sheet): Promise<boolean> {
    const payers = sheet.payers as unknown as { payerId: string; sharePpm: number }[];
    if (payers.length !== 2) return false;
    const first = this.#chance.pick([0, 125_000, 500_000, 1_000_000]);
    const shares = [first, 1_000_000 - first];
    if (line.shares?.every((share, i) => share === BigInt(shares[i] ?? 0))) return false;
    const seen = sheet.lines.find((l) => l.cardId === line.card.id);
    await this.#operate(proforma, {
      do: 'split',
      lines: [{ id: seen?.id, version: seen?.version }],
      shares: payers
        .map(({ payerId }, i) => ({ payerId, sharePpm: shares[i] ?? 0 }))
        .filter(({ sharePpm }) => sharePpm > 0),
    });
    line.shares = shares.map(BigInt);
    this.log.push(`split ${shares.join(', ')}`);
    return true;
  }

  async #combine(proforma: model.Proforma, line: model.Line, sheet: Sheet): Promise<boolean> {
    const rateOf = (l: model.Line) =>
      (sheet.lines.find((s) => s.cardId === l.card.id) as { ratePerHour?: string })?.ratePerHour;
    const alike = proforma.lines.filter(
      (l) =>
        l.card.kind === line.card.kind &&
        l.card.matter === line.card.matter &&
        l.card.who === line.card.who &&
        l.card.agent === line.card.agent &&
        rateOf(l) === rateOf(line) &&
        l.excluded === line.excluded &&
        l.noCharge === line.noCharge &&
        String(l.shares) === String(line.shares),
    );
    if (alike.length < 2) return false;
    const narrative = `Together ${this.log.length}, the letters about the renewal`;
    const lines = alike.map((l) => {
      const seen = sheet.lines.find((s) => s.cardId === l.card.id);
      return { id: seen?.id, version: seen?.version };
    });
    await this.#operate(proforma, { do: 'combine', lines, narrative });
    const id = (await this.#cardsNow(proforma)).find((l) => l.narrative === narrative)?.cardId ?? '';
    const partly = alike.some((l) => this.#partly(l.card));
    const card = Object.assign(model.combine(proforma, alike, id), partly ? { partly } : {});
    this.#regrouped.add(card);
    this.cards.push(card);
    return true;
  }

  /** What was recorded since joins; nothing to gather is refused. A run again leaves the proforma as it is. */
  async #gather(proforma: model.Proforma): Promise<boolean> {
    const { maya } = this.#people;
    const run = await this.#do<{ existing: number }>(maya, 'runs start', {
      throughDay: '2026-03-31',
      matterId: proforma.matters[0],
    });
    if (run.existing !== 1) throw new Error('a run again found no open proforma');
    const open = this.cards.filter((c) => c.state === 'open' && c.on === null && proforma.matters.includes(c.matter));
    const outcome = await attempt(this.#engine, maya, 'proformas gather', { id: proforma.id });
    if (!agree('gather', outcome, open.length > 0)) return false;
    for (const card of open) {
      const back = proforma.gone.findLast((l) => l.card === card);
      proforma.gone = proforma.gone.filter((l) => l !== back);
      proforma.lines.push(back ?? { card, bill: card.wip, excluded: false, noCharge: false, shares: null });
      card.on = proforma;
    }
    this.log.push(`gather ${open.length}`);
    return true;
  }

  /** Edits, some of them undone and some of those done again. */
  async work(proforma: model.Proforma): Promise<void> {
    const { maya } = this.#people;
    const undo: (() => void)[] = [];
    const redo: (() => void)[] = [];
    for (let n = this.#chance.below(9); n > 0; n -= 1) {
      const sheet = await sheetOf(this.#engine, maya, proforma.id);
      if (sheet.lines.length === 0) return;
      const back = model.remember(proforma, this.cards);
      if (await this.#edit(proforma, sheet)) undo.push(back);
    }
    for (let n = this.#chance.below(undo.length + 1); n > 0; n -= 1) {
      const back = undo.pop();
      if (!back) break;
      redo.push(model.remember(proforma, this.cards));
      await this.#do(maya, 'proformas undo', { id: proforma.id });
      back();
      this.log.push('undo');
    }
    for (let n = this.#chance.below(redo.length + 1); n > 0; n -= 1) {
      await this.#do(maya, 'proformas redo', { id: proforma.id });
      redo.pop()?.();
      this.log.push('redo');
    }
  }

  /** A share of it was billed before: the tables would value the whole card anew. */
  #partly(card: model.Card): boolean {
    return card.partly || this.invoices.some((i) => i.shares.some((s) => s.card === card));
  }
}
