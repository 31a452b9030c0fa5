import { convert } from '../../../kernel/money.ts';
import { done, type Outcome } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { type EntityFacts, entityFacts, type RateUsed, rateOn } from '../../firm/index.ts';
import { ACCOUNTS, post } from '../../ledger/index.ts';
import { openReceipt } from '../../receivables/index.ts';
import { rowsRefused, type Taken, type Taking } from '../commands/take.ts';
import type { RefusedCell, RowReader } from '../rows.ts';
import { type Finder, finderOf } from './find.ts';

/** Unapplied cash of the earlier books: receipts that can be put on invoices, against opening balances. */
export async function takeUnapplied(work: Work, taking: Taking): Promise<Taken> {
  const finder = await finderOf(work);
  const faults: RefusedCell[] = [];
  const receipts: OpenReceipt[] = [];
  for (const { read } of taking.file.rows) {
    const row = read();
    const receipt = receiptOf(row, finder);
    if (receipt && row.faults.length === 0) receipts.push(receipt);
    faults.push(...row.faults);
  }
  if (faults.length > 0) return rowsRefused(faults);
  const entity = await entityFacts(work.db, taking.entityId);
  const sums = new Map<string, bigint>();
  for (const [currency, group] of Map.groupBy(receipts, (r) => r.currency)) {
    const rate = await rateOn(work.db, currency, entity.currency, taking.cutoverDay);
    if (!rate.ok) return rate;
    const posted = await postGroup(work, taking, { entity, currency, rate: rate.value }, group);
    if (!posted.ok) return posted;
    sums.set(
      currency,
      group.reduce((sum, r) => sum + r.amountMinor, 0n),
    );
  }
  return done(sums);
}

type OpenReceipt = NonNullable<ReturnType<typeof receiptOf>>;

async function postGroup(
  work: Work,
  taking: Taking,
  of: { entity: EntityFacts; currency: string; rate: RateUsed },
  group: readonly OpenReceipt[],
): Promise<Outcome<true>> {
  const { entity, currency, rate } = of;
  const valued = group.map((r) => ({
    ...r,
    entityMinor: convert(r.amountMinor, currency, entity.currency, rate, entity.rounding),
  }));
  const journal = await post(work, {
    kind: 'opening balances',
    entityId: entity.id,
    countsOn: taking.cutoverDay,
    eventId: taking.eventId,
    memo: 'Unapplied cash of the earlier books',
    lines: [
      ...valued.map((r) => ({
        account: ACCOUNTS.unapplied,
        currency,
        amount: -r.amountMinor,
        entityAmount: -r.entityMinor,
        clientId: r.clientId,
        payerId: r.payerId,
      })),
      {
        account: ACCOUNTS.opening,
        currency,
        amount: valued.reduce((sum, r) => sum + r.amountMinor, 0n),
        entityAmount: valued.reduce((sum, r) => sum + r.entityMinor, 0n),
      },
    ],
  });
  if (!journal.ok) return journal;
  for (const r of valued) {
    await openReceipt(work, {
      ...r,
      id: newId<'receipt'>(),
      entityId: entity.id,
      openingId: taking.openingId,
      rateSource: `${rate.text}, ${rate.source}`,
      countsOn: taking.cutoverDay,
      journalId: journal.value,
      eventId: taking.eventId,
    });
  }
  return done(true);
}

function receiptOf(row: RowReader, finder: Finder) {
  const party = finder.payer(row);
  const currency = row.currency('currency');
  const amountMinor = row.amount('amount', currency);
  if (amountMinor === 0n && row.faults.length === 0) row.fault('amount', 'is zero; leave the row out');
  const receivedOn = row.day('received on');
  const reference = row.text('reference', false);
  return party ? { ...party, currency, amountMinor, receivedOn, reference } : null;
}
