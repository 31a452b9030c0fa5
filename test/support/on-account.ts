import { act } from '../../src/demo/doing.ts';
import type { Actor } from '../../src/platform/command.ts';
import type { TestDatabase } from './engine.ts';
import { approved, attempt, letStand, proformaOn, type Sheet, type TestFirm } from './firm.ts';
import { bankAccount, type MoneyText, receivable } from './money.ts';

export interface OnAccount {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly billed: MoneyText;
  readonly credited: MoneyText;
  readonly paid: MoneyText;
  readonly applied: MoneyText;
  readonly left: MoneyText;
  readonly available: MoneyText;
  readonly open: MoneyText;
}

/** What the stories of billing on account do over and over, as the people who do it. */
export async function onAccountWork(database: TestDatabase, firm: TestFirm) {
  const { engine } = database;
  const [maya, ruth, owen] = (await Promise.all(
    ['maya.okafor', 'ruth.sandoval', 'owen.price'].map((who) => firm.as(who)),
  )) as [Actor, Actor, Actor];
  const matterOf = (number: string): string => firm.matters.find((m) => m.number === number)?.id ?? '';
  return {
    maya,
    ruth,
    owen,
    matterOf,
    /** Billed today on a matter, before tax. */
    async bill(number: string, amount: string, more: Record<string, unknown> = {}) {
      const { invoices } = await act<{ invoices: { id: string; number: string; total: MoneyText }[] }>(
        engine,
        maya,
        'on-account bill',
        {
          matterId: matterOf(number),
          amount,
          words: 'On account of the opposition',
          invoiceDate: engine.clock.today(),
          ...more,
        },
      );
      return invoices;
    },
    /** Paid in full or in part by wire, today. */
    async pay(invoiceId: string, amount: string): Promise<string> {
      const owed = await receivable(engine, owen, invoiceId);
      const { id } = await act<{ id: string }>(engine, owen, 'receipts record', {
        bankAccountId: await bankAccount(engine, owen, 'UK', owed.amount.currency),
        payerId: owed.payerId,
        method: 'wire',
        receivedOn: engine.clock.today(),
        amount,
        allocations: [{ receivableId: invoiceId, amount }],
      });
      return id;
    },
    /** Work approved on a proforma, which takes up what is said of what is on account. */
    async ready(
      number: string,
      hours: readonly string[],
      takes: readonly { onAccountId: string; amount?: string }[],
      cost?: string,
    ) {
      const sheet = await proformaOn(engine, firm, number, hours, cost);
      if (takes.length > 0) await act(engine, maya, 'on-account choose', { proformaId: sheet.id, takes });
      await letStand(engine, ruth, sheet.id);
      return await approved(engine, firm, sheet.id);
    },
    async billWork(...sheets: Pick<Sheet, 'id' | 'version'>[]) {
      return await attempt(engine, maya, 'invoices bill', {
        proformas: sheets.map(({ id, version }) => ({ id, version })),
        invoiceDate: engine.clock.today(),
      });
    },
    async standing(id: string): Promise<OnAccount> {
      const { rows } = await act<{ rows: OnAccount[] }>(engine, maya, 'on-account list', { all: 'true' });
      const found = rows.find((row) => row.id === id);
      if (!found) throw new Error('it is not on account');
      return found;
    },
    /** Balances of some accounts of the entity, debit above zero. */
    async balances(...accounts: string[]): Promise<Record<string, number>> {
      const { rows } = await act<{
        rows: { account: string; entityDebit: { minor: string }; entityCredit: { minor: string } }[];
      }>(engine, ruth, 'ledger trial-balance', {
        entityId: firm.entities.get('UK')?.id,
        asOf: engine.clock.today(),
      });
      return Object.fromEntries(
        accounts.map((account) => {
          const row = rows.find((r) => r.account === account);
          return [account, Number(row?.entityDebit.minor ?? 0) - Number(row?.entityCredit.minor ?? 0)];
        }),
      );
    },
  };
}
