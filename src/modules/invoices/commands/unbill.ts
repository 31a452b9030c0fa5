import { sql } from 'kysely';
import { wire } from '../../../kernel/money.ts';
import { assert, done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { changeWip, lockCards, relievedBy, type WipTo } from '../../cards/index.ts';
import { lockProforma } from '../../proformas/index.ts';
import {
  type LiveMovement,
  liveMovements,
  lockReceipts,
  type LockedReceivable,
  lockReceivables,
  reverseMovement,
  tagForRebill,
  takeBackWriteOff,
} from '../../receivables/index.ts';
import * as c from '../contract.ts';
import { type InvoiceFacts, invoiceFacts } from '../store/correct.ts';
import { reverseInvoice } from '../store/reverse-invoice.ts';
import { reverseCreditWip, takeBackCredit } from '../store/take-back.ts';

interface Undoing {
  readonly proformaId: string;
  readonly proformaNumber: string;
  /** the matter of each card, as it was billed */
  readonly matterOf: ReadonlyMap<string, string>;
  readonly invoices: readonly InvoiceFacts[];
  readonly receivables: readonly LockedReceivable[];
  readonly movements: readonly LiveMovement[];
  readonly eventId: string;
  readonly reason: string;
}

/**
 * Takes billing back in one action (handbook of money, “Unbill”): all payers' invoices of the proforma, their cash to
 * unapplied and tagged, credits and write-offs with them, the cards' WIP, and the proforma to pre-review with its edits.
 * Lock order: proforma, cards, receivables, receipts, number series.
 */
export const unbill: Command = handleCommand(c.unbill, async (work, input) => {
  const gathered = await gather(work, input);
  if (!gathered.ok) return gathered;
  const undo = gathered.value;
  const released = await releaseMovements(work, undo);
  if (!released.ok) return released;
  const restored = await restoreCards(work, undo);
  if (!restored.ok) return restored;
  const cancellations: { id: string; number: string }[] = [];
  for (const invoice of undo.invoices) {
    const reversed = await reverseInvoice(work, undo.reason, invoice);
    if (!reversed.ok) return reversed;
    if (reversed.value) cancellations.push(reversed.value);
  }
  await sql`select reopen_billed_proforma(${undo.proformaId}::uuid, ${work.actor.personId}::uuid, ${`unbilled: ${input.reason}`})`.execute(
    work.db,
  );
  const [first] = undo.invoices;
  assert(first, 'what is unbilled has an invoice');
  await work.announce({
    id: undo.eventId,
    name: 'proforma unbilled',
    subject: { type: 'proforma', id: undo.proformaId },
    entityId: first.entity_id,
    clientId: first.client_id,
    reason: input.reason,
    facts: {
      invoices: undo.invoices.map((i) => i.number),
      cancellations: cancellations.map((x) => x.number),
      cards: restored.value,
      cash: released.value.toString(),
      currency: first.currency,
    },
  });
  return done({
    proformaId: undo.proformaId,
    proforma: undo.proformaNumber,
    reversed: undo.invoices.map((i) => ({ id: i.id, number: i.number })),
    cancellations,
    cards: restored.value,
    toUnapplied: wire(released.value, first.currency),
  });
});

async function gather(
  work: Work,
  input: { invoiceId: string; reason: string; alsoLater: boolean },
): Promise<Outcome<Undoing>> {
  const [named] = await invoiceFacts(work, { id: input.invoiceId });
  if (!named) return refuse('not-found', 'There is no such invoice.');
  const head = await lockProforma(work, named.proforma_id);
  const all = await invoiceFacts(work, { proformaId: named.proforma_id });
  const invoices = all.filter((i) => !i.reversed);
  if (!invoices.some((i) => i.id === input.invoiceId))
    return refuse('reversed', `Invoice ${named.number} is reversed already. Reload to see what replaced it.`);
  const { rows: cards } = await sql<{ card_id: string; matter_id: string }>`
    select distinct card_id, matter_id from invoice_line where invoice_id = any(${invoices.map((i) => i.id)}::uuid[])`.execute(
    work.db,
  );
  await lockCards(
    work,
    cards.map((card) => card.card_id),
  );
  const receivables = await lockReceivables(
    work,
    invoices.map((i) => i.id),
  );
  const movements = await liveMovements(work, { receivableIds: invoices.map((i) => i.id) });
  await lockReceipts(work, [...new Set(movements.flatMap((m) => (m.receipt_id ? [m.receipt_id] : [])))]);
  const later = movements.filter((m) => m.kind === 'credited' || m.kind === 'written-off');
  if (later.length > 0 && !input.alsoLater) {
    const names: string[] = [];
    for (const movement of later) names.push(await nameOfLater(work, movement));
    return refuse(
      'later-corrections',
      `${names.join(' and ')} came after billing and would be reversed with it. Confirm that they go too, or keep the invoice and credit the rest.`,
      {
        where: 'alsoLater',
        details: names,
      },
    );
  }
  return done({
    proformaId: named.proforma_id,
    proformaNumber: head.number,
    matterOf: new Map(cards.map((card) => [card.card_id, card.matter_id])),
    invoices,
    receivables,
    movements,
    eventId: newId<'event'>(),
    reason: input.reason,
  });
}

async function nameOfLater(work: Work, movement: LiveMovement): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select 'Credit note ' || number as name from correction where id = ${movement.source_id}::uuid
    union all select 'Write-off of invoice ' || r.number from receivable_head r where r.id = ${movement.receivable_id}::uuid limit 1`.execute(
    work.db,
  );
  return rows[0]?.name ?? 'A correction';
}

/** Newest first; cash goes to unapplied, tagged for the re-billing. Gives the cash, in the invoices' currency. */
async function releaseMovements(work: Work, undo: Undoing): Promise<Outcome<bigint>> {
  let cash = 0n;
  for (const movement of undo.movements.toReversed()) {
    if (movement.kind === 'credited') {
      const relieved = await reverseCreditWip(work, movement.source_id ?? '', {
        eventId: undo.eventId,
        reason: undo.reason,
      });
      if (!relieved.ok) return relieved;
    }
    const outcome = await reverseMovement(work, movement, {
      eventId: undo.eventId,
      countsOn: work.today,
      reason: undo.reason,
    });
    if (!outcome.ok) return outcome;
    const about = { journalId: outcome.value, eventId: undo.eventId, reason: undo.reason };
    if (movement.kind === 'credited') await takeBackCredit(work, movement.source_id ?? '', about);
    if (movement.kind === 'written-off') await takeBackWriteOff(work, movement.source_id ?? '', undo.reason);
    if (movement.kind === 'allocated') cash -= movement.amount_minor;
  }
  // Oldest first, so that re-billing puts the cash back in its old order.
  for (const movement of undo.movements.filter((m) => m.kind === 'allocated')) {
    const receivable = undo.receivables.find((r) => r.id === movement.receivable_id);
    assert(receivable, 'a movement has its receivable under lock');
    await tagForRebill(work, movement, {
      proformaId: undo.proformaId,
      payerId: receivable.payer_id,
      currency: receivable.currency,
      eventId: undo.eventId,
    });
  }
  return done(cash);
}

/** WIP comes back to each card exactly as billing took it. */
async function restoreCards(work: Work, undo: Undoing): Promise<Outcome<number>> {
  const relieved = await relievedBy(work, undo.proformaId);
  const cards = await lockCards(work, [...relieved.keys()]);
  // A share that a later credit gave back may lie open; anything else means that the card has moved on.
  const elsewhere = cards.find(
    (card) =>
      card.on_proforma !== null ||
      card.matter_id !== undo.matterOf.get(card.id) ||
      (card.state !== 'billed' && card.state !== 'open'),
  );
  if (elsewhere) {
    const where =
      elsewhere.on_proforma !== null
        ? `on proforma ${elsewhere.on_proforma}`
        : elsewhere.matter_id === undo.matterOf.get(elsewhere.id)
          ? elsewhere.state
          : 'on another matter';
    return refuse(
      'not-billed',
      `Card ${elsewhere.number} is ${where} now, so its billing can’t be taken back. Take that back first.`,
    );
  }
  const back = (id: string): WipTo => relieved.get(id) ?? { seconds: 0n, wipMinor: 0n, wipEntityMinor: 0n };
  const outcome = await changeWip(work, cards, {
    kind: 'restored',
    journalKind: 'WIP restored',
    eventId: undo.eventId,
    reason: undo.reason,
    state: 'open',
    to: (card) => ({
      seconds: card.open_seconds + back(card.id).seconds,
      wipMinor: card.wip_minor + back(card.id).wipMinor,
      wipEntityMinor: card.wip_entity_minor + back(card.id).wipEntityMinor,
    }),
  });
  if (!outcome.ok) return outcome;
  return done(cards.length);
}
