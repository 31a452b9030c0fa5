import type { MoneyWire } from '../../src/kernel/money.ts';
import { act } from '../../src/demo/doing.ts';
import type { Actor, Engine } from '../../src/platform/command.ts';
import { sheetOf } from '../support/firm.ts';
import { receivable } from '../support/money.ts';
import type { History, People } from './history.ts';
import * as model from './model.ts';

/** Everything the model knows against what the product says. */
export async function compared(engine: Engine, people: People, history: History): Promise<string[]> {
  const ask = <T>(who: Actor, name: string, input: unknown): Promise<T> => act<T>(engine, who, name, input);
  const apart: string[] = [];
  const same = (what: string, ours: bigint, theirs: string): void => {
    if (ours.toString() !== theirs) apart.push(`${what}: the model says ${ours}, the product ${theirs}`);
  };
  for (const invoice of history.invoices) {
    const shown = await receivable(engine, people.owen, invoice.id);
    same(`open of ${shown.number}`, invoice.reversed ? 0n : model.openOf(invoice), shown.open.minor);
    invoice.shares.forEach((share, i) => {
      same(`net of line ${i + 1} of ${shown.number}`, share.openNet, shown.lines[i]?.openNet.minor ?? '');
      same(`tax of line ${i + 1} of ${shown.number}`, share.openTax, shown.lines[i]?.openTax.minor ?? '');
    });
  }
  for (const receipt of history.receipts) {
    const shown = await ask<{ number: string; unapplied: { minor: string } }>(people.owen, 'receipts show', {
      id: receipt.id,
    });
    same(`unapplied of receipt ${shown.number}`, receipt.open, shown.unapplied.minor);
  }
  for (const card of history.cards) {
    const shown = await ask<{ number: string; wip: { minor: string } }>(people.maya, 'cards show', {
      id: card.id,
    });
    same(`WIP of card ${shown.number}`, card.wip, shown.wip.minor);
  }
  const { rows, buckets } = await ask<Tracked>(people.maya, 'proformas list', { open: 'true', limit: '10000' });
  for (const { state, bill } of buckets) {
    for (const { minor, currency } of bill) {
      const own = rows.filter((row) => row.state === state && row.bill.currency === currency);
      const desks = own.reduce((sum, row) => sum + BigInt(row.bill.minor), 0n);
      if (desks.toString() !== minor)
        apart.push(`proformas in ${state}: their desks come to ${desks}, the sum to ${minor}`);
    }
  }
  return apart;
}

interface Tracked {
  readonly rows: readonly { readonly state: string; readonly bill: MoneyWire }[];
  readonly buckets: readonly { readonly state: string; readonly bill: readonly MoneyWire[] }[];
}

/** Leaves nothing open on the matters, so that the next history begins on clean ones. */
export async function cleared(engine: Engine, people: People, history: History): Promise<void> {
  const ask = <T = unknown>(who: Actor, name: string, input: unknown): Promise<T> => act<T>(engine, who, name, input);
  const { maya } = people;
  for (const proforma of history.proformas.filter((p) => !p.billed)) {
    const { version } = await sheetOf(engine, maya, proforma.id);
    await ask(maya, 'proformas move', {
      id: proforma.id,
      version,
      move: 'close',
      note: 'End of the history',
      edits: 'give-up',
    });
  }
  for (const card of history.cards.filter((c) => c.state === 'open')) {
    const { version } = await ask<{ version: number }>(maya, 'cards show', { id: card.id });
    await ask(maya, 'cards take-back', { id: card.id, version, reason: 'End of the history' });
  }
}
