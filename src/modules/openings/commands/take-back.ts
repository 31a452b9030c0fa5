import { sql } from 'kysely';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { changeWip, lockCards, obstacle } from '../../cards/index.ts';
import { reverse } from '../../ledger/index.ts';
import {
  giveUpWaiting,
  liveMovements,
  lockReceipts,
  lockReceivables,
  moveReceipt,
  moveReceivable,
  openLines,
} from '../../receivables/index.ts';
import * as c from '../contract.ts';

interface How {
  readonly eventId: string;
  readonly reason: string;
}

/** Takes a file back as one; what was built on it stands in the way and is named. */
export const takeBackOpening: Command = handleCommand(c.takeBackOpening, async (work, input) => {
  const opening = await work.db
    .selectFrom('opening_balance')
    .selectAll()
    .where('id', '=', input.id)
    .forUpdate()
    .executeTakeFirst();
  if (!opening) return refuse('not-found', 'There is no such opening file.');
  if (opening.state === 'taken-back') return refuse('taken-back', 'This file was taken back already.');
  const how = { eventId: newId<'event'>(), reason: input.reason };
  const taken =
    opening.kind === 'wip'
      ? await takeBackWip(work, opening.id, how)
      : opening.kind === 'invoices'
        ? await takeBackInvoices(work, opening.id, how)
        : await takeBackUnapplied(work, opening.id, how);
  if (!taken.ok) return taken;
  await sql`update opening_balance set state = 'taken-back', taken_back_at = clock_timestamp() where id = ${opening.id}::uuid`.execute(
    work.db,
  );
  await work.announce({
    id: how.eventId,
    name: 'opening balances taken back',
    subject: { type: 'opening_balance', id: opening.id },
    entityId: opening.entity_id,
    reason: input.reason,
    facts: { kind: opening.kind, rows: opening.rows },
  });
  return done({ id: opening.id, rows: opening.rows });
});

async function takeBackWip(work: Work, openingId: string, how: How): Promise<Outcome<true>> {
  const ids = await sql<{ id: string }>`select id from card_opened where opening_id = ${openingId}::uuid`.execute(
    work.db,
  );
  const cards = await lockCards(
    work,
    ids.rows.map((row) => row.id),
  );
  const said = cards.map(obstacle).find((sentence) => sentence !== null);
  if (said !== undefined) return refuse('in-use', said);
  const open = cards.filter((card) => card.state === 'open');
  const outcome = await changeWip(work, open, {
    kind: 'taken-back',
    journalKind: 'opening balances taken back',
    advancesAgainst: 'opening',
    eventId: how.eventId,
    reason: how.reason,
    state: 'taken-back',
    to: () => ({ seconds: 0n, wipMinor: 0n, wipEntityMinor: 0n }),
  });
  return outcome.ok ? done(true) : outcome;
}

/** Reverses each opening journal once, whatever number of balances it made. */
async function reverseJournals(
  work: Work,
  journalIds: readonly string[],
  how: How,
): Promise<Outcome<Map<string, string>>> {
  const reversed = new Map<string, string>();
  for (const journalId of new Set(journalIds)) {
    const journal = await reverse(work, journalId, {
      kind: 'opening balances taken back',
      countsOn: work.today,
      eventId: how.eventId,
      memo: how.reason,
    });
    if (!journal.ok) return journal;
    reversed.set(journalId, journal.value);
  }
  return done(reversed);
}

async function takeBackInvoices(work: Work, openingId: string, how: How): Promise<Outcome<true>> {
  const { rows } = await sql<{ id: string; journal_id: string }>`
    select r.id, m.journal_id from receivable_head r join receivable_step m on m.receivable_id = r.id and m.kind = 'opening'
    where r.opening_id = ${openingId}::uuid`.execute(work.db);
  const receivables = await lockReceivables(
    work,
    rows.map((r) => r.id),
  );
  const touched = receivables.find((r) => r.open_minor !== r.amount_minor);
  if (touched)
    return refuse(
      'in-use',
      `Invoice ${touched.number} of this file was paid, credited or written off in part. Reverse that first.`,
    );
  const journals = await reverseJournals(
    work,
    rows.map((r) => r.journal_id),
    how,
  );
  if (!journals.ok) return journals;
  for (const receivable of receivables) {
    const lines = await openLines(work, receivable.id);
    const journalId = rows.find((r) => r.id === receivable.id)?.journal_id ?? '';
    await moveReceivable(
      work,
      {
        receivableId: receivable.id,
        kind: 'taken-back',
        amountMinor: -receivable.open_minor,
        entityMinor: -receivable.entity_open_minor,
        countsOn: work.today,
        journalId: journals.value.get(journalId) ?? '',
        eventId: how.eventId,
        sourceId: openingId,
        reason: how.reason,
      },
      lines.map((line) => ({ line, netMinor: line.netMinor, taxMinor: line.taxMinor })),
      -1n,
    );
  }
  return done(true);
}

async function takeBackUnapplied(work: Work, openingId: string, how: How): Promise<Outcome<true>> {
  const { rows } = await sql<{ id: string; journal_id: string }>`
    select r.id, m.journal_id from receipt_head r join receipt_step m on m.receipt_id = r.id and m.kind = 'opening'
    where r.opening_id = ${openingId}::uuid`.execute(work.db);
  const receipts = await lockReceipts(
    work,
    rows.map((r) => r.id),
  );
  const touched = receipts.find((r) => r.open_minor !== r.amount_minor);
  if (touched)
    return refuse(
      'in-use',
      `Receipt ${touched.number} of this file was put on invoices or refunded. Release it first.`,
    );
  for (const receipt of receipts) {
    const [given] = await liveMovements(work, { sourceId: receipt.id });
    if (given)
      return refuse(
        'in-use',
        `Receipt ${receipt.number} of this file gave a reason why an invoice was paid short. Release it on the receipt first.`,
      );
  }
  await giveUpWaiting(
    work,
    receipts.map((receipt) => receipt.id),
  );
  const journals = await reverseJournals(
    work,
    rows.map((r) => r.journal_id),
    how,
  );
  if (!journals.ok) return journals;
  for (const receipt of receipts) {
    await moveReceipt(work, {
      receiptId: receipt.id,
      kind: 'taken-back',
      amountMinor: -receipt.open_minor,
      entityMinor: -receipt.entity_open_minor,
      countsOn: work.today,
      journalId: journals.value.get(rows.find((r) => r.id === receipt.id)?.journal_id ?? '') ?? '',
      eventId: how.eventId,
      reason: how.reason,
    });
  }
  return done(true);
}
