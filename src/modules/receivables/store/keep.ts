import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { amountText } from '../../../kernel/money.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import type { Reading, Work } from '../../../platform/command.ts';
import { entityFacts } from '../../firm/index.ts';
import { ACCOUNTS, post, reverse } from '../../ledger/index.ts';
import { saveSetting, settingOf } from './setting.ts';
import type { LockedReceipt } from './lock.ts';
import { liveMovements, moveReceipt } from './move.ts';

const KEY = 'overpayment kept up to';

/** Up to how much of an overpayment an entity keeps, in minor units of its currency; zero: nothing. */
export async function toleranceOf(db: Reading['db'], entityId: string): Promise<bigint> {
  return BigInt(((await settingOf(db, entityId, KEY)) as string | undefined) ?? '0');
}

export async function saveTolerance(work: Work, entityId: string, minor: bigint): Promise<void> {
  await saveSetting(work, entityId, KEY, minor.toString());
}

interface How {
  readonly eventId: string;
  readonly countsOn: Day;
  readonly reason: string;
}

interface Keeping extends How {
  /** what is left as whoever keeps it saw it, in minor units of the receipt's currency */
  readonly seenMinor: bigint;
}

/** Keeps what is unapplied of a receipt as a small difference, at what the books carry it at. The receipt is under lock. */
export async function keepRest(
  work: Work,
  receipt: LockedReceipt,
  { seenMinor, ...how }: Keeping,
): Promise<Outcome<LockedReceipt>> {
  const problem = await problemOf(work, receipt, seenMinor);
  if (problem) return problem;
  const { currency, open_minor: minor, entity_open_minor: entityMinor } = receipt;
  const about = { clientId: receipt.client_id, payerId: receipt.payer_id, currency };
  const journal = await post(work, {
    kind: 'overpayment kept',
    entityId: receipt.entity_id,
    countsOn: how.countsOn,
    eventId: how.eventId,
    memo: `Small difference kept of receipt ${receipt.number}`,
    lines: [
      { ...about, account: ACCOUNTS.unapplied, amount: minor, entityAmount: entityMinor },
      { ...about, account: ACCOUNTS.smallDifferences, amount: -minor, entityAmount: -entityMinor },
    ],
  });
  if (!journal.ok) return journal;
  await moveReceipt(work, {
    ...how,
    receiptId: receipt.id,
    kind: 'kept',
    amountMinor: -minor,
    entityMinor: -entityMinor,
    journalId: journal.value,
  });
  return done({ ...receipt, open_minor: 0n, entity_open_minor: 0n });
}

type Refused = ReturnType<typeof refuse>;

async function problemOf(work: Work, receipt: LockedReceipt, seenMinor: bigint): Promise<Refused | null> {
  const said = (minor: bigint): string => `${amountText(minor, receipt.currency)} ${receipt.currency}`;
  if (receipt.open_minor <= 0n)
    return refuse('nothing', `Nothing of receipt ${receipt.number} is unapplied, so nothing is left to keep.`);
  if (receipt.open_minor !== seenMinor)
    return refuse(
      'stale',
      `${said(receipt.open_minor)} of receipt ${receipt.number} are left, not ${said(seenMinor)}. Reload to see it as it is.`,
    );
  return (await wantedElsewhere(work, receipt)) ?? (await beyondTolerance(work, receipt));
}

/** A rest is too much only of what was paid with the receipt, and only while nobody waits for it. */
async function wantedElsewhere(work: Work, receipt: LockedReceipt): Promise<Refused | null> {
  const { rows: waiting } = await sql`
    select 1 from reapplication where receipt_id = ${receipt.id}::uuid and state = 'waiting' and cash_minor > 0`.execute(
    work.db,
  );
  if (waiting.length > 0)
    return refuse(
      'waiting',
      `Money of receipt ${receipt.number} waits for a bill that was unbilled and will be put on the new one. Bill that again first, or refund the rest.`,
    );
  const live = await liveMovements(work, { sourceId: receipt.id });
  if (!live.some((movement) => movement.kind === 'allocated'))
    return refuse(
      'not-applied',
      `Nothing of receipt ${receipt.number} is on an invoice, so nothing of it is too much. Put it on an invoice first, or refund it.`,
    );
  const { rows: asked } = await sql<{ number: string }>`
    select number::text from refund where receipt_id = ${receipt.id}::uuid and state = 'requested'`.execute(work.db);
  if (!asked[0]) return null;
  return refuse(
    'refund-asked',
    `Refund ${asked[0].number} of receipt ${receipt.number} waits for a decision. Have it paid or rejected first, under Decisions.`,
  );
}

/** The tolerance is of a receipt as a whole: what was kept of it before counts. */
async function beyondTolerance(work: Work, receipt: LockedReceipt): Promise<Refused | null> {
  const entity = await entityFacts(work.db, receipt.entity_id);
  const tolerance = await toleranceOf(work.db, receipt.entity_id);
  const kept = await liveKept(work, { receiptId: receipt.id });
  const all = kept.reduce((total, one) => total - one.entity_minor, receipt.entity_open_minor);
  if (tolerance > 0n && all <= tolerance) return null;
  const said = (minor: bigint): string => `${amountText(minor, entity.currency)} ${entity.currency}`;
  return refuse(
    'limit',
    `${said(all)} of receipt ${receipt.number} would be kept, and ${entity.name} keeps ${tolerance === 0n ? 'nothing' : `at most ${said(tolerance)}`} of an overpayment. Refund it or leave it unapplied; how much may be kept is set under Setup, Bank.`,
    { where: receipt.number.toString() },
  );
}

export interface Kept {
  readonly id: string;
  readonly receipt_id: string;
  readonly journal_id: string;
  readonly amount_minor: bigint;
  readonly entity_minor: bigint;
}

/** What was kept and still is, of one receipt or by its own id. */
export async function liveKept(
  work: Pick<Work, 'db'>,
  of: { readonly receiptId: string } | { readonly id: string },
): Promise<Kept[]> {
  const wanted = 'id' in of ? sql<boolean>`m.id = ${of.id}::uuid` : sql<boolean>`m.receipt_id = ${of.receiptId}::uuid`;
  const { rows } = await sql<Kept>`
    select m.id, m.receipt_id, m.journal_id, m.amount_minor, m.entity_minor from receipt_movement m
    where m.kind = 'kept' and ${wanted} and not exists (select 1 from receipt_movement r where r.reverses_id = m.id)
    order by m.recorded_at, m.id`.execute(work.db);
  return rows;
}

/** What was kept is unapplied again, exactly. The receipt is under lock. */
export async function giveBackKept(work: Work, kept: Kept, how: How): Promise<Outcome<true>> {
  const journal = await reverse(work, kept.journal_id, {
    kind: 'overpayment kept reversed',
    countsOn: how.countsOn,
    eventId: how.eventId,
    memo: how.reason,
  });
  if (!journal.ok) return journal;
  await moveReceipt(work, {
    ...how,
    receiptId: kept.receipt_id,
    kind: 'kept-reversed',
    amountMinor: -kept.amount_minor,
    entityMinor: -kept.entity_minor,
    journalId: journal.value,
    reversesId: kept.id,
  });
  return done(true);
}
