import { amountText, wire } from '../../../kernel/money.ts';
import { assert, done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { deal } from '../../../kernel/share.ts';
import type { InputOf } from '../../../kernel/endpoint.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { entityFacts, type EntityFacts } from '../../firm/index.ts';
import { ACCOUNTS, openPeriod, post } from '../../ledger/index.ts';
import {
  allocate,
  carriedPart,
  creditLines,
  dimensionsOf,
  type LiveMovement,
  liveMovements,
  lockReceipts,
  type LockedReceivable,
  lockReceivables,
  moveReceivable,
  openLines,
  reverseMovement,
  within,
} from '../../receivables/index.ts';
import * as c from '../contract.ts';
import type { CorrectedLine } from '../correction.ts';
import { correctionNumber, type InvoiceFacts, invoiceFacts, writeCorrection } from '../store/correct.ts';
import { type Creditable, creditableLines, lockLineCards, restoreShares } from '../store/creditable.ts';

type Input = InputOf<typeof c.creditInvoice>;

/**
 * Credits lines of an invoice, to WIP (the payer's share of each card is open again) or not. Cash that stands in the
 * way becomes unapplied and goes back on what is left of the invoice, in its old order.
 * Lock order: proforma, cards, receivable, receipts, number series.
 */
export const creditInvoice: Command = handleCommand(c.creditInvoice, async (work, input) => {
  const [invoice] = await invoiceFacts(work, { id: input.invoiceId });
  if (!invoice) return refuse('not-found', 'There is no such invoice.');
  if (input.toWip)
    await lockLineCards(
      work,
      invoice.id,
      input.lines.map((l) => l.lineNo),
    );
  const [receivable] = await lockReceivables(work, [invoice.id]);
  assert(receivable, 'an invoice has its receivable');
  const [still] = await invoiceFacts(work, { id: invoice.id });
  if (!still || still.reversed)
    return refuse('reversed', `Invoice ${invoice.number} is reversed; there is nothing to credit.`);
  const period = await openPeriod(work, invoice.entity_id, work.today);
  if (!period.ok) return period;
  const planned = planOf(input, await creditableLines(work, invoice.id), invoice);
  if (!planned.ok) return planned;
  const eventId = newId<'event'>();
  const room = await makeRoom(work, receivable, planned.value, { eventId, reason: input.reason });
  if (!room.ok) return room;
  const credited = await creditIt(work, invoice, room.value.receivable, planned.value, { input, eventId });
  if (!credited.ok) return credited;
  const back = await putBack(work, room.value.released, eventId);
  if (!back.ok) return back;
  await work.announce({
    id: eventId,
    name: 'credit note issued',
    subject: { type: 'correction', id: credited.value.id },
    entityId: invoice.entity_id,
    clientId: invoice.client_id,
    reason: input.reason,
    facts: {
      number: credited.value.number,
      invoice: invoice.number,
      total: credited.value.total,
      currency: invoice.currency,
      toWip: input.toWip,
    },
  });
  return done({
    id: credited.value.id,
    number: credited.value.number,
    total: wire(credited.value.total, invoice.currency),
    cards: input.toWip ? planned.value.length : 0,
    toUnapplied: wire(back.value, invoice.currency),
  });
});

/** Which lines, and how much of each: whole lines to WIP; parts, or one amount over all lines, without. */
function planOf(input: Input, creditable: readonly Creditable[], invoice: InvoiceFacts): Outcome<CorrectedLine[]> {
  if ((input.lines.length === 0) === (input.amount === undefined))
    return refuse('bad-input', 'Name the lines to credit, or one amount for the whole invoice.', { where: 'lines' });
  if (input.toWip && (input.amount !== undefined || input.lines.some((l) => l.amount !== undefined)))
    return refuse('bad-input', 'To WIP go whole lines only. Name the lines without amounts, or credit without WIP.', {
      where: 'lines',
    });
  const wanted =
    input.amount === undefined ? byLine(input, creditable) : overAll(BigInt(input.amount), creditable, invoice);
  if (!wanted.ok) return wanted;
  const lines: CorrectedLine[] = [];
  for (const { line, net } of wanted.value) {
    if (net < 0n || net > line.netMinor || (net === 0n && !input.toWip)) {
      return refuse(
        'more-than-billed',
        `Line ${line.lineNo} of invoice ${invoice.number} has ${amountText(line.netMinor, invoice.currency)} ${invoice.currency} left to credit.`,
        { where: `lines.${line.lineNo}` },
      );
    }
    if (input.toWip && line.restored)
      return refuse('restored', `Line ${line.lineNo} went back to WIP with an earlier credit note.`, {
        where: `lines.${line.lineNo}`,
      });
    lines.push({
      lineNo: line.lineNo,
      cardId: line.cardId,
      netMinor: net,
      taxMinor: line.netMinor === 0n ? 0n : carriedPart(net, line.netMinor, line.taxMinor),
      restored: input.toWip ? line.share : null,
    });
  }
  return done(lines);
}

function byLine(input: Input, creditable: readonly Creditable[]): Outcome<{ line: Creditable; net: bigint }[]> {
  const seen = new Set<number>();
  const wanted: { line: Creditable; net: bigint }[] = [];
  for (const { lineNo, amount } of input.lines) {
    const line = creditable.find((l) => l.lineNo === lineNo);
    if (!line) return refuse('not-found', `The invoice has no line ${lineNo}.`, { where: `lines.${lineNo}` });
    if (seen.has(lineNo)) return refuse('bad-input', `Line ${lineNo} is named twice.`, { where: `lines.${lineNo}` });
    seen.add(lineNo);
    wanted.push({ line, net: amount === undefined ? line.netMinor : BigInt(amount) });
  }
  return done(wanted);
}

/** One net amount, dealt over what is left to credit of each line by largest remainder. */
function overAll(
  amount: bigint,
  creditable: readonly Creditable[],
  invoice: InvoiceFacts,
): Outcome<{ line: Creditable; net: bigint }[]> {
  const left = creditable.reduce((sum, l) => sum + l.netMinor, 0n);
  if (amount <= 0n || amount > left) {
    return refuse(
      'more-than-billed',
      `Invoice ${invoice.number} has ${amountText(left, invoice.currency)} ${invoice.currency} before tax left to credit.`,
      {
        where: 'amount',
      },
    );
  }
  const parts = deal(
    amount,
    creditable.map((l) => l.netMinor),
  );
  return done(creditable.map((line, i) => ({ line, net: parts[i] ?? 0n })).filter(({ net }) => net > 0n));
}

interface Room {
  readonly receivable: LockedReceivable;
  readonly released: readonly LiveMovement[];
}

/** Takes cash and differences off the invoice where the lines to credit are paid already; write-offs are named instead. */
async function makeRoom(
  work: Work,
  receivable: LockedReceivable,
  lines: readonly CorrectedLine[],
  how: { eventId: string; reason: string },
): Promise<Outcome<Room>> {
  if (await fits(work, receivable.id, lines)) return done({ receivable, released: [] });
  const all = await liveMovements(work, { receivableIds: [receivable.id] });
  const released = all.filter((m) => m.kind === 'allocated' || m.kind === 'difference');
  await lockReceipts(work, [...new Set(released.flatMap((m) => (m.source_id ? [m.source_id] : [])))]);
  for (const movement of released.toReversed()) {
    const outcome = await reverseMovement(work, movement, { ...how, countsOn: work.today });
    if (!outcome.ok) return outcome;
  }
  if (!(await fits(work, receivable.id, lines))) {
    return refuse(
      'written-off',
      `Part of invoice ${receivable.number} was written off. Reverse the write-off first, or credit less.`,
    );
  }
  const [now] = await lockReceivables(work, [receivable.id]);
  return done({ receivable: now ?? receivable, released });
}

async function fits(work: Work, receivableId: string, lines: readonly CorrectedLine[]): Promise<boolean> {
  const open = new Map((await openLines(work, receivableId)).map((l) => [l.lineNo, l]));
  return lines.every((l) => {
    const line = open.get(l.lineNo);
    return line !== undefined && l.netMinor <= line.netMinor && l.taxMinor <= line.taxMinor;
  });
}

async function creditIt(
  work: Work,
  invoice: InvoiceFacts,
  receivable: LockedReceivable,
  lines: readonly CorrectedLine[],
  how: { input: Input; eventId: string },
): Promise<Outcome<{ id: string; number: string; total: bigint }>> {
  const { input, eventId } = how;
  const total = lines.reduce((sum, l) => sum + l.netMinor + l.taxMinor, 0n);
  const entityTotal = total === 0n ? 0n : carriedPart(total, receivable.open_minor, receivable.entity_open_minor);
  const entity = await entityFacts(work.db, invoice.entity_id);
  const parts = await partsOf(work, receivable.id, lines);
  const journal = await postCredit(work, entity, receivable, {
    total,
    entityTotal,
    parts,
    eventId,
    reason: input.reason,
  });
  if (!journal.ok) return journal;
  if (input.toWip) {
    const restored = await restoreShares(work, lines, { eventId, reason: input.reason });
    if (!restored.ok) return restored;
  }
  const id = newId<'correction'>();
  await moveReceivable(
    work,
    {
      receivableId: receivable.id,
      kind: 'credited',
      amountMinor: -total,
      entityMinor: -entityTotal,
      countsOn: work.today,
      journalId: journal.value,
      eventId,
      sourceId: id,
      reason: input.reason,
    },
    parts,
    -1n,
  );
  const numbered = await correctionNumber(work, invoice.entity_id, 'credit-note', work.today);
  if (!numbered.ok) return numbered;
  await writeCorrection(
    work,
    {
      id,
      documentType: 'credit-note',
      invoice,
      lines,
      entityTotalMinor: entityTotal,
      restoresWip: input.toWip,
      reason: input.reason,
      on: work.today,
      journalId: journal.value,
      eventId,
    },
    numbered.value,
  );
  return done({ id, number: numbered.value.number, total });
}

async function partsOf(work: Work, receivableId: string, lines: readonly CorrectedLine[]) {
  const open = new Map((await openLines(work, receivableId)).map((l) => [l.lineNo, l]));
  return lines.flatMap((l) => {
    const line = open.get(l.lineNo);
    return line ? [{ line, netMinor: l.netMinor, taxMinor: l.taxMinor }] : [];
  });
}

async function postCredit(
  work: Work,
  entity: EntityFacts,
  receivable: LockedReceivable,
  of: {
    total: bigint;
    entityTotal: bigint;
    parts: Awaited<ReturnType<typeof partsOf>>;
    eventId: string;
    reason: string;
  },
): Promise<Outcome<string>> {
  if (of.total === 0n)
    return refuse(
      'nothing-to-credit',
      'What was named comes to nothing. Unbill the invoice to bring no-charge work back.',
    );
  return await post(work, {
    kind: 'credit note',
    entityId: entity.id,
    countsOn: work.today,
    eventId: of.eventId,
    memo: `Credit on invoice ${receivable.number}: ${of.reason}`,
    lines: creditLines(entity.basis, ACCOUNTS, {
      owed: { currency: receivable.currency, minor: of.total, entityMinor: of.entityTotal },
      parts: of.parts,
      about: dimensionsOf(receivable),
    }),
  });
}

/** Puts released cash and differences back on what is left, oldest first; the rest stays unapplied. Gives that rest. */
async function putBack(work: Work, released: readonly LiveMovement[], eventId: string): Promise<Outcome<bigint>> {
  let unapplied = 0n;
  for (const movement of released) {
    const [receivable] = await lockReceivables(work, [movement.receivable_id]);
    const [receipt] = await lockReceipts(work, [movement.source_id ?? '']);
    assert(receivable && receipt, 'a released movement has both sides');
    const entity = await entityFacts(work.db, receivable.entity_id);
    const how = { eventId, countsOn: work.today, entity };
    const was = { amount_minor: -movement.amount_minor, cash_minor: -(movement.cash_minor ?? movement.amount_minor) };
    const fit = within(was, receivable.open_minor, movement.kind === 'allocated' ? receipt.open_minor : was.cash_minor);
    unapplied += movement.kind === 'allocated' ? was.amount_minor - fit.amountMinor : 0n;
    if (fit.amountMinor === 0n) continue;
    const difference = { reason: movement.reason_kind as 'discount', minor: fit.amountMinor, note: '' };
    const outcome = await allocate(
      work,
      receipt,
      receivable,
      movement.kind === 'allocated'
        ? { amountMinor: fit.amountMinor, cashMinor: fit.cashMinor, differences: [] }
        : { amountMinor: 0n, cashMinor: null, differences: [difference] },
      how,
    );
    if (!outcome.ok) return outcome;
  }
  return done(unapplied);
}
