import type { Chance } from '../../src/demo/chance.ts';
import { act } from '../../src/demo/doing.ts';
import type { Actor, Engine } from '../../src/platform/command.ts';
import { approved, attempt, codeOf, letStand, type Sheet, sheetOf, type TestFirm } from '../support/firm.ts';
import { bankAccount } from '../support/money.ts';
import * as model from './model.ts';

export interface People {
  readonly maya: Actor;
  readonly ruth: Actor;
  readonly owen: Actor;
}

/** One firm's random history over two matters of a client, done by the product and by the model side by side. */
export class History {
  readonly log: string[] = [];
  readonly #engine: Engine;
  readonly #people: People;
  readonly #chance: Chance;
  readonly #matters: readonly { id: string; number: string; currency: string; entity: string; entityId: string }[];
  readonly #timekeepers: readonly string[];
  readonly #firm: TestFirm;
  #account = '';
  readonly cards: model.Card[] = [];
  readonly proformas: model.Proforma[] = [];
  readonly invoices: model.Invoice[] = [];
  readonly receipts: model.Receipt[] = [];
  readonly #relieved = new Map<model.Invoice, Map<model.Card, bigint>>();

  constructor(engine: Engine, firm: TestFirm, people: People, chance: Chance, client: string) {
    this.#engine = engine;
    this.#firm = firm;
    this.#people = people;
    this.#chance = chance;
    const own = firm.matters.filter((m) => m.number.startsWith(client));
    const at = chance.below(own.length - 1);
    this.#matters = own.slice(at, at + 2).map((m) => ({
      id: m.id,
      number: m.number,
      currency: m.currency,
      entity: m.client.entity,
      entityId: firm.entities.get(m.client.entity)?.id ?? '',
    }));
    const office = own[0]?.client.entity === 'UK' ? 'LON' : 'BOS';
    this.#timekeepers = firm.timekeepers.filter((t) => t.office === office).map((t) => t.id);
  }

  /** One random step. Whether the product may do it is decided by the model first; their answers must be the same. */
  async step(): Promise<void> {
    const steps = [
      () => this.#post(),
      () => this.#post(),
      () => this.#bill(),
      () => this.#bill(),
      () => this.#receive(),
      () => this.#receive(),
      () => this.#unbill(),
      () => this.#credit(),
      () => this.#reverseReceipt(),
      () => this.#writeOff(),
      () => this.#refund(),
      () => this.#closedPeriod(),
    ];
    await this.#chance.pick(steps)();
  }

  get #open(): model.Invoice[] {
    return this.invoices.filter((i) => !i.reversed && model.openOf(i) > 0n);
  }

  async #do<T = Record<string, unknown>>(who: Actor, name: string, input: unknown): Promise<T> {
    return await act<T>(this.#engine, who, name, input);
  }

  #agree(name: string, outcome: Parameters<typeof codeOf>[0], expected: boolean): boolean {
    const code = codeOf(outcome);
    if ((code === 'done') !== expected)
      throw new Error(
        `${name}: the model says ${expected ? 'done' : 'refused'}, the product ${code}: ${outcome.ok ? '' : outcome.refusal.sentence}`,
      );
    return outcome.ok;
  }

  async #post(): Promise<void> {
    const matter = this.#chance.pick(this.#matters);
    for (let n = this.#chance.between(1, 3); n > 0; n -= 1) {
      const time = this.#chance.below(3) > 0;
      const hundredths = BigInt(this.#chance.between(10, 399));
      const minor = BigInt(this.#chance.between(1, 90_000));
      const who = this.#chance.pick(this.#timekeepers);
      const made = await this.#do<{ id: string; ratePerHour: string | null }>(this.#people.maya, 'cards record', {
        kind: time ? 'time' : 'disbursement',
        matterId: matter.id,
        workDate: '2026-03-20',
        narrative: 'Review of the office action in a random case',
        ...(time
          ? {
              timekeeperId: who,
              hours: `${hundredths / 100n}.${(hundredths % 100n).toString().padStart(2, '0')}`,
            }
          : { costKind: 'hard', amount: { minor: minor.toString(), currency: matter.currency } }),
      });
      // hours × rate, rounded half up; the rates of the demo firm are whole minor units
      const wip = time ? model.halfUp(hundredths * BigInt(made.ratePerHour ?? '0'), 100n) : minor;
      this.cards.push({
        id: made.id,
        kind: time ? 'time' : 'disbursement',
        matter: matter.id,
        wip,
        state: 'open',
        on: null,
        who: time ? who : '',
        hundredths: time ? hundredths : 0n,
        partly: false,
      });
      this.log.push(`post ${made.id} ${wip} on ${matter.number}`);
    }
  }

  async #generate(matterId: string): Promise<model.Proforma | null> {
    const here = this.proformas.find((p) => !p.billed && p.matter === matterId);
    if (here) return here;
    const cards = this.cards.filter((c) => c.state === 'open' && c.on === null && c.matter === matterId);
    if (cards.length === 0) return null;
    const run = await this.#do<{ outcomes: { proformaId: string; outcome: string }[] }>(
      this.#people.maya,
      'runs start',
      { throughDay: '2026-03-31', matterId },
    );
    const proforma: model.Proforma = {
      id: run.outcomes[0]?.proformaId ?? '',
      matter: matterId,
      billed: false,
      waiting: [],
      gone: [],
      lines: cards.map((card) => ({ card, bill: card.wip, excluded: false, noCharge: false })),
    };
    for (const { card } of proforma.lines) card.on = proforma;
    this.proformas.push(proforma);
    return proforma;
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
    const what = this.#chance.below(10);
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
      const target = this.#matters.find((m) => m.id !== proforma.matter);
      gone();
      line.card.matter = target?.id ?? '';
      const remap = [{ kind: 'task', from: 'PA110', to: 'PA120' }];
      await this.#operate(proforma, { ...on, do: 'transfer', toMatterId: target?.id, rates: 'keep', remap });
    } else if (what === 5 && line.card.kind === 'time' && line.bill === line.card.wip && !this.#partly(line.card)) {
      // The same tables give the same rate; of a divided card the cents may be dealt otherwise, so it is left out.
      if (this.#regrouped.has(line.card)) return false;
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
    } else return false;
    return true;
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

  async #combine(proforma: model.Proforma, line: model.Line, sheet: Sheet): Promise<boolean> {
    const rateOf = (l: model.Line) =>
      (sheet.lines.find((s) => s.cardId === l.card.id) as { ratePerHour?: string })?.ratePerHour;
    const alike = proforma.lines.filter(
      (l) =>
        l.card.kind === line.card.kind &&
        l.card.who === line.card.who &&
        rateOf(l) === rateOf(line) &&
        l.excluded === line.excluded &&
        l.noCharge === line.noCharge,
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
      matterId: proforma.matter,
    });
    if (run.existing !== 1) throw new Error('a run again found no open proforma');
    const open = this.cards.filter((c) => c.state === 'open' && c.on === null && c.matter === proforma.matter);
    const outcome = await attempt(this.#engine, maya, 'proformas gather', { id: proforma.id });
    if (!this.#agree('gather', outcome, open.length > 0)) return false;
    for (const card of open) {
      const back = proforma.gone.find((l) => l.card === card);
      proforma.gone = proforma.gone.filter((l) => l !== back);
      proforma.lines.push(back ?? { card, bill: card.wip, excluded: false, noCharge: false });
      card.on = proforma;
    }
    this.log.push(`gather ${open.length}`);
    return true;
  }

  /** Edits, some of them undone and some of those done again. */
  async #work(proforma: model.Proforma): Promise<void> {
    const { maya } = this.#people;
    const undo: (() => void)[] = [];
    const redo: (() => void)[] = [];
    for (let n = this.#chance.below(5); n > 0; n -= 1) {
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

  async #bill(): Promise<void> {
    const proforma = await this.#generate(this.#chance.pick(this.#matters).id);
    if (!proforma || proforma.lines.length === 0) return;
    await this.#work(proforma);
    if (!proforma.lines.some((l) => !l.excluded && !l.noCharge)) return;
    // Random prices and words raise flags.
    const waived = await letStand(this.#engine, this.#people.ruth, proforma.id);
    this.log.push(`waive ${waived.join(', ')}`);
    const ready = await approved(this.#engine, this.#firm, proforma.id);
    // The desk's order is the invoice's; ties of the largest remainder go by it.
    proforma.lines = ready.lines.flatMap((seen) => proforma.lines.filter((l) => l.card.id === seen.cardId));
    const { invoices } = await this.#do<{ invoices: { id: string; total: { minor: string } }[] }>(
      this.#people.maya,
      'invoices bill',
      {
        proformas: [{ id: proforma.id, version: ready.version }],
        invoiceDate: '2026-03-31',
      },
    );
    const relieved = new Map(proforma.lines.filter((l) => !l.excluded).map((l) => [l.card, l.card.wip]));
    const payers = (ready.payers as unknown as { payerId: string; sharePpm: number; ratePpm: number }[]).map(
      (p, i) => ({
        payer: p.payerId,
        sharePpm: BigInt(p.sharePpm),
        ratePpm: BigInt(p.ratePpm),
        invoiceId: invoices[i]?.id ?? '',
      }),
    );
    const made = model.bill(proforma, payers);
    this.invoices.push(...made);
    for (const invoice of made) this.#relieved.set(invoice, relieved);
    this.log.push(`bill ${proforma.id}: ${invoices.map((i) => `${i.id} ${i.total.minor}`).join(', ')}`);
  }

  async #receive(): Promise<void> {
    const [matter] = this.#matters;
    this.#account ||= await bankAccount(this.#engine, this.#people.owen, matter?.entity ?? '', matter?.currency ?? '');
    const picked = this.#open.filter(() => this.#chance.below(2) === 0).slice(0, 3);
    const wanted = picked.map((invoice) => {
      const open = model.openOf(invoice);
      const part = this.#chance.below(2) === 0 ? open : (open * BigInt(this.#chance.between(1, 99))) / 100n;
      const rest = open - part;
      return {
        invoice,
        paid: part === 0n ? open : part,
        less: part > 0n && rest > 0n && this.#chance.below(3) === 0 ? (rest + 1n) / 2n : 0n,
      };
    });
    const amount = wanted.reduce((sum, w) => sum + w.paid, BigInt(this.#chance.between(1, 5_000)));
    const made = await this.#do<{ id: string }>(this.#people.owen, 'receipts record', {
      bankAccountId: this.#account,
      method: 'wire',
      receivedOn: '2026-03-31',
      amount: amount.toString(),
      allocations: wanted.map((w) => ({
        receivableId: w.invoice.id,
        amount: w.paid.toString(),
        differences:
          w.less > 0n
            ? [
                {
                  reason: this.#chance.pick(['bank-fee', 'withheld-tax', 'discount', 'small-difference']),
                  minor: w.less.toString(),
                },
              ]
            : [],
      })),
    });
    const receipt: model.Receipt = { id: made.id, open: amount, reversed: false, refunds: [] };
    this.receipts.push(receipt);
    for (const w of wanted) {
      model.pay(w.invoice, receipt, w.paid);
      if (w.less > 0n) model.differ(w.invoice, receipt, w.less);
    }
    this.log.push(
      `receive ${made.id} ${amount}: ${wanted.map((w) => `${w.invoice.id} ${w.paid} less ${w.less}`).join(', ')}`,
    );
  }

  async #unbill(): Promise<void> {
    const live = this.invoices.filter((i) => !i.reversed);
    if (live.length === 0) return;
    const invoice = this.#chance.pick(live);
    const all = live.filter((i) => i.proforma === invoice.proforma);
    const may = model.mayUnbill(all);
    this.log.push(`unbill ${invoice.id} ${may}`);
    const outcome = await attempt(this.#engine, this.#people.maya, 'invoices unbill', {
      invoiceId: invoice.id,
      reason: 'Chance',
      alsoLater: true,
    });
    if (this.#agree('unbill', outcome, may))
      model.unbill(all, this.#relieved.get(invoice) ?? new Map<model.Card, bigint>());
  }

  async #credit(): Promise<void> {
    const live = this.invoices.filter((i) => !i.reversed);
    if (live.length === 0) return;
    const invoice = this.#chance.pick(live);
    const toWip = this.#chance.below(2) === 0;
    const share = this.#chance.pick(invoice.shares);
    const left = share.net - share.credited;
    if (left <= 0n) return;
    const net = toWip
      ? left
      : this.#chance.below(2) === 0
        ? left
        : (left * BigInt(this.#chance.between(1, 99)) + 99n) / 100n;
    const may = !toWip || (!share.restored && share.card.state !== 'purged' && share.card.on === null);
    this.log.push(`credit ${invoice.id} line ${invoice.shares.indexOf(share) + 1} ${net} ${toWip ? 'to WIP' : ''}`);
    const outcome = await attempt(this.#engine, this.#people.maya, 'invoices credit', {
      invoiceId: invoice.id,
      toWip,
      reason: 'Chance',
      lines: [{ lineNo: invoice.shares.indexOf(share) + 1, ...(toWip ? {} : { amount: net.toString() }) }],
    });
    const done = may && model.credit(invoice, [{ share, net }], toWip);
    this.#agree('credit', outcome, done);
  }

  async #reverseReceipt(): Promise<void> {
    const live = this.receipts.filter((r) => !r.reversed);
    if (live.length === 0) return;
    const receipt = this.#chance.pick(live);
    this.log.push(`reverse receipt ${receipt.id}`);
    const outcome = await attempt(this.#engine, this.#people.owen, 'receipts reverse', {
      id: receipt.id,
      reason: 'Chance',
    });
    if (this.#agree('reverse receipt', outcome, !receipt.refunds.some((f) => f.live))) {
      model.reverseReceipt(receipt, this.invoices);
      for (const proforma of this.proformas) {
        const kept = proforma.waiting.filter((w) => w.receipt !== receipt);
        proforma.waiting.splice(0, proforma.waiting.length, ...kept);
      }
    }
  }

  async #writeOff(): Promise<void> {
    const off = this.invoices.flatMap((i) => i.moves.filter((m) => m.live && m.what === 'written off'));
    if (off.length > 0 && this.#chance.below(2) === 0) {
      const move = this.#chance.pick(off);
      this.log.push(`reverse write-off ${move.id}`);
      await this.#do(this.#people.ruth, 'write-offs reverse', { id: move.id, reason: 'Chance' });
      model.reverseWriteOff(move);
      return;
    }
    const open = this.#open;
    if (open.length === 0) return;
    const invoice = this.#chance.pick(open);
    const amount = (model.openOf(invoice) * BigInt(this.#chance.between(1, 100)) + 99n) / 100n;
    this.log.push(`write off ${invoice.id} ${amount}`);
    const made = await this.#do<{ id: string; state: string }>(this.#people.ruth, 'write-offs ask', {
      receivableId: invoice.id,
      amount: amount.toString(),
      reasonKind: 'goodwill',
      reason: 'Chance',
    });
    if (made.state === 'posted') model.writeOff(invoice, made.id, amount);
  }

  async #refund(): Promise<void> {
    const receipts = this.receipts.filter((r) => r.open > 0n);
    if (receipts.length === 0) return;
    const receipt = this.#chance.pick(receipts);
    const [paid] = receipt.refunds.filter((f) => f.live);
    if (paid) {
      await this.#do(this.#people.ruth, 'refunds reverse', { id: paid.id, reason: 'Chance' });
      receipt.open += paid.amount;
      paid.live = false;
      this.log.push(`reverse refund ${paid.id}`);
      return;
    }
    const amount = (receipt.open + 1n) / 2n;
    const asked = await this.#do<{ id: string }>(this.#people.owen, 'refunds ask', {
      receiptId: receipt.id,
      amount: amount.toString(),
      reason: 'Chance',
    });
    const outcome = await attempt(this.#engine, this.#people.ruth, 'refunds decide', { id: asked.id, decision: 'pay' });
    this.log.push(`refund ${receipt.id} ${amount} ${codeOf(outcome)}`);
    if (!outcome.ok) return;
    receipt.open -= amount;
    receipt.refunds.push({ id: asked.id, amount, live: true });
  }

  /** February closes; what is dated into it is refused; it opens again. */
  async #closedPeriod(): Promise<void> {
    const { owen } = this.#people;
    const [matter] = this.#matters;
    this.#account ||= await bankAccount(this.#engine, owen, matter?.entity ?? '', matter?.currency ?? '');
    const { rows } = await this.#do<{ rows: { id: string; entityId: string; from: string }[] }>(
      owen,
      'periods list',
      {},
    );
    const february = rows.find((p) => p.entityId === matter?.entityId && p.from === '2026-02-01');
    await this.#do(owen, 'periods set-state', { id: february?.id, state: 'closed', reason: 'Month end' });
    const dated = await attempt(this.#engine, owen, 'receipts record', {
      bankAccountId: this.#account,
      method: 'wire',
      receivedOn: '2026-02-10',
      amount: '100',
    });
    this.#agree('back-dating', dated, false);
    await this.#do(owen, 'periods set-state', { id: february?.id, state: 'open', reason: 'One more posting' });
    this.log.push('period closed and opened');
  }
}
