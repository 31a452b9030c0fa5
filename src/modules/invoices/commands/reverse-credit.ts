import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { wire } from '../../../kernel/money.ts';
import { assert, done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { liveMovements, lockReceivables, reverseMovement } from '../../receivables/index.ts';
import { capPassed, holdEngagements } from '../../terms/index.ts';
import * as c from '../contract.ts';
import { lockLineCards } from '../store/creditable.ts';
import { reverseCreditWip, takeBackCredit, WAS_SENT } from '../store/take-back.ts';

interface Note {
  id: string;
  number: string;
  document_type: string;
  receivable_id: string;
  entity_id: string;
  client_id: string;
  currency: string;
  total_minor: bigint;
  restores_wip: boolean;
  reversed: boolean;
  sent: boolean;
}

/**
 * Takes a credit note back that its payer doesn't have yet: what was credited is owed again, WIP it gave back is billed
 * again. Its number stays used. Lock order: engagements, proforma, cards, receivable; a bill that meets it the other way
 * round is tried again.
 */
export const reverseCredit: Command = handleCommand(c.reverseCredit, async (work, input) => {
  const note = await noteOf(work, input.correctionId);
  if (!note || note.document_type !== 'credit-note') return refuse('not-found', 'There is no such credit note.');
  await holdEngagements(work, [note.client_id]);
  if (note.restores_wip) await lockLineCards(work, note.receivable_id, await lineNosOf(work, note.id));
  await lockReceivables(work, [note.receivable_id]);
  const now = await noteOf(work, note.id);
  assert(now, 'a credit note is never deleted');
  if (now.reversed) return refuse('reversed', `Credit note ${note.number} was reversed already. Reload the page.`);
  if (now.sent)
    return refuse(
      'already-sent',
      `Credit note ${note.number} was sent, so the payer counts on it. Bill the amount again instead, with a new invoice.`,
    );
  const [movement] = await liveMovements(work, { sourceId: note.id });
  assert(movement, 'a credit note that counts has its movement');
  const how = { eventId: newId<'event'>(), reason: input.reason };
  const relieved = await reverseCreditWip(work, note.id, how);
  if (!relieved.ok) return relieved;
  const journal = await reverseMovement(work, movement, { ...how, countsOn: work.today });
  if (!journal.ok) return journal;
  await takeBackCredit(work, note.id, { ...how, journalId: journal.value });
  const over = await capOf(work, note);
  if (over) return over;
  await work.announce({
    id: how.eventId,
    name: 'credit note reversed',
    subject: { type: 'correction', id: note.id },
    entityId: note.entity_id,
    clientId: note.client_id,
    reason: input.reason,
    facts: { number: note.number, total: note.total_minor, currency: note.currency },
  });
  return done({ id: note.id, number: note.number, owedAgain: wire(note.total_minor, note.currency) });
});

async function noteOf(work: Work, id: string): Promise<Note | undefined> {
  const { rows } = await sql<Note>`
    select c.id, c.number, c.document_type, c.receivable_id, c.entity_id, c.client_id, c.currency, c.total_minor, c.restores_wip,
      exists (select 1 from correction_reversal v where v.correction_id = c.id) as reversed,
      ${WAS_SENT} as sent
    from correction c where c.id = ${id}::uuid`.execute(work.db);
  return rows[0];
}

/** What it credited gave room under a cap, which another bill may have taken. */
async function capOf(work: Work, note: Note) {
  // What was billed beyond a price with a reason stands: only what came after the note can have used its room.
  const { rows } = await sql<{ id: string; day: Day }>`
    select distinct l.matter_id as id, i.invoice_date as day from invoice_line l join invoice i on i.id = l.invoice_id where i.id = ${note.receivable_id}::uuid
      and exists (select 1 from invoice o join invoice_line b on b.invoice_id = o.id join correction c on c.id = ${note.id}::uuid
        where o.client_id = i.client_id and b.bill_minor > 0 and o.recorded_at > c.recorded_at)`.execute(work.db);
  const [first] = rows;
  return first
    ? await capPassed(
        work.db,
        rows.map(({ id }) => ({ id, clientId: note.client_id })),
        first.day,
      )
    : null;
}

async function lineNosOf(work: Work, id: string): Promise<number[]> {
  const { rows } = await sql<{ line_no: number }>`
    select line_no from correction_line where correction_id = ${id}::uuid`.execute(work.db);
  return rows.map((r) => r.line_no);
}
