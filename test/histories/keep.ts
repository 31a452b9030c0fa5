import { act } from '../../src/demo/doing.ts';
import type { Actor, Engine } from '../../src/platform/command.ts';
import { attempt, codeOf } from '../support/firm.ts';
import type * as model from './model.ts';

/** What the bank and the tax office kept; then what is let go, which Owen may up to his limit, all of an invoice together. */
const DIFFERENCES = ['bank-fee', 'withheld-tax', 'discount', 'small-difference'];
/** Below his 1,000.00 in any of the currencies. */
const OWENS_LIMIT = 50_000n;

export function reasonsFor(invoice: model.Invoice, less: bigint): readonly string[] {
  const before = invoice.moves.some((m) => m.live && m.what === 'difference');
  return less < OWENS_LIMIT && !before ? DIFFERENCES : DIFFERENCES.slice(0, 2);
}

interface Where {
  readonly engine: Engine;
  readonly owen: Actor;
  readonly ruth: Actor;
  readonly entityId: string | undefined;
  readonly log: string[];
}

/** Keeps what is left of a receipt unless cash of it waits for a bill or nothing of it is on one; what was kept is released again. */
export async function keepOrRelease(
  at: Where,
  receipt: model.Receipt,
  { waits, pays }: { waits: boolean; pays: boolean },
): Promise<void> {
  if (receipt.kept > 0n) {
    const { movements } = await act<{ movements: readonly { id: string; kind: string; live: boolean }[] }>(
      at.engine,
      at.owen,
      'receipts show',
      { id: receipt.id },
    );
    const kept = movements.find((m) => m.kind === 'kept' && m.live);
    await act(at.engine, at.owen, 'receipts release', { movementId: kept?.id, reason: 'Chance' });
    at.log.push(`release what was kept of ${receipt.id}`);
    receipt.open += receipt.kept;
    receipt.kept = 0n;
    return;
  }
  const tolerance = { entityId: at.entityId, upTo: '1000000000', reason: 'Chance' };
  await act(at.engine, at.ruth, 'receivables set-tolerance', tolerance);
  const code = codeOf(
    await attempt(at.engine, at.owen, 'receipts keep-overpayment', { id: receipt.id, amount: receipt.open.toString() }),
  );
  at.log.push(`keep the rest of ${receipt.id} ${code}`);
  const expected = waits ? 'waiting' : pays ? 'done' : 'not-applied';
  if (code !== expected) throw new Error(`keep ${receipt.id}: ${code}, not ${expected}`);
  if (code !== 'done') return;
  receipt.kept = receipt.open;
  receipt.open = 0n;
}
