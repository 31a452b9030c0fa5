import type { Day } from '../../../kernel/day.ts';
import { amountText, convert } from '../../../kernel/money.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import { type EntityFacts, rateOn } from '../../firm/index.ts';
import { ACCOUNTS, post } from '../../ledger/index.ts';
import { allocationLines, carriedPart, differenceLines, type DifferenceReason } from '../postings.ts';
import { spreadOver } from '../spread.ts';
import { dimensionsOf, type LockedReceipt, type LockedReceivable, openLines } from './lock.ts';
import { moveReceipt, moveReceivable } from './move.ts';
import { orderOf } from './order.ts';

export interface Wanted {
  /** what is settled by cash, in minor units of the invoice's currency */
  readonly amountMinor: bigint;
  /** the cash it takes, in minor units of the receipt's currency; null: the same, or converted at the day's rate */
  readonly cashMinor: bigint | null;
  readonly differences: readonly { readonly reason: DifferenceReason; readonly minor: bigint; readonly note: string }[];
}

interface How {
  readonly eventId: string;
  readonly countsOn: Day;
  readonly entity: EntityFacts;
}

/** Puts cash of one receipt on one receivable, with the differences that explain the rest. Both are under lock. */
export async function allocate(
  work: Work,
  receipt: LockedReceipt,
  receivable: LockedReceivable,
  wanted: Wanted,
  asked: How,
): Promise<Outcome<{ receipt: LockedReceipt; receivable: LockedReceivable }>> {
  // Money that came before the day of the invoice lies unapplied until then: nothing is owed less than nothing on any day.
  const how = asked.countsOn < receivable.invoice_date ? { ...asked, countsOn: receivable.invoice_date } : asked;
  const cash = await cashOf(work, receipt, receivable, wanted, how);
  if (!cash.ok) return cash;
  const problem = problemOf(receipt, receivable, wanted, cash.value);
  if (problem) return problem;
  let open = receivable;
  let left = receipt;
  if (wanted.amountMinor > 0n) {
    const paid = await payPart(work, left, open, { minor: wanted.amountMinor, cash: cash.value }, how);
    if (!paid.ok) return paid;
    ({ receipt: left, receivable: open } = paid.value);
  }
  for (const difference of wanted.differences) {
    const settled = await settleDifference(work, receipt.id, open, difference, how);
    if (!settled.ok) return settled;
    open = settled.value;
  }
  return done({ receipt: left, receivable: open });
}

async function cashOf(
  work: Work,
  receipt: LockedReceipt,
  receivable: LockedReceivable,
  wanted: Wanted,
  how: How,
): Promise<Outcome<bigint>> {
  if (receipt.currency === receivable.currency) return done(wanted.amountMinor);
  if (wanted.cashMinor !== null) return done(wanted.cashMinor);
  const rate = await rateOn(work.db, receivable.currency, receipt.currency, receipt.received_on);
  if (!rate.ok) return rate;
  return done(convert(wanted.amountMinor, receivable.currency, receipt.currency, rate.value, how.entity.rounding));
}

function problemOf(
  receipt: LockedReceipt,
  receivable: LockedReceivable,
  wanted: Wanted,
  cash: bigint,
): ReturnType<typeof refuse> | null {
  const total = wanted.differences.reduce((sum, d) => sum + d.minor, wanted.amountMinor);
  const said = (minor: bigint, currency: string): string => `${amountText(minor, currency)} ${currency}`;
  if (receivable.entity_id !== receipt.entity_id) {
    return refuse(
      'other-entity',
      `Invoice ${receivable.number} belongs to another entity than the receipt. Refund the receipt, or record it at that entity.`,
      { where: receivable.number },
    );
  }
  if (wanted.amountMinor < 0n || cash < 0n || wanted.differences.some((d) => d.minor <= 0n) || total <= 0n) {
    return refuse('bad-amount', `What goes to invoice ${receivable.number} must be above zero.`, {
      where: receivable.number,
    });
  }
  if ((wanted.amountMinor === 0n) !== (cash === 0n)) {
    return refuse('bad-amount', `Say both what invoice ${receivable.number} gets and what of the receipt it takes.`, {
      where: receivable.number,
    });
  }
  if (total > receivable.open_minor) {
    return refuse(
      'more-than-open',
      `Invoice ${receivable.number} has ${said(receivable.open_minor, receivable.currency)} open, less than ${said(total, receivable.currency)}. Lower the amount; the rest stays unapplied.`,
      { where: receivable.number },
    );
  }
  if (cash > receipt.open_minor) {
    return refuse(
      'more-than-unapplied',
      `Receipt ${receipt.number} has ${said(receipt.open_minor, receipt.currency)} unapplied, less than ${said(cash, receipt.currency)}. Lower the amount.`,
      { where: receivable.number },
    );
  }
  return null;
}

async function payPart(
  work: Work,
  receipt: LockedReceipt,
  receivable: LockedReceivable,
  pay: { minor: bigint; cash: bigint },
  how: How,
): Promise<Outcome<{ receipt: LockedReceipt; receivable: LockedReceivable }>> {
  const parts = spreadOver(
    await openLines(work, receivable.id),
    pay.minor,
    await orderOf(work.db, receivable.entity_id),
  );
  const owedEntity = carriedPart(pay.minor, receivable.open_minor, receivable.entity_open_minor);
  const cashEntity = carriedPart(pay.cash, receipt.open_minor, receipt.entity_open_minor);
  const lines = allocationLines(how.entity.basis, ACCOUNTS, how.entity.currency, {
    cash: { currency: receipt.currency, minor: pay.cash, entityMinor: cashEntity },
    owed: { currency: receivable.currency, minor: pay.minor, entityMinor: owedEntity },
    parts,
    about: dimensionsOf(receivable),
  });
  const journal = await post(work, {
    kind: 'receipt allocation',
    entityId: receivable.entity_id,
    countsOn: how.countsOn,
    eventId: how.eventId,
    memo: `Receipt ${receipt.number} to invoice ${receivable.number}`,
    lines,
  });
  if (!journal.ok) return journal;
  const about = { countsOn: how.countsOn, journalId: journal.value, eventId: how.eventId };
  const movementId = await moveReceivable(
    work,
    {
      ...about,
      receivableId: receivable.id,
      kind: 'allocated',
      amountMinor: -pay.minor,
      entityMinor: -owedEntity,
      sourceId: receipt.id,
      posted: lines,
    },
    parts,
    -1n,
  );
  await moveReceipt(work, {
    ...about,
    receiptId: receipt.id,
    kind: 'allocated',
    amountMinor: -pay.cash,
    entityMinor: -cashEntity,
    movementId,
  });
  return done({
    receipt: lowered(receipt, pay.cash, cashEntity),
    receivable: lowered(receivable, pay.minor, owedEntity),
  });
}

async function settleDifference(
  work: Work,
  receiptId: string,
  receivable: LockedReceivable,
  difference: Wanted['differences'][number],
  how: How,
): Promise<Outcome<LockedReceivable>> {
  const parts = spreadOver(
    await openLines(work, receivable.id),
    difference.minor,
    await orderOf(work.db, receivable.entity_id),
  );
  const owedEntity = carriedPart(difference.minor, receivable.open_minor, receivable.entity_open_minor);
  const lines = differenceLines(how.entity.basis, ACCOUNTS, difference.reason, {
    owed: { currency: receivable.currency, minor: difference.minor, entityMinor: owedEntity },
    parts,
    about: dimensionsOf(receivable),
  });
  const journal = await post(work, {
    kind: 'payment difference',
    entityId: receivable.entity_id,
    countsOn: how.countsOn,
    eventId: how.eventId,
    memo: `${difference.reason} on invoice ${receivable.number}`,
    lines,
  });
  if (!journal.ok) return journal;
  await moveReceivable(
    work,
    {
      receivableId: receivable.id,
      kind: 'difference',
      amountMinor: -difference.minor,
      entityMinor: -owedEntity,
      countsOn: how.countsOn,
      journalId: journal.value,
      eventId: how.eventId,
      sourceId: receiptId,
      reasonKind: difference.reason,
      reason: difference.note,
      posted: lines,
    },
    parts,
    -1n,
  );
  return done(lowered(receivable, difference.minor, owedEntity));
}

function lowered<Of extends LockedReceipt | LockedReceivable>(of: Of, minor: bigint, entityMinor: bigint): Of {
  return { ...of, open_minor: of.open_minor - minor, entity_open_minor: of.entity_open_minor - entityMinor };
}
