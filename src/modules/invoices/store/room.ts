import { sum } from '../../../kernel/money.ts';
import { assert, done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import { entityFacts } from '../../firm/index.ts';
import {
  allocate,
  applyOnAccount,
  type LiveMovement,
  liveMovements,
  lockReceipts,
  type LockedReceivable,
  lockReceivables,
  onAccountHeld,
  openLines,
  reverseMovement,
  takenUp,
  within,
} from '../../receivables/index.ts';
import type { CorrectedLine } from '../correction.ts';

interface Room {
  readonly receivable: LockedReceivable;
  readonly released: readonly LiveMovement[];
}

/**
 * Takes cash, differences and what was taken up on account off the invoice where the lines to credit are settled already;
 * write-offs are named instead.
 */
export async function makeRoom(
  work: Work,
  receivable: LockedReceivable,
  lines: readonly CorrectedLine[],
  how: { eventId: string; reason: string },
): Promise<Outcome<Room>> {
  if (await fits(work, receivable.id, lines)) return done({ receivable, released: [] });
  const all = await liveMovements(work, { receivableIds: [receivable.id] });
  const released = all.filter((m) => ['allocated', 'difference', 'applied'].includes(m.kind));
  const sourcesOf = (taken: boolean): string[] => [
    ...new Set(released.flatMap((m) => (m.source_id && (m.kind === 'applied') === taken ? [m.source_id] : []))),
  ];
  await lockReceivables(work, sourcesOf(true));
  await lockReceipts(work, sourcesOf(false));
  for (const movement of released.toReversed()) {
    const outcome = await reverseMovement(work, movement, { ...how, countsOn: work.today });
    if (!outcome.ok) return outcome;
  }
  if (!(await fits(work, receivable.id, lines))) {
    return refuse(
      'written-off',
      `Part of invoice ${receivable.number} was written off. Reverse the write-off first, or credit less.`,
    );
  }
  const [now] = await lockReceivables(work, [receivable.id]);
  return done({ receivable: now ?? receivable, released });
}

async function fits(work: Work, receivableId: string, lines: readonly CorrectedLine[]): Promise<boolean> {
  const open = new Map((await openLines(work, receivableId)).map((l) => [l.lineNo, l]));
  return lines.every((l) => {
    const line = open.get(l.lineNo);
    return line !== undefined && l.netMinor <= line.netMinor && l.taxMinor <= line.taxMinor;
  });
}

/**
 * Puts what was released back on what is left, oldest first; the rest of the cash stays unapplied, that of what was taken
 * up on account is there again. Gives the cash.
 */
export async function putBack(
  work: Work,
  released: readonly LiveMovement[],
  eventId: string,
): Promise<Outcome<bigint>> {
  let unapplied = 0n;
  for (const movement of released) {
    const [receivable] = await lockReceivables(work, [movement.receivable_id]);
    if (receivable && movement.kind === 'applied') {
      const again = await takeUpAgain(work, receivable, movement, eventId);
      if (!again.ok) return again;
      continue;
    }
    const [receipt] = await lockReceipts(work, [movement.source_id ?? '']);
    assert(receivable && receipt, 'a released movement has both sides');
    const entity = await entityFacts(work.db, receivable.entity_id);
    const how = { eventId, countsOn: work.today, entity };
    const was = { amount_minor: -movement.amount_minor, cash_minor: -(movement.cash_minor ?? movement.amount_minor) };
    const fit = within(was, receivable.open_minor, movement.kind === 'allocated' ? receipt.open_minor : was.cash_minor);
    unapplied += movement.kind === 'allocated' ? was.amount_minor - fit.amountMinor : 0n;
    if (fit.amountMinor === 0n) continue;
    const difference = { reason: movement.reason_kind as 'discount', minor: fit.amountMinor, note: '' };
    const outcome = await allocate(
      work,
      receipt,
      receivable,
      movement.kind === 'allocated'
        ? { amountMinor: fit.amountMinor, cashMinor: fit.cashMinor, differences: [] }
        : { amountMinor: 0n, cashMinor: null, differences: [difference] },
      how,
    );
    if (!outcome.ok) return outcome;
  }
  return done(unapplied);
}

async function takeUpAgain(
  work: Work,
  receivable: LockedReceivable,
  movement: LiveMovement,
  eventId: string,
): Promise<Outcome<unknown>> {
  const [onAccount] = await lockReceivables(work, [movement.source_id ?? '']);
  const [held] = await onAccountHeld(work, [movement.source_id ?? '']);
  assert(onAccount && held, 'what was taken up came from an invoice on account');
  const netMinor = sum((await openLines(work, receivable.id)).map((line) => line.netMinor));
  const taken = takenUp(held, { netMinor, grossMinor: receivable.open_minor }, movement.taken_minor);
  if (taken.netMinor === 0n) return done(receivable);
  const entity = await entityFacts(work.db, receivable.entity_id);
  return await applyOnAccount(work, receivable, { onAccount, taken }, { eventId, countsOn: work.today, entity });
}
