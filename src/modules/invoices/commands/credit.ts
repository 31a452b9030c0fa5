import { amountText, wire } from '../../../kernel/money.ts';
import { assert, done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { listed } from '../../../kernel/text.ts';
import type { InputOf } from '../../../kernel/endpoint.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { entityFacts } from '../../firm/index.ts';
import { ACCOUNTS, openPeriod, post } from '../../ledger/index.ts';
import {
  carriedPart,
  creditLines,
  dimensionsOf,
  type LockedReceivable,
  lockReceivables,
  moveReceivable,
  openLines,
  takenUpBy,
} from '../../receivables/index.ts';
import * as c from '../contract.ts';
import { type Creditable, planOf } from '../credit-plan.ts';
import type { CorrectedLine } from '../correction.ts';
import { type Correctable, correctionNumber, invoiceFacts, writeCorrection } from '../store/correct.ts';
import {
  creditableLines,
  creditableOfEarlier,
  creditableOnAccount,
  lockLineCards,
  restoreShares,
} from '../store/creditable.ts';
import { earlierInvoice, isTakenBack } from '../store/earlier.ts';
import { makeRoom, putBack } from '../store/room.ts';

type Input = InputOf<typeof c.creditInvoice>;

/**
 * Credits lines of an invoice, to WIP (the payer's share of each card is open again) or not. Cash that stands in the
 * way becomes unapplied and goes back on what is left of the invoice, in its old order.
 * Lock order: proforma, cards, receivable, receipts, number series.
 */
export const creditInvoice: Command = handleCommand(c.creditInvoice, async (work, input) => {
  const found = await underLock(work, input);
  if (!found.ok) return found;
  const { invoice, receivable, creditable } = found.value;
  const period = await openPeriod(work, invoice.entity_id, work.today);
  if (!period.ok) return period;
  const planned = planOf(input, creditable, invoice);
  if (!planned.ok) return planned;
  const eventId = newId<'event'>();
  const room = await makeRoom(work, receivable, planned.value, { eventId, reason: input.reason });
  if (!room.ok) return room;
  const credited = await creditIt(work, invoice, room.value.receivable, planned.value, { input, eventId });
  if (!credited.ok) return credited;
  const cardIds = planned.value.flatMap((line) => (line.cardId === null ? [] : [line.cardId]));
  const [objection] = (await work.objections('credit note issued', cardIds)).values();
  if (objection) return objection;
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

interface Found {
  readonly invoice: Correctable;
  readonly receivable: LockedReceivable;
  readonly creditable: readonly Creditable[];
}

/** The invoice with what is left to credit of it, locked; ours, or one of the earlier books. */
async function underLock(work: Work, input: Input): Promise<Outcome<Found>> {
  const [ours] = await invoiceFacts(work, { id: input.invoiceId });
  const invoice = ours ?? (await earlierInvoice(work, input.invoiceId));
  if (!invoice) return refuse('not-found', 'There is no such invoice.');
  if (input.toWip && (!ours || ours.proforma_id === null))
    return refuse(
      'no-wip',
      ours
        ? `Invoice ${invoice.number} is on account: there is no work to go back to WIP. Credit it without WIP.`
        : `Invoice ${invoice.number} is of the earlier books: its work isn’t here to go back to WIP. Credit it without WIP.`,
    );
  if (input.toWip)
    await lockLineCards(
      work,
      invoice.id,
      input.lines.map((l) => l.lineNo),
    );
  const [receivable] = await lockReceivables(work, [invoice.id]);
  assert(receivable, 'an invoice has its receivable');
  if (!ours) {
    if (await isTakenBack(work, invoice.id))
      return refuse(
        'taken-back',
        `Invoice ${invoice.number} was taken back with its file; there is nothing to credit.`,
      );
    return done({ invoice, receivable, creditable: await creditableOfEarlier(work, invoice.id) });
  }
  const [still] = await invoiceFacts(work, { id: invoice.id });
  if (!still || still.reversed)
    return refuse('reversed', `Invoice ${invoice.number} is reversed; there is nothing to credit.`);
  if (still.proforma_id !== null)
    return done({ invoice, receivable, creditable: await creditableLines(work, invoice.id) });
  const creditable = await creditableOnAccount(work, invoice.id);
  const taken = await takenUpProblem(work, invoice, input, creditable);
  return taken ?? done({ invoice, receivable, creditable });
}

/** What invoices of work have taken up is not credited before they give it back. */
async function takenUpProblem(work: Work, invoice: Correctable, input: Input, creditable: readonly Creditable[]) {
  const left = creditable[0]?.netMinor ?? 0n;
  const wanted = BigInt(input.amount ?? input.lines[0]?.amount ?? left);
  const taken = await takenUpBy(work, invoice.id);
  if (taken.length === 0 || (wanted <= left && left > 0n)) return null;
  const money = `${amountText(left, invoice.currency)} ${invoice.currency}`;
  return refuse(
    'applied',
    `Of invoice ${invoice.number} on account, ${listed(taken.map((t) => `invoice ${t.number}`))} took up all but ${money} before tax. Credit at most that, or unbill ${taken.length === 1 ? 'it' : 'them'} first.`,
    { where: 'amount' },
  );
}

async function creditIt(
  work: Work,
  invoice: Correctable,
  receivable: LockedReceivable,
  lines: readonly CorrectedLine[],
  how: { input: Input; eventId: string },
): Promise<Outcome<{ id: string; number: string; total: bigint }>> {
  const { input, eventId } = how;
  const parts = await partsOf(work, receivable.id, lines);
  const posted = await postCredit(work, receivable, { lines, parts, eventId, reason: input.reason });
  if (!posted.ok) return posted;
  const { total, entityTotal, journalId, postings } = posted.value;
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
      journalId,
      eventId,
      sourceId: id,
      reason: input.reason,
      posted: postings,
    },
    parts,
    -1n,
  );
  const numbered = await correctionNumber(work, invoice.entity_id, 'credit-note', work.today);
  if (!numbered.ok) return numbered;
  const note = {
    id,
    documentType: 'credit-note',
    invoice,
    lines,
    reason: input.reason,
    on: work.today,
    eventId,
  } as const;
  await writeCorrection(
    work,
    { ...note, entityTotalMinor: entityTotal, restoresWip: input.toWip, journalId },
    numbered.value,
  );
  return done({ id, number: numbered.value.number, total });
}

/** What each line gives back to its card, in WIP. */
function restoredOf(lines: readonly CorrectedLine[]) {
  return new Map(
    lines.flatMap(({ lineNo, restored }) =>
      restored === null ? [] : [[lineNo, { minor: restored.wipMinor, entityMinor: restored.wipEntityMinor }] as const],
    ),
  );
}

async function partsOf(work: Work, receivableId: string, lines: readonly CorrectedLine[]) {
  const open = new Map((await openLines(work, receivableId)).map((l) => [l.lineNo, l]));
  return lines.flatMap((l) => {
    const line = open.get(l.lineNo);
    return line ? [{ line, netMinor: l.netMinor, taxMinor: l.taxMinor }] : [];
  });
}

interface Posted {
  readonly total: bigint;
  readonly entityTotal: bigint;
  readonly journalId: string;
  readonly postings: ReturnType<typeof creditLines>;
}

async function postCredit(
  work: Work,
  receivable: LockedReceivable,
  of: {
    lines: readonly CorrectedLine[];
    parts: Awaited<ReturnType<typeof partsOf>>;
    eventId: string;
    reason: string;
  },
): Promise<Outcome<Posted>> {
  const total = of.lines.reduce((sum, l) => sum + l.netMinor + l.taxMinor, 0n);
  if (total === 0n)
    return refuse(
      'nothing-to-credit',
      'What was named comes to nothing. Unbill the invoice to bring no-charge work back.',
    );
  const entityTotal = carriedPart(total, receivable.open_minor, receivable.entity_open_minor);
  const entity = await entityFacts(work.db, receivable.entity_id);
  const postings = creditLines(entity.basis, ACCOUNTS, {
    owed: { currency: receivable.currency, minor: total, entityMinor: entityTotal },
    parts: of.parts,
    about: dimensionsOf(receivable),
    restored: restoredOf(of.lines),
  });
  const journal = await post(work, {
    kind: 'credit note',
    entityId: entity.id,
    countsOn: work.today,
    eventId: of.eventId,
    memo: `Credit on invoice ${receivable.number}: ${of.reason}`,
    lines: postings,
  });
  return journal.ok ? done({ total, entityTotal, journalId: journal.value, postings }) : journal;
}
