import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { assert, done, type Outcome } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { ACCOUNTS, reverse } from '../../ledger/index.ts';
import { advancedPart } from '../advance.ts';
import { onAccountIn } from '../on-account.ts';
import type { LinePart } from '../spread.ts';
import { moveOnAccount, reverseOnAccount } from './on-account.ts';

type ReceivableMove = 'allocated' | 'difference' | 'applied' | 'credited' | 'written-off';
type Reversed = `${ReceivableMove}-reversed`;

interface Movement {
  readonly receivableId: string;
  readonly kind: ReceivableMove | 'issued' | 'opening' | 'unbilled' | 'taken-back' | Reversed;
  /** signed: below zero lowers what is open */
  readonly amountMinor: bigint;
  readonly entityMinor: bigint;
  readonly countsOn: Day;
  readonly journalId: string;
  readonly eventId: string;
  readonly sourceId?: string | null;
  readonly reasonKind?: string | null;
  readonly reason?: string;
  readonly reversesId?: string | null;
  /** the lines of its journal, where they may carry what is on account */
  readonly posted?: readonly { account: string; amount: bigint; entityAmount: bigint | null }[];
}

/** Writes a movement of a receivable with the lines it fell on, and carries its sums. Gives the movement's id. */
export async function moveReceivable(
  work: Work,
  m: Movement,
  parts: readonly LinePart[],
  sign: 1n | -1n,
): Promise<string> {
  const id = newId<'receivable_movement'>();
  await work.client.query({
    name: 'receivable-movement',
    text: `with clock as materialized (select clock_timestamp() as now),
        moved as (insert into receivable_movement (id, receivable_id, kind, amount_minor, entity_minor, counts_on, journal_id, event_id, source_id,
          reason_kind, reason, reverses_id, recorded_at)
          select $1::uuid, $2::uuid, $3::text, $4::int8, $5::int8, $6::date, $7::uuid, $8::uuid, $9::uuid, $10::text, $11::text, $12::uuid, now from clock
          returning id, receivable_id),
        lines as (insert into receivable_movement_line (movement_id, receivable_id, line_no, net_minor, tax_minor)
          select moved.id, moved.receivable_id, l.line_no, l.net, l.tax from moved, unnest($13::int4[], $14::int8[], $15::int8[]) as l(line_no, net, tax))
      update receivable set open_minor = open_minor + $4, entity_open_minor = entity_open_minor + $5, first_moved_on = least(first_moved_on, $6::date),
        last_moved_on = greatest(last_moved_on, $6::date), last_recorded_at = (select now from clock) where id = $2`,
    values: [
      id,
      m.receivableId,
      m.kind,
      m.amountMinor,
      m.entityMinor,
      m.countsOn,
      m.journalId,
      m.eventId,
      m.sourceId ?? null,
      m.reasonKind ?? null,
      m.reason ?? '',
      m.reversesId ?? null,
      parts.map((p) => p.line.lineNo),
      parts.map((p) => sign * p.netMinor),
      parts.map((p) => sign * p.taxMinor),
    ],
  });
  await moveAdvances(work, id, m.receivableId, parts, sign);
  await moveOnAccount(work, id, m.receivableId, onAccountIn(ACCOUNTS, m.posted ?? []));
  return id;
}

/** What of the costs laid out goes with the lines moved. */
async function moveAdvances(
  work: Work,
  movementId: string,
  receivableId: string,
  parts: readonly LinePart[],
  sign: 1n | -1n,
): Promise<void> {
  const rows = parts.flatMap((part) => {
    const advance = advancedPart(part);
    return advance.minor === 0n && advance.entityMinor === 0n ? [] : [{ lineNo: part.line.lineNo, ...advance }];
  });
  if (rows.length === 0) return;
  await work.db
    .insertInto('advanced_cost_movement')
    .values(
      rows.map((row) => ({
        movement_id: movementId,
        receivable_id: receivableId,
        line_no: row.lineNo,
        minor: sign * row.minor,
        entity_minor: sign * row.entityMinor,
      })),
    )
    .execute();
}

interface CashMovement {
  readonly receiptId: string;
  readonly kind:
    | 'received'
    | 'opening'
    | 'allocated'
    | 'refunded'
    | 'kept'
    | 'received-reversed'
    | 'allocated-reversed'
    | 'refunded-reversed'
    | 'kept-reversed'
    | 'taken-back';
  readonly amountMinor: bigint;
  readonly entityMinor: bigint;
  readonly countsOn: Day;
  readonly journalId: string;
  readonly eventId: string;
  readonly movementId?: string | null;
  readonly refundId?: string | null;
  readonly reason?: string;
  readonly reversesId?: string | null;
}

/** Writes a movement of a receipt and carries its unapplied sums. */
export async function moveReceipt(work: Work, m: CashMovement): Promise<void> {
  await work.client.query({
    name: 'receipt-movement',
    text: `with moved as (insert into receipt_movement (id, receipt_id, kind, amount_minor, entity_minor, counts_on, journal_id, event_id, movement_id,
        refund_id, reason, reverses_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12))
      update receipt set open_minor = open_minor + $4, entity_open_minor = entity_open_minor + $5 where id = $2`,
    values: [
      newId(),
      m.receiptId,
      m.kind,
      m.amountMinor,
      m.entityMinor,
      m.countsOn,
      m.journalId,
      m.eventId,
      m.movementId ?? null,
      m.refundId ?? null,
      m.reason ?? '',
      m.reversesId ?? null,
    ],
  });
}

/** A movement that still counts: not reversed, and no reversal itself. */
export interface LiveMovement {
  readonly id: string;
  readonly receivable_id: string;
  readonly kind: ReceivableMove;
  readonly amount_minor: bigint;
  readonly entity_minor: bigint;
  readonly journal_id: string;
  readonly source_id: string | null;
  readonly reason_kind: string | null;
  readonly receipt_movement_id: string | null;
  readonly receipt_id: string | null;
  readonly cash_minor: bigint | null;
  readonly cash_entity_minor: bigint | null;
  /** before tax, of what was taken up from an invoice on account */
  readonly taken_minor: bigint | null;
}

/** Movements that still count, oldest first, by receivable or by source. Rows must be under lock already. */
export async function liveMovements(
  work: Pick<Work, 'db'>,
  of: { readonly receivableIds?: readonly string[]; readonly sourceId?: string; readonly id?: string },
): Promise<LiveMovement[]> {
  const { rows } = await sql<LiveMovement>`
    select m.id, m.receivable_id, m.kind, m.amount_minor, m.entity_minor, m.journal_id, m.source_id, m.reason_kind,
      c.id as receipt_movement_id, c.receipt_id, c.amount_minor as cash_minor, c.entity_minor as cash_entity_minor,
      -x.net_minor as taken_minor
    from receivable_movement m left join receipt_movement c on c.movement_id = m.id left join on_account_movement x on x.movement_id = m.id
    where m.kind in ('allocated', 'difference', 'applied', 'credited', 'written-off')
      and not exists (select 1 from receivable_movement r where r.reverses_id = m.id)
      and (${of.receivableIds ? [...of.receivableIds] : null}::uuid[] is null or m.receivable_id = any(${of.receivableIds ? [...of.receivableIds] : null}::uuid[]))
      and (${of.sourceId ?? null}::uuid is null or m.source_id = ${of.sourceId ?? null}::uuid)
      and (${of.id ?? null}::uuid is null or m.id = ${of.id ?? null}::uuid)
    order by m.recorded_at, m.id`.execute(work.db);
  return rows;
}

/**
 * Takes one movement back exactly: its journal reversed, the lines as they were, the cash unapplied again on its
 * receipt. Receivable and receipt must be under lock.
 */
export async function reverseMovement(
  work: Work,
  movement: LiveMovement,
  how: { readonly eventId: string; readonly countsOn: Day; readonly reason: string },
): Promise<Outcome<string>> {
  const journal = await reverse(work, movement.journal_id, {
    kind: `${SPOKEN[movement.kind]} reversed`,
    countsOn: how.countsOn,
    eventId: how.eventId,
    memo: how.reason,
  });
  if (!journal.ok) return journal;
  const id = await moveReceivable(
    work,
    {
      receivableId: movement.receivable_id,
      kind: `${movement.kind}-reversed`,
      amountMinor: -movement.amount_minor,
      entityMinor: -movement.entity_minor,
      countsOn: how.countsOn,
      journalId: journal.value,
      eventId: how.eventId,
      sourceId: movement.source_id,
      reasonKind: movement.reason_kind,
      reason: how.reason,
      reversesId: movement.id,
    },
    [],
    1n,
  );
  await sql`insert into receivable_movement_line (movement_id, receivable_id, line_no, net_minor, tax_minor)
    select ${id}::uuid, receivable_id, line_no, -net_minor, -tax_minor from receivable_movement_line where movement_id = ${movement.id}::uuid`.execute(
    work.db,
  );
  await sql`insert into advanced_cost_movement (movement_id, receivable_id, line_no, minor, entity_minor)
    select ${id}::uuid, receivable_id, line_no, -minor, -entity_minor from advanced_cost_movement where movement_id = ${movement.id}::uuid`.execute(
    work.db,
  );
  await reverseOnAccount(work, { movementId: id, reversesId: movement.id });
  if (movement.kind === 'allocated') {
    assert(
      movement.receipt_id && movement.cash_minor !== null && movement.cash_entity_minor !== null,
      'an allocation has its cash',
    );
    await moveReceipt(work, {
      receiptId: movement.receipt_id,
      kind: 'allocated-reversed',
      amountMinor: -movement.cash_minor,
      entityMinor: -movement.cash_entity_minor,
      countsOn: how.countsOn,
      journalId: journal.value,
      eventId: how.eventId,
      movementId: id,
      reason: how.reason,
      reversesId: movement.receipt_movement_id,
    });
  }
  return done(journal.value);
}

const SPOKEN: Readonly<Record<ReceivableMove, string>> = {
  allocated: 'receipt allocation',
  difference: 'payment difference',
  applied: 'billed on account applied',
  credited: 'credit note',
  'written-off': 'write-off',
};
