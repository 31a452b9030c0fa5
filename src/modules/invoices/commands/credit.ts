import { wire } from '../../../kernel/money.ts';
import { assert, done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import type { InputOf } from '../../../kernel/endpoint.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { entityFacts, type EntityFacts } from '../../firm/index.ts';
import { ACCOUNTS, openPeriod, post } from '../../ledger/index.ts';
import {
  carriedPart,
  creditLines,
  dimensionsOf,
  type LockedReceivable,
  lockReceivables,
  moveReceivable,
  openLines,
} from '../../receivables/index.ts';
import * as c from '../contract.ts';
import { type Creditable, planOf } from '../credit-plan.ts';
import type { CorrectedLine } from '../correction.ts';
import { type Correctable, correctionNumber, invoiceFacts, writeCorrection } from '../store/correct.ts';
import { creditableLines, creditableOfEarlier, lockLineCards, restoreShares } from '../store/creditable.ts';
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
  if (input.toWip && !ours)
    return refuse(
      'no-wip',
      `Invoice ${invoice.number} is of the earlier books: its work isn’t here to go back to WIP. Credit it without WIP.`,
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
  return done({ invoice, receivable, creditable: await creditableLines(work, invoice.id) });
}

async function creditIt(
  work: Work,
  invoice: Correctable,
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
    restored: restoredOf(lines),
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
    { ...note, entityTotalMinor: entityTotal, restoresWip: input.toWip, journalId: journal.value },
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

async function postCredit(
  work: Work,
  entity: EntityFacts,
  receivable: LockedReceivable,
  of: {
    total: bigint;
    entityTotal: bigint;
    parts: Awaited<ReturnType<typeof partsOf>>;
    restored: ReadonlyMap<number, { minor: bigint; entityMinor: bigint }>;
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
      restored: of.restored,
    }),
  });
}
