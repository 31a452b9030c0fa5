/**
 * The firm's money as a few lines of arithmetic, written apart from the product: cards, invoices dealt among payers,
 * receivables line by line, receipts. It knows nothing of journals, journeys or SQL; the product must agree with it.
 */
type Kind = 'time' | 'disbursement';

export interface Card {
  readonly id: string;
  readonly kind: Kind;
  /** a cost that is paid in the client's name, where the client is taxed by rules */
  readonly agent: boolean;
  matter: string;
  wip: bigint;
  state: 'open' | 'billed' | 'purged' | 'divided';
  /** who worked; cards of one person, kind and rate can be combined */
  readonly who: string;
  /** hundredths of an hour; nothing for costs */
  readonly hundredths: bigint;
  /** of a card of which a credit gave back a share */
  readonly partly: boolean;
  /** the open proforma it is on */
  on: Proforma | null;
}

export interface Line {
  readonly card: Card;
  bill: bigint;
  excluded: boolean;
  noCharge: boolean;
  /** millionths of each payer, where they are other than the matter’s */
  shares: readonly bigint[] | null;
}

export interface Proforma {
  readonly id: string;
  /** all that are on it */
  matters: string[];
  /** its billing was taken back */
  unbilled: boolean;
  lines: Line[];
  /** lines that left it; gathered again they are as they were */
  gone: Line[];
  billed: boolean;
  /** cash of reversed invoices that waits for the next ones, oldest first, each with what explained its shortness */
  readonly waiting: Waiting[];
}

interface Waiting {
  readonly payer: string;
  readonly receipt: Receipt;
  /** zero: only reasons came with this receipt */
  readonly amount: bigint;
  readonly differences: bigint[];
}

export interface Share {
  readonly card: Card;
  /** the card's, when it was billed */
  readonly matter: string;
  readonly net: bigint;
  readonly tax: bigint;
  readonly wip: bigint;
  openNet: bigint;
  openTax: bigint;
  credited: bigint;
  creditedTax: bigint;
  restored: boolean;
}

export interface Move {
  readonly what: 'paid' | 'difference' | 'written off' | 'credited';
  readonly amount: bigint;
  readonly parts: readonly { readonly share: Share; readonly net: bigint; readonly tax: bigint }[];
  readonly receipt: Receipt | null;
  readonly toWip: boolean;
  live: boolean;
  refundable?: string;
  readonly id: string;
}

export interface Invoice {
  readonly id: string;
  readonly payer: string;
  readonly proforma: Proforma;
  readonly shares: Share[];
  readonly moves: Move[];
  reversed: boolean;
}

export interface Receipt {
  readonly id: string;
  open: bigint;
  reversed: boolean;
  readonly refunds: { id: string; amount: bigint; live: boolean }[];
  /** what was kept of it as a small difference */
  kept: bigint;
}

/** By largest remainder, ties to the earlier; the textbook's way. */
function dealt(whole: bigint, weights: readonly bigint[]): bigint[] {
  const all = weights.reduce((a, b) => a + b, 0n);
  if (all === 0n)
    return weights.length === 0
      ? []
      : dealt(
          whole,
          weights.map(() => 1n),
        );
  const parts = weights.map((w) => (whole * w) / all);
  const order = weights
    .map((w, i) => ({ i, rest: (whole * w) % all }))
    .toSorted((a, b) => (a.rest > b.rest ? -1 : a.rest < b.rest ? 1 : a.i - b.i));
  let left = whole - parts.reduce((a, b) => a + b, 0n);
  for (const { i } of order) {
    if (left <= 0n) break;
    parts[i] = (parts[i] ?? 0n) + 1n;
    left -= 1n;
  }
  return parts;
}

export function halfUp(numerator: bigint, denominator: bigint): bigint {
  return (numerator * 2n + denominator) / (denominator * 2n);
}

export function openOf(invoice: Invoice): bigint {
  return invoice.shares.reduce((sum, s) => sum + s.openNet + s.openTax, 0n);
}

function prorated(shares: readonly Share[], amount: bigint) {
  const each = dealt(
    amount,
    shares.map((s) => s.openNet + s.openTax),
  );
  return shares.map((share, i) => {
    const [net = 0n, tax = 0n] = dealt(each[i] ?? 0n, [share.openNet, share.openTax]);
    return { share, net, tax };
  });
}

/** Costs before fees. */
function spread(invoice: Invoice, amount: bigint) {
  const parts = [];
  let left = amount;
  for (const kind of ['disbursement', 'time'] as const) {
    const group = invoice.shares.filter((s) => s.card.kind === kind && s.openNet + s.openTax > 0n);
    const open = group.reduce((sum, s) => sum + s.openNet + s.openTax, 0n);
    const take = left < open ? left : open;
    if (take > 0n) parts.push(...prorated(group, take));
    left -= take;
  }
  return parts;
}

function apply(move: Move, sign: bigint): void {
  for (const { share, net, tax } of move.parts) {
    share.openNet -= sign * net;
    share.openTax -= sign * tax;
    if (move.what === 'credited') {
      share.credited += sign * net;
      share.creditedTax += sign * tax;
    }
  }
  if (move.what === 'paid' && move.receipt) move.receipt.open -= sign * move.amount;
  if (!move.toWip) return;
  for (const { share } of move.parts) {
    share.restored = sign > 0n;
    share.card.wip += sign * share.wip;
    share.card.state = share.card.wip === 0n ? 'billed' : 'open';
  }
}

function make(invoice: Invoice, move: Omit<Move, 'live'>): Move {
  const made = { ...move, live: true };
  apply(made, 1n);
  invoice.moves.push(made);
  return made;
}

function undo(move: Move): void {
  apply(move, -1n);
  move.live = false;
}

/** Tax by groups of one rate: the sum of the group times its rate, rounded once, dealt over the group. */
function byRate(nets: readonly bigint[], rates: readonly bigint[]): bigint[] {
  const taxes = nets.map(() => 0n);
  for (const rate of new Set(rates)) {
    const own = nets.flatMap((net, at) => (rates[at] === rate ? [{ net, at }] : []));
    const tax = halfUp(own.reduce((sum, { net }) => sum + net, 0n) * rate, 1_000_000n);
    dealt(
      tax,
      own.map(({ net }) => net),
    ).forEach((part, i) => (taxes[own[i]?.at ?? 0] = part));
  }
  return taxes;
}

export function bill(
  proforma: Proforma,
  payers: readonly { payer: string; sharePpm: bigint; rateOf: (card: Card) => bigint; invoiceId: string }[],
): Invoice[] {
  const lines = proforma.lines.filter((l) => !l.excluded);
  const matters = payers.map((p) => p.sharePpm);
  const weights = (line: Line): readonly bigint[] => line.shares ?? matters;
  const invoices = payers.flatMap((p, i): Invoice[] => {
    const own = lines.filter((l) => weights(l)[i] !== 0n);
    if (own.length === 0) return [];
    const nets = own.map((l) => dealt(l.noCharge ? 0n : l.bill, weights(l))[i] ?? 0n);
    const rates = own.map((l) => p.rateOf(l.card));
    const taxes = byRate(nets, rates);
    return [
      {
        id: p.invoiceId,
        payer: p.payer,
        proforma,
        reversed: false,
        moves: [],
        shares: own.map((l, n) => ({
          card: l.card,
          matter: l.card.matter,
          net: nets[n] ?? 0n,
          tax: taxes[n] ?? 0n,
          wip: dealt(l.card.wip, weights(l))[i] ?? 0n,
          openNet: nets[n] ?? 0n,
          openTax: taxes[n] ?? 0n,
          credited: 0n,
          creditedTax: 0n,
          restored: false,
        })),
      },
    ];
  });
  for (const { card } of lines) Object.assign(card, { wip: 0n, state: 'billed', on: null });
  for (const line of proforma.lines.filter((l) => l.excluded)) line.card.on = null;
  proforma.billed = true;
  for (const invoice of invoices) {
    for (const tag of proforma.waiting.filter((w) => w.payer === invoice.payer)) {
      const amount = [tag.amount, openOf(invoice), tag.receipt.open].reduce((a, b) => (b < a ? b : a));
      if (amount > 0n) pay(invoice, tag.receipt, amount);
      // What explained a payment comes again with it when it comes whole, as far as there is room.
      for (const less of amount === tag.amount ? tag.differences : []) {
        const open = openOf(invoice);
        if (open > 0n) differ(invoice, tag.receipt, less < open ? less : open);
      }
    }
  }
  proforma.waiting.length = 0;
  return invoices;
}

export function pay(invoice: Invoice, receipt: Receipt, amount: bigint): void {
  make(invoice, { id: '', what: 'paid', amount, receipt, toWip: false, parts: spread(invoice, amount) });
}

export function differ(invoice: Invoice, receipt: Receipt, amount: bigint): void {
  make(invoice, { id: '', what: 'difference', amount, receipt, toWip: false, parts: spread(invoice, amount) });
}

export function writeOff(invoice: Invoice, id: string, amount: bigint): void {
  make(invoice, {
    id,
    what: 'written off',
    amount,
    receipt: null,
    toWip: false,
    parts: prorated(invoice.shares, amount),
  });
}

/** Credits parts of lines; cash in the way is taken off and put back on what is left. Gives false where a write-off is in the way. */
export function credit(invoice: Invoice, wanted: readonly { share: Share; net: bigint }[], toWip: boolean): boolean {
  const parts = wanted.map(({ share, net }) => {
    const left = share.net - share.credited;
    const leftTax = share.tax - share.creditedTax;
    return { share, net, tax: net === left ? leftTax : left === 0n ? 0n : halfUp(leftTax * net, left) };
  });
  const fits = (): boolean => parts.every((p) => p.net <= p.share.openNet && p.tax <= p.share.openTax);
  const taken = fits() ? [] : invoice.moves.filter((m) => m.live && (m.what === 'paid' || m.what === 'difference'));
  for (const move of taken.toReversed()) undo(move);
  if (!fits()) {
    for (const move of taken) {
      apply(move, 1n);
      move.live = true;
    }
    return false;
  }
  const amount = parts.reduce((sum, p) => sum + p.net + p.tax, 0n);
  make(invoice, { id: '', what: 'credited', amount, receipt: null, toWip, parts });
  for (const move of taken) {
    const again = move.amount < openOf(invoice) ? move.amount : openOf(invoice);
    if (again === 0n || !move.receipt) continue;
    if (move.what === 'paid') pay(invoice, move.receipt, again);
    else differ(invoice, move.receipt, again);
  }
  return true;
}

/** Whether billing can be taken back: what credits gave back to WIP must still lie there, and no card be elsewhere. */
export function mayUnbill(invoices: readonly Invoice[]): boolean {
  const back = invoices.flatMap((i) =>
    i.moves.filter((m) => m.live && m.toWip).flatMap((m) => m.parts.map((p) => p.share)),
  );
  const given = new Map<Card, { wip: bigint; matter: string }>();
  for (const { card, wip, matter } of back) given.set(card, { matter, wip: (given.get(card)?.wip ?? 0n) + wip });
  for (const [card, { wip, matter }] of given) {
    if (card.state !== 'open' || card.on !== null || card.matter !== matter || card.wip < wip) return false;
  }
  return invoices.every((i) =>
    i.shares.every(
      ({ card, matter }) =>
        card.state !== 'purged' && card.state !== 'divided' && card.on === null && card.matter === matter,
    ),
  );
}

/** What receipts did for an invoice that goes back: their payments, each receipt's reasons with its last one, or alone. */
function comingAgain(payer: string, live: readonly Move[]): Waiting[] {
  const pays = new Set(live.filter((m) => m.what === 'paid').map((m) => m.receipt));
  const tags: Waiting[] = [];
  for (const { what, receipt, amount } of live) {
    if (!receipt || !['paid', 'difference'].includes(what)) continue;
    const alone = !pays.has(receipt) && !tags.some((tag) => tag.receipt === receipt);
    if (what === 'paid') tags.push({ payer, receipt, amount, differences: [] });
    else if (alone) tags.push({ payer, receipt, amount: 0n, differences: [] });
  }
  for (const { what, receipt, amount } of live)
    if (what === 'difference') tags.findLast((tag) => tag.receipt === receipt)?.differences.push(amount);
  return tags;
}

/** The invoices of a proforma that count go back; the proforma is open again with its lines. */
export function unbill(invoices: readonly Invoice[], wipOf: ReadonlyMap<Card, bigint>): void {
  const [first] = invoices;
  if (!first) return;
  for (const invoice of invoices) {
    const live = invoice.moves.filter((m) => m.live);
    first.proforma.waiting.push(...comingAgain(invoice.payer, live));
    for (const move of live) undo(move);
    for (const share of invoice.shares) {
      share.openNet = 0n;
      share.openTax = 0n;
    }
    invoice.reversed = true;
  }
  const { proforma } = first;
  proforma.billed = false;
  proforma.unbilled = true;
  const stays = (l: Line): boolean =>
    !l.excluded || (l.card.state === 'open' && l.card.on === null && proforma.matters.includes(l.card.matter));
  proforma.gone.push(...proforma.lines.filter((l) => !stays(l)));
  proforma.lines = proforma.lines.filter(stays);
  for (const line of proforma.lines) {
    line.card.on = proforma;
    if (!line.excluded) Object.assign(line.card, { state: 'open', wip: line.card.wip + (wipOf.get(line.card) ?? 0n) });
  }
}

export function reverseReceipt(receipt: Receipt, invoices: readonly Invoice[]): void {
  for (const invoice of invoices)
    for (const move of invoice.moves.filter((m) => m.live && m.receipt === receipt).toReversed()) undo(move);
  receipt.open = 0n;
  receipt.kept = 0n;
  receipt.reversed = true;
}

export function reverseWriteOff(move: Move): void {
  undo(move);
}

/** A matter leaves with its lines; what left the proforma before stays there. */
export function takeOff(proforma: Proforma, matter: string, id: string): Proforma {
  const lines = proforma.lines.filter((l) => l.card.matter === matter);
  const made: Proforma = { id, matters: [matter], unbilled: false, billed: false, waiting: [], gone: [], lines };
  proforma.lines = proforma.lines.filter((l) => l.card.matter !== matter);
  proforma.matters = proforma.matters.filter((one) => one !== matter);
  for (const { card } of lines) card.on = made;
  return made;
}

/** The other's lines come here; it is no more. */
export function putTogether(proforma: Proforma, other: Proforma): void {
  for (const { card } of other.lines) card.on = proforma;
  proforma.lines.push(...other.lines);
  proforma.matters.push(...other.matters);
  other.lines = [];
}

/** One line as parts of the same size to the millionth, the first with what is over; each part is a card of its own. */
export function divide(proforma: Proforma, line: Line, ids: readonly string[], weights: readonly bigint[]): Card[] {
  const bills = dealt(line.bill, weights);
  const wips = dealt(line.card.wip, weights);
  const hours = dealt(line.card.hundredths, weights);
  const cards = ids.map((id, i): Card => ({
    ...line.card,
    id,
    state: 'open',
    on: proforma,
    wip: wips[i] ?? 0n,
    hundredths: hours[i] ?? 0n,
  }));
  Object.assign(line.card, { wip: 0n, state: 'divided', on: null });
  proforma.lines = proforma.lines.filter((l) => l !== line);
  proforma.lines.push(...cards.map((card, i) => ({ ...line, card, bill: bills[i] ?? 0n })));
  return cards;
}

/** Lines as one, with the sum of all. */
export function combine(proforma: Proforma, lines: readonly Line[], id: string): Card {
  const [first] = lines;
  if (!first) throw new Error('nothing to combine');
  const total = (of: (line: Line) => bigint): bigint => lines.reduce((n, line) => n + of(line), 0n);
  const card: Card = {
    ...first.card,
    id,
    state: 'open',
    on: proforma,
    wip: total((l) => l.card.wip),
    hundredths: total((l) => l.card.hundredths),
    partly: lines.some((l) => l.card.partly),
  };
  const billed = total((l) => l.bill);
  for (const line of lines) Object.assign(line.card, { wip: 0n, state: 'divided', on: null });
  proforma.lines = [...proforma.lines.filter((l) => !lines.includes(l)), { ...first, card, bill: billed }];
  return card;
}

/** Everything that edits of a proforma change, to go back to. */
export function remember(proforma: Proforma, cards: readonly Card[]): () => void {
  const before = new Map(cards.map((card) => [card, { ...card }]));
  const lines = proforma.lines.map((line) => ({ line, was: { ...line } }));
  const gone = proforma.gone.map((line) => ({ line, was: { ...line } }));
  return () => {
    for (const [card, was] of before)
      Object.assign(card, { wip: was.wip, state: was.state, on: was.on, matter: was.matter });
    // What was made since carries nothing; doing it again gives it back.
    for (const card of cards) if (!before.has(card)) Object.assign(card, { wip: 0n, state: 'divided', on: null });
    for (const { line, was } of [...lines, ...gone]) Object.assign(line, was);
    proforma.lines = lines.map(({ line }) => line);
    proforma.gone = gone.map(({ line }) => line);
  };
}
