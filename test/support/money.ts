import { act } from '../../src/demo/doing.ts';
import type { Actor, Engine } from '../../src/platform/command.ts';
import { approved, proformaOn, type TestFirm } from './firm.ts';

export interface MoneyText {
  readonly minor: string;
  readonly currency: string;
}

export interface Receivable {
  readonly id: string;
  readonly payerId: string;
  readonly number: string;
  readonly amount: MoneyText;
  readonly open: MoneyText;
  readonly entityOpen: MoneyText;
  readonly lines: readonly { lineNo: number; kind: string; openNet: MoneyText; openTax: MoneyText }[];
  readonly movements: readonly { id: string; kind: string; amount: MoneyText; live: boolean }[];
}

export interface BilledInvoice {
  readonly id: string;
  readonly number: string;
  readonly total: MoneyText;
}

/** Time and costs recorded on a matter, approved and billed on the 31st of March. */
export async function bill(
  engine: Engine,
  firm: TestFirm,
  matter: string,
  hours: readonly string[],
  cost?: string,
): Promise<readonly BilledInvoice[]> {
  const sheet = await proformaOn(engine, firm, matter, hours, cost);
  const ready = await approved(engine, firm, sheet.id);
  const { invoices } = await act<{ invoices: BilledInvoice[] }>(engine, await firm.as('maya.okafor'), 'invoices bill', {
    proformas: [{ id: sheet.id, version: ready.version }],
    invoiceDate: engine.clock.today(),
  });
  return invoices;
}

export async function bankAccount(engine: Engine, actor: Actor, entity: string, currency: string): Promise<string> {
  const { rows } = await act<{ rows: { id: string; entity: string; currency: string }[] }>(
    engine,
    actor,
    'bank-accounts list',
    {},
  );
  const found = rows.find((row) => row.entity === entity && row.currency === currency);
  if (!found) throw new Error(`no bank account of ${entity} in ${currency}`);
  return found.id;
}

export async function receivable(engine: Engine, actor: Actor, id: string | undefined): Promise<Receivable> {
  return await act<Receivable>(engine, actor, 'receivables show', { id });
}
