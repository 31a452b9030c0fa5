import { sql } from 'kysely';
import { assert, done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
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
import { reverseCreditWip, takeBackCredit, WAS_SENT } from './take-back.ts';

/** Receivables with all that still counts on them, under lock. */
export interface Held {
  readonly receivables: readonly LockedReceivable[];
  readonly movements: readonly LiveMovement[];
}

/** Locks invoices with what moved them; credits and write-offs after billing are named unless they are to go too. */
export async function holdMovements(
  work: Work,
  invoiceIds: readonly string[],
  alsoLater: boolean,
): Promise<Outcome<Held>> {
  const of = { receivableIds: invoiceIds };
  // What they took up goes back to invoices on account, which are locked with them, in one order.
  const taken = (await liveMovements(work, of)).flatMap((m) =>
    m.kind === 'applied' && m.source_id ? [m.source_id] : [],
  );
  const locked = await lockReceivables(work, [...invoiceIds, ...taken]);
  const movements = await liveMovements(work, of);
  await lockReceipts(work, [...new Set(movements.flatMap((m) => (m.receipt_id ? [m.receipt_id] : [])))]);
  const later = movements.filter((m) => m.kind === 'credited' || m.kind === 'written-off');
  const sent = await sentAmong(work, later);
  if (sent.length > 0)
    return refuse(
      'credit-sent',
      `Credit note ${sent.join(' and ')} was sent, so the payer counts on it, and a cancellation of the whole invoice would take the same off twice. Keep the invoice and credit the rest: its lines go back to WIP and are billed again.`,
      { where: 'alsoLater' },
    );
  if (later.length > 0 && !alsoLater) {
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
  return done({ receivables: locked, movements });
}

/** Numbers of the credit notes among them that went to the payer, or are on their way. */
async function sentAmong(work: Work, later: readonly LiveMovement[]): Promise<string[]> {
  const ids = later.flatMap((m) => (m.kind === 'credited' && m.source_id ? [m.source_id] : []));
  if (ids.length === 0) return [];
  const { rows } = await sql<{ number: string }>`
    select c.number from correction c where c.id = any(${ids}::uuid[])
      and ${WAS_SENT} order by c.number`.execute(work.db);
  return rows.map((row) => row.number);
}

async function nameOfLater(work: Work, movement: LiveMovement): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select 'Credit note ' || number as name from correction where id = ${movement.source_id}::uuid
    union all select 'Write-off of invoice ' || r.number from receivable_head r where r.id = ${movement.receivable_id}::uuid limit 1`.execute(
    work.db,
  );
  return rows[0]?.name ?? 'A correction';
}

interface How {
  readonly eventId: string;
  readonly reason: string;
  /** the proforma whose re-billing takes the cash again; null: it stays unapplied */
  readonly rebillOf: string | null;
}

/** Takes all back, newest first; cash goes to unapplied, parts taken up go back on account. Gives the cash, in the invoices’ currency. */
export async function releaseMovements(work: Work, held: Held, how: How): Promise<Outcome<bigint>> {
  let cash = 0n;
  for (const movement of held.movements.toReversed()) {
    if (movement.kind === 'credited') {
      const relieved = await reverseCreditWip(work, movement.source_id ?? '', how);
      if (!relieved.ok) return relieved;
    }
    const outcome = await reverseMovement(work, movement, {
      eventId: how.eventId,
      countsOn: work.today,
      reason: how.reason,
    });
    if (!outcome.ok) return outcome;
    const about = { journalId: outcome.value, eventId: how.eventId, reason: how.reason };
    if (movement.kind === 'credited') await takeBackCredit(work, movement.source_id ?? '', about);
    if (movement.kind === 'written-off') await takeBackWriteOff(work, movement.source_id ?? '', how.reason);
    if (movement.kind === 'allocated') cash -= movement.amount_minor;
  }
  if (how.rebillOf !== null) await tagCash(work, held, { proformaId: how.rebillOf, eventId: how.eventId });
  return done(cash);
}

/** The first reason that a receipt gave on an invoice which it put no cash on: it stands for all of them. */
function isAlone(movement: LiveMovement, all: readonly LiveMovement[]): boolean {
  if (movement.kind !== 'difference') return false;
  const ofReceipt = all.filter(
    (m) =>
      m.receivable_id === movement.receivable_id &&
      m.source_id === movement.source_id &&
      ['allocated', 'difference'].includes(m.kind),
  );
  return ofReceipt.every((m) => m.kind === 'difference') && ofReceipt[0] === movement;
}

/** Oldest first, so that re-billing puts the cash back in its old order. */
async function tagCash(work: Work, held: Held, of: { proformaId: string; eventId: string }): Promise<void> {
  for (const movement of held.movements.filter((m) => m.kind === 'allocated' || isAlone(m, held.movements))) {
    const receivable = held.receivables.find((r) => r.id === movement.receivable_id);
    assert(receivable, 'a movement has its receivable under lock');
    await tagForRebill(work, movement, { ...of, payerId: receivable.payer_id, currency: receivable.currency });
  }
}
