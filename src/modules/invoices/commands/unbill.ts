import { sql } from 'kysely';
import { wire } from '../../../kernel/money.ts';
import { assert, done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { changeWip, lockCards, relievedBy, type WipTo } from '../../cards/index.ts';
import { lockProforma } from '../../proformas/index.ts';
import * as c from '../contract.ts';
import { type InvoiceFacts, invoiceFacts } from '../store/correct.ts';
import { type Held, holdMovements, releaseMovements } from '../store/release.ts';
import { reverseInvoice } from '../store/reverse-invoice.ts';

interface Undoing {
  readonly proformaId: string;
  readonly proformaNumber: string;
  /** the matter of each card, as it was billed */
  readonly matterOf: ReadonlyMap<string, string>;
  readonly invoices: readonly InvoiceFacts[];
  readonly held: Held;
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
  const released = await releaseMovements(work, undo.held, { ...undo, rebillOf: undo.proformaId });
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
  const [objection] = (await work.objections('proforma unbilled', [...undo.matterOf.keys()])).values();
  if (objection) return objection;
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
  if (named.proforma_id === null)
    return refuse(
      'on-account',
      `Invoice ${named.number} was billed on account, not from a proforma. Take it back on its page.`,
    );
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
  const held = await holdMovements(
    work,
    invoices.map((i) => i.id),
    input.alsoLater,
  );
  if (!held.ok) return held;
  return done({
    proformaId: named.proforma_id,
    proformaNumber: head.number,
    matterOf: new Map(cards.map((card) => [card.card_id, card.matter_id])),
    invoices,
    held: held.value,
    eventId: newId<'event'>(),
    reason: input.reason,
  });
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
