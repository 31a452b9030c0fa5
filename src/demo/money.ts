import { addDays, type Day } from '../kernel/day.ts';
import type { Actor, Engine } from '../platform/command.ts';
import { act } from './doing.ts';
import { on } from './record.ts';

interface Owed {
  readonly id: string;
  readonly number: string;
  readonly entityId: string;
  readonly payerId: string;
  readonly open: { readonly minor: string; readonly currency: string };
}

/** What came in for the first month's invoices: most of a third in full, one short, one too much, one from nobody known, one disputed. */
export async function moneyIn(engine: Engine, finance: Actor, today: Day): Promise<void> {
  const { rows } = await act<{ rows: Owed[] }>(engine, finance, 'receivables list', {});
  const { rows: accounts } = await act<{ rows: { id: string; entityId: string; currency: string }[] }>(
    engine,
    finance,
    'bank-accounts list',
    {},
  );
  const accountOf = (owed: Owed): string =>
    accounts.find((a) => a.entityId === owed.entityId && a.currency === owed.open.currency)?.id ?? '';
  const receive = async (
    owed: Owed,
    how: { daysAgo: number; amount: bigint; allocated: bigint; fee?: bigint; known?: boolean },
  ): Promise<void> => {
    const day = addDays(today, -how.daysAgo);
    const fee = how.fee ?? 0n;
    await act(on(engine, day), finance, 'receipts record', {
      bankAccountId: accountOf(owed),
      ...(how.known === false ? {} : { payerId: owed.payerId }),
      method: 'wire',
      reference: how.known === false ? 'REF 0093 NO NAME GIVEN' : `Invoice ${owed.number}`,
      receivedOn: day,
      amount: how.amount.toString(),
      allocations:
        how.allocated === 0n
          ? []
          : [
              {
                receivableId: owed.id,
                amount: how.allocated.toString(),
                differences:
                  fee > 0n ? [{ reason: 'bank-fee', minor: fee.toString(), note: 'Taken by the sender’s bank' }] : [],
              },
            ],
    });
  };
  const due = rows.filter((r) => BigInt(r.open.minor) > 100_000n);
  for (const [i, owed] of due.slice(0, 18).entries()) {
    const open = BigInt(owed.open.minor);
    if (i === 4) await receive(owed, { daysAgo: 6, amount: open - 2_500n, allocated: open - 2_500n, fee: 2_500n });
    else if (i === 9) await receive(owed, { daysAgo: 5, amount: open + 40_000n, allocated: open });
    else if (i === 13) await receive(owed, { daysAgo: 3, amount: open, allocated: 0n, known: false });
    else await receive(owed, { daysAgo: 4 + (i % 9), amount: open, allocated: open });
  }
  const [disputed] = due.slice(20, 21);
  if (disputed) {
    const half = (BigInt(disputed.open.minor) / 2n).toString();
    await act(on(engine, addDays(today, -7)), finance, 'disputes open', {
      receivableId: disputed.id,
      amount: half,
      reason: 'The client doubts the hours of the reply to the examination report',
    });
  }
}
