import { sql } from 'kysely';
import { done, type Outcome } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { entityFacts } from '../../firm/index.ts';
import { carriedPart } from '../postings.ts';
import { allocate, type Wanted } from './allocate.ts';
import { lockReceipts, lockReceivables } from './lock.ts';
import type { LiveMovement } from './move.ts';

/**
 * Remembers that what a receipt did for an invoice belongs to what will be billed again for this payer: the cash of an
 * allocation taken back, or, where it put no cash on it, only the reasons it gave.
 */
export async function tagForRebill(
  work: Work,
  movement: LiveMovement,
  about: { proformaId: string; payerId: string; currency: string; eventId: string },
): Promise<void> {
  await work.db
    .insertInto('reapplication')
    .values({
      id: newId<'reapplication'>(),
      receipt_id: movement.receipt_id ?? movement.source_id ?? '',
      proforma_id: about.proformaId,
      payer_id: about.payerId,
      currency: about.currency,
      amount_minor: movement.kind === 'allocated' ? -movement.amount_minor : 0n,
      cash_minor: -(movement.cash_minor ?? 0n),
      state: 'waiting',
      event_id: about.eventId,
    })
    .execute();
}

/** Nothing of a receipt comes again that is gone itself. */
export async function giveUpWaiting(work: Work, receiptIds: readonly string[]): Promise<void> {
  await sql`update reapplication set state = 'given-up' where receipt_id = any(${[...receiptIds]}::uuid[]) and state = 'waiting'`.execute(
    work.db,
  );
}

/**
 * Puts cash that waits for a proforma's re-billing on its new invoice, as far as both reach, and with a payment that comes
 * again whole what explained its shortness: the bank's fee was as little received the second time.
 */
export async function reapply(
  work: Work,
  to: { receivableId: string; proformaId: string; payerId: string; eventId: string },
): Promise<Outcome<number>> {
  const { rows: waiting } = await sql<Tag>`
    select id, receipt_id, amount_minor, cash_minor, event_id from reapplication where proforma_id = ${to.proformaId}::uuid and payer_id = ${to.payerId}::uuid and state = 'waiting'
    order by recorded_at, id for update`.execute(work.db);
  if (waiting.length === 0) return done(0);
  let [receivable] = await lockReceivables(work, [to.receivableId]);
  const receipts = new Map(
    (
      await lockReceipts(
        work,
        waiting.map((w) => w.receipt_id),
      )
    ).map((r) => [r.id, r]),
  );
  const explained = await differencesOf(work, waiting, to.payerId);
  for (const tag of waiting) {
    const receipt = receipts.get(tag.receipt_id);
    if (!receivable || !receipt) continue;
    const { amountMinor, cashMinor } = within(tag, receivable.open_minor, receipt.open_minor);
    const whole = amountMinor === tag.amount_minor ? (explained.get(tag.id) ?? []) : [];
    const differences = fitting(whole, receivable.open_minor - amountMinor);
    if ((amountMinor > 0n && cashMinor > 0n) || (tag.amount_minor === 0n && differences.length > 0)) {
      const outcome = await allocate(
        work,
        receipt,
        receivable,
        { amountMinor, cashMinor, differences },
        { eventId: to.eventId, countsOn: work.today, entity: await entityFacts(work.db, receivable.entity_id) },
      );
      if (!outcome.ok) return outcome;
      receivable = outcome.value.receivable;
      receipts.set(receipt.id, outcome.value.receipt);
    }
    await sql`update reapplication set state = 'applied' where id = ${tag.id}::uuid`.execute(work.db);
  }
  return done(waiting.length);
}

type Difference = Wanted['differences'][number];

/** The differences taken back with the payments, by the last tag of their receipt. */
async function differencesOf(work: Work, tags: readonly Tag[], payerId: string): Promise<Map<string, Difference[]>> {
  const { rows } = await sql<Difference & { event_id: string; receipt_id: string }>`
    select r.event_id, m.source_id as receipt_id, m.reason_kind as reason, -m.amount_minor as minor, m.reason as note
    from receivable_movement r join receivable_movement m on m.id = r.reverses_id join receivable v on v.id = m.receivable_id
    where r.event_id = any(${tags.map((tag) => tag.event_id)}::uuid[]) and m.kind = 'difference' and v.payer_id = ${payerId}::uuid
    order by m.recorded_at, m.id`.execute(work.db);
  const found = new Map<string, Difference[]>();
  for (const { event_id, receipt_id, ...difference } of rows) {
    const tag = tags.findLast((one) => one.event_id === event_id && one.receipt_id === receipt_id);
    if (tag) found.set(tag.id, [...(found.get(tag.id) ?? []), difference]);
  }
  return found;
}

/** As much of the differences as there is room for, in their order. */
function fitting(differences: readonly Difference[], roomMinor: bigint): Difference[] {
  let room = roomMinor;
  return differences.flatMap((difference) => {
    const minor = difference.minor < room ? difference.minor : room;
    room -= minor;
    return minor > 0n ? [{ ...difference, minor }] : [];
  });
}

interface Tag {
  readonly id: string;
  readonly event_id: string;
  readonly receipt_id: string;
  readonly amount_minor: bigint;
  readonly cash_minor: bigint;
}

/** As much of what was taken back as the new invoice and the receipt still have room for, in the old proportion. */
export function within(
  tag: Pick<Tag, 'amount_minor' | 'cash_minor'>,
  openMinor: bigint,
  unappliedMinor: bigint,
): { amountMinor: bigint; cashMinor: bigint } {
  const cashRoom = unappliedMinor < tag.cash_minor ? unappliedMinor : tag.cash_minor;
  const byCash = cashRoom === tag.cash_minor ? tag.amount_minor : (tag.amount_minor * cashRoom) / tag.cash_minor;
  if (byCash <= openMinor) return { amountMinor: byCash, cashMinor: cashRoom };
  return { amountMinor: openMinor, cashMinor: carriedPart(openMinor, tag.amount_minor, tag.cash_minor) };
}
