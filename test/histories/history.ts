import type { Chance } from '../../src/demo/chance.ts';
import { act } from '../../src/demo/doing.ts';
import type { Actor, Engine } from '../../src/platform/command.ts';
import { approved, attempt, codeOf, letStand, type TestFirm } from '../support/firm.ts';
import { bankAccount } from '../support/money.ts';
import { agree, DeskWork } from './desk-work.ts';
import { keepOrRelease, reasonsFor } from './keep.ts';
import * as model from './model.ts';
import { type Rates, valued } from './rates.ts';

export interface People {
  readonly maya: Actor;
  readonly ruth: Actor;
  readonly owen: Actor;
}

/** The client whose payers have no tax code of their own. */
const RULED = '1006';

/** 20 % on fees, 5.5 % on costs in the firm's own name, nothing on what is paid as agent. */
function ruledRate(card: model.Card): bigint {
  if (card.kind === 'time') return 200_000n;
  return card.agent ? 0n : 55_000n;
}

/** Sets that client's payers under rules. */
export async function setUnderRules(engine: Engine, firm: TestFirm, { maya, owen }: People): Promise<void> {
  const entityId = firm.entities.get('UK')?.id;
  const from = '2025-01-01';
  for (const [code, kind, ratePpm] of [
    ['R55', 'reduced', 55_000],
    ['AGT', 'out-of-scope', 0],
  ] as const)
    await act(engine, owen, 'tax-codes save', { entityId, code, name: code, kind, rate: { ratePpm, from } });
  const rule = (name: string, taxCode: string, more: object) => ({
    entity: 'UK',
    name,
    taxCode,
    source: 'x',
    from,
    ...more,
  });
  await act(engine, owen, 'tax-rules import', {
    rules: [
      rule('Fees', 'S20', { lineKind: 'fees', countries: ['GB'] }),
      rule('Costs', 'R55', { lineKind: 'disbursement', countries: ['GB'] }),
      rule('As agent', 'AGT', { lineKind: 'agent', expenseCodes: ['E112'] }),
    ],
  });
  const { rows } = await act<{ rows: { id: string }[] }>(engine, maya, 'clients list', { words: RULED });
  const { payers } = await act<{ payers: Record<'id' | 'name' | 'country' | 'version' | 'address', string>[] }>(
    engine,
    maya,
    'clients show',
    { id: rows[0]?.id },
  );
  const byRules = [{ entityId, from: '2026-01-01' }];
  for (const { id, name, country, version, address } of payers)
    await act(engine, maya, 'payers save', { id, name, country, version, address, clientId: rows[0]?.id, byRules });
}

/** The firm, with what hours cost there; both outlive one history. */
export interface Where {
  readonly engine: Engine;
  readonly firm: TestFirm;
  readonly people: People;
  readonly chance: Chance;
  readonly rates: Rates;
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
  readonly #rates: Rates;
  readonly #ofClient: string;
  #account = '';
  readonly cards: model.Card[] = [];
  readonly proformas: model.Proforma[] = [];
  readonly invoices: model.Invoice[] = [];
  readonly receipts: model.Receipt[] = [];
  readonly #desk: DeskWork;
  readonly #relieved = new Map<model.Invoice, Map<model.Card, bigint>>();

  /** of payers who are taxed by rules: fees, costs of the firm's own, what is paid as agent */
  readonly #byRules: boolean;

  constructor({ engine, firm, people, chance, rates }: Where, client: string) {
    this.#engine = engine;
    this.#rates = rates;
    this.#ofClient = client;
    this.#firm = firm;
    this.#people = people;
    this.#chance = chance;
    this.#byRules = client === RULED;
    const own = firm.matters.filter((m) => m.number.startsWith(client));
    const at = chance.below(own.length - 1);
    this.#matters = own.slice(at, at + 2).map((m) => ({
      id: m.id,
      number: m.number,
      currency: m.currency,
      entity: m.client.entity,
      entityId: firm.entities.get(m.client.entity)?.id ?? '',
    }));
    this.#desk = new DeskWork({
      engine,
      people,
      chance,
      matters: this.#matters,
      rateOf: (matter, who) => rates.of(client, matter, who),
      setRate: (matter, who) => this.#setRate(matter, who),
      cards: this.cards,
      invoices: this.invoices,
      log: this.log,
    });
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
      () => this.#keep(),
      () => this.#closedPeriod(),
      () => this.#setRate(this.#chance.pick(this.#matters).id, this.#chance.pick(this.#timekeepers)),
    ];
    await this.#chance.pick(steps)();
  }

  get #open(): model.Invoice[] {
    return this.invoices.filter((i) => !i.reversed && model.openOf(i) > 0n);
  }

  async #do<T = Record<string, unknown>>(who: Actor, name: string, input: unknown): Promise<T> {
    return await act<T>(this.#engine, who, name, input);
  }

  async #post(): Promise<void> {
    const matter = this.#chance.pick(this.#matters);
    for (let n = this.#chance.between(1, 3); n > 0; n -= 1) {
      const time = this.#chance.below(3) > 0;
      const hundredths = BigInt(this.#chance.between(10, 399));
      const minor = BigInt(this.#chance.between(1, 90_000));
      const who = this.#chance.pick(this.#timekeepers);
      const agent = !time && this.#chance.below(2) === 0;
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
          : {
              costKind: 'hard',
              expenseCode: agent ? 'E112' : 'E123',
              amount: { minor: minor.toString(), currency: matter.currency },
            }),
      });
      // the rates of the demo firm are whole minor units
      const rate = BigInt(made.ratePerHour ?? '0');
      if (time) this.#rates.seen(this.#ofClient, matter.id, who, rate);
      const wip = time ? valued(hundredths, rate) : minor;
      this.cards.push({
        id: made.id,
        kind: time ? 'time' : 'disbursement',
        matter: matter.id,
        agent,
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

  /** Another rate for somebody on a matter: what is recorded from now on has it, what is there when it is rated again. */
  async #setRate(matterId: string, timekeeperId: string): Promise<void> {
    const minor = BigInt(this.#chance.between(100, 600) * 100);
    const from = this.#rates.set(matterId, timekeeperId, minor);
    await this.#do(this.#people.ruth, 'rates set', {
      level: 'matter',
      matterId,
      timekeeperId,
      currency: this.#matters[0]?.currency,
      ratePerHour: minor.toString(),
      from,
      source: 'Agreed by chance',
    });
    this.log.push(`rate ${minor} of ${timekeeperId} on ${matterId} from ${from}`);
  }

  async #generate(matterId: string): Promise<model.Proforma | null> {
    const here = this.proformas.find((p) => !p.billed && p.matters.includes(matterId));
    if (here) return here;
    const free = this.cards.filter((c) => c.state === 'open' && c.on === null);
    if (!free.some((c) => c.matter === matterId)) return null;
    const both = this.#matters.every(
      ({ id }) => free.some((c) => c.matter === id) && !this.proformas.some((p) => !p.billed && p.matters.includes(id)),
    );
    const together = both && this.#chance.below(2) === 0;
    const matters = together ? this.#matters.map((m) => m.id) : [matterId];
    const cards = free.filter((c) => matters.includes(c.matter));
    const run = await this.#do<{ outcomes: { matterId: string; proformaId: string; outcome: string }[] }>(
      this.#people.maya,
      'runs start',
      {
        throughDay: '2026-03-31',
        ...(together ? { clientId: await this.#client(), together: 'client' } : { matterId }),
      },
    );
    this.log.push(`generate ${matters.join(' and ')}`);
    const proforma: model.Proforma = {
      id: run.outcomes.find((o) => o.matterId === matterId)?.proformaId ?? '',
      matters,
      unbilled: false,
      billed: false,
      waiting: [],
      gone: [],
      lines: cards.map((card) => ({ card, bill: card.wip, excluded: false, noCharge: false, shares: null })),
    };
    for (const { card } of proforma.lines) card.on = proforma;
    this.proformas.push(proforma);
    return proforma;
  }

  async #client(): Promise<string> {
    const { client } = await this.#do<{ client: { id: string } }>(this.#people.maya, 'matters show', {
      id: this.#matters[0]?.id,
    });
    return client.id;
  }

  /** Takes a matter off, or puts another open proforma's matters on; sometimes undone, sometimes done again. */
  async #regroup(proforma: model.Proforma): Promise<void> {
    const { maya } = this.#people;
    const { id } = proforma;
    const how = this.#chance.below(4);
    const other = this.proformas.find((p) => !p.billed && p !== proforma);
    if (proforma.matters.length > 1 && how === 0) {
      const matter = this.#chance.pick(proforma.matters);
      const taken = this.proformas.some(
        (p) => !p.billed && !p.unbilled && p !== proforma && p.matters.includes(matter),
      );
      const outcome = await attempt(this.#engine, maya, 'proformas take-off', { id, matterId: matter });
      this.log.push(`take off ${matter} ${codeOf(outcome)}`);
      if (!agree('take-off', outcome, !taken) || !outcome.ok) return;
      if (await this.#undone(id)) return;
      this.proformas.push(model.takeOff(proforma, matter, outcome.value['otherId'] as string));
    } else if (other && how < 2) {
      const shared = other.matters.some((m) => proforma.matters.includes(m));
      const taken = this.proformas.some(
        (p) =>
          !p.billed &&
          !p.unbilled &&
          ![proforma, other].includes(p) &&
          p.matters.some((m) => other.matters.includes(m)),
      );
      const outcome = await attempt(this.#engine, maya, 'proformas put-together', { id, otherId: other.id });
      this.log.push(`put together ${other.id} ${codeOf(outcome)}`);
      if (!agree('put-together', outcome, !other.unbilled && !shared && !taken)) return;
      if (await this.#undone(id)) return;
      model.putTogether(proforma, other);
      this.proformas.splice(this.proformas.indexOf(other), 1);
    }
  }

  /** Whether the last edit is left undone. */
  async #undone(id: string): Promise<boolean> {
    if (this.#chance.below(3) > 0) return false;
    await this.#do(this.#people.maya, 'proformas undo', { id });
    this.log.push('undo');
    if (this.#chance.below(2) === 0) return true;
    await this.#do(this.#people.maya, 'proformas redo', { id });
    this.log.push('redo');
    return false;
  }

  async #bill(): Promise<void> {
    const proforma = await this.#generate(this.#chance.pick(this.#matters).id);
    if (!proforma || proforma.lines.length === 0) return;
    await this.#regroup(proforma);
    if (proforma.lines.length === 0) return;
    await this.#desk.work(proforma);
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
    const billed = proforma.lines.filter((l) => !l.excluded);
    const left = invoices.map((invoice) => invoice.id);
    const payers = (
      ready.payers as unknown as { payerId: string; sharePpm: number; taxes: { ratePpm: number }[] }[]
    ).map((p, i) => ({
      payer: p.payerId,
      sharePpm: BigInt(p.sharePpm),
      rateOf: (card: model.Card) => (this.#byRules ? ruledRate(card) : BigInt(p.taxes[0]?.ratePpm ?? 0)),
      // who bears no line gets no invoice
      invoiceId: billed.some((l) => l.shares?.[i] !== 0n) ? (left.shift() ?? '') : '',
    }));
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
                  reason: this.#chance.pick(reasonsFor(w.invoice, w.less)),
                  minor: w.less.toString(),
                },
              ]
            : [],
      })),
    });
    const receipt: model.Receipt = { id: made.id, open: amount, reversed: false, refunds: [], kept: 0n };
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
    if (agree('unbill', outcome, may)) model.unbill(all, this.#relieved.get(invoice) ?? new Map<model.Card, bigint>());
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
    agree('credit', outcome, done);
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
    if (agree('reverse receipt', outcome, !receipt.refunds.some((f) => f.live))) {
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

  async #keep(): Promise<void> {
    const [receipt] = this.receipts.filter((r) => r.kept > 0n || r.open > 0n);
    if (!receipt) return;
    const waits = this.proformas.some((p) => p.waiting.some((w) => w.receipt === receipt && w.amount > 0n));
    const at = { engine: this.#engine, ...this.#people, entityId: this.#matters[0]?.entityId, log: this.log };
    const pays = this.invoices.some((i) => i.moves.some((m) => m.live && m.what === 'paid' && m.receipt === receipt));
    await keepOrRelease(at, receipt, { waits, pays });
  }

  /** A month that is closed: nothing is dated into it, nor done in it when it is this one; then it is opened again. */
  async #closedPeriod(): Promise<void> {
    const { maya, owen } = this.#people;
    const [matter] = this.#matters;
    this.#account ||= await bankAccount(this.#engine, owen, matter?.entity ?? '', matter?.currency ?? '');
    const month = this.#chance.pick(['2026-02', '2026-03']);
    type Periods = { rows: { id: string; entityId: string; from: string }[] };
    const { rows } = await this.#do<Periods>(owen, 'periods list', {});
    const period = rows.find((p) => p.entityId === matter?.entityId && p.from === `${month}-01`);
    const set = (state: string) =>
      this.#do(owen, 'periods set-state', { id: period?.id, state, reason: 'Month end, by chance' });
    const refused = async (who: Actor, name: string, input: object): Promise<void> => {
      const code = codeOf(await attempt(this.#engine, who, name, input));
      if (code !== 'period-closed') throw new Error(`${name} in the closed ${month}: ${code}`);
    };
    await set('closed');
    await refused(owen, 'receipts record', {
      bankAccountId: this.#account,
      method: 'wire',
      receivedOn: `${month}-10`,
      amount: '100',
    });
    if (month === '2026-03') {
      await refused(maya, 'cards record', {
        kind: 'time',
        matterId: matter?.id,
        timekeeperId: this.#timekeepers[0],
        workDate: '2026-03-20',
        hours: '1.00',
        narrative: 'Review of the office action in a closed month',
      });
      const live = this.invoices.filter((invoice) => !invoice.reversed);
      const may = live.filter((one) => model.mayUnbill(live.filter((i) => i.proforma === one.proforma)));
      if (may.length > 0) {
        const { id } = this.#chance.pick(may);
        await refused(maya, 'invoices unbill', { invoiceId: id, reason: 'By chance', alsoLater: true });
      }
    }
    await set('open');
    this.log.push(`${month} closed and opened`);
  }
}
