import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { amountText } from '../../../kernel/money.ts';
import { assert, done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import { entityFacts } from '../../firm/index.ts';
import type { PayerBill, Sheet } from '../../proformas/index.ts';
import {
  applyOnAccount,
  lockReceivables,
  type OnAccount,
  onAccountHeld,
  type OnAccountHeld,
  takenUp,
} from '../../receivables/index.ts';

/** A part of an invoice on account that a bill takes up. */
export interface Less {
  readonly held: OnAccountHeld;
  readonly taken: OnAccount;
}

/** What was chosen for a proforma: of each invoice on account an amount before tax, or all that fits. */
export interface Choice {
  readonly onAccountId: string;
  readonly amountMinor: bigint | null;
}

export async function choicesOf(work: Pick<Work, 'db'>, proformaIds: readonly string[]): Promise<Choice[]> {
  const { rows } = await sql<Choice>`
    select on_account_id as "onAccountId", amount_minor as "amountMinor" from on_account_choice where proforma_id = any(${[...proformaIds]}::uuid[])`.execute(
    work.db,
  );
  return rows;
}

/** Two bills that take up the same go one after the other. */
export async function lockChosen(work: Work, proformaIds: readonly string[]): Promise<void> {
  const chosen = await choicesOf(work, proformaIds);
  await lockReceivables(
    work,
    chosen.map((c) => c.onAccountId),
  );
}

interface ToBill {
  readonly sheet: Pick<Sheet, 'head'>;
  readonly bill: PayerBill;
  readonly invoiceDate: Day;
}

/**
 * What one payer’s bill takes up of what was chosen for its proforma: the payer’s own invoices on account, oldest first,
 * at most the bill’s net. An amount that is no longer there is refused; one above what the bill comes to is cut to it.
 */
export async function lessOf(work: Pick<Work, 'db'>, { sheet, bill, invoiceDate }: ToBill): Promise<Outcome<Less[]>> {
  const chosen = new Map((await choicesOf(work, [sheet.head.id])).map((c) => [c.onAccountId, c.amountMinor]));
  const held = await onAccountHeld(work, [...chosen.keys()]);
  const less: Less[] = [];
  let { netMinor, totalMinor: grossMinor } = bill;
  for (const one of held.filter((h) => h.payerId === bill.payer.payerId && h.currency === sheet.head.currency)) {
    const asked = chosen.get(one.id) ?? null;
    const there = one.invoiceDate <= invoiceDate ? one.netMinor : 0n;
    if (asked !== null && asked > there)
      return refuse(
        'less-on-account',
        `Of invoice ${one.number} on account, ${amountText(there, one.currency)} ${one.currency} ${
          one.invoiceDate <= invoiceDate ? 'are left' : `can be taken up before its date ${one.invoiceDate}`
        }, less than was chosen. Choose again what the bill takes up.`,
      );
    if (there === 0n || netMinor === 0n) continue;
    const taken = takenUp(one, { netMinor, grossMinor }, asked);
    if (taken.netMinor === 0n) continue;
    netMinor -= taken.netMinor;
    grossMinor -= taken.netMinor + taken.taxMinor;
    less.push({ held: one, taken });
  }
  return done(less);
}

interface Made extends ToBill {
  readonly id: string;
  readonly eventId: string;
  readonly lessOnAccount: readonly Less[];
}

/** Takes it up: the new invoice’s receivable is settled by it, at the invoice’s date. */
export async function takeUp(work: Work, made: Made): Promise<Outcome<true>> {
  if (made.lessOnAccount.length === 0) return done(true);
  const locked = await lockReceivables(work, [made.id, ...made.lessOnAccount.map(({ held }) => held.id)]);
  let receivable = locked.find((r) => r.id === made.id);
  const entity = await entityFacts(work.db, made.sheet.head.entityId);
  for (const { held, taken } of made.lessOnAccount) {
    const onAccount = locked.find((r) => r.id === held.id);
    assert(receivable && onAccount, 'both sides are under lock');
    const applied = await applyOnAccount(
      work,
      receivable,
      { onAccount, taken },
      { eventId: made.eventId, countsOn: made.invoiceDate, entity },
    );
    if (!applied.ok) return applied;
    receivable = applied.value;
  }
  return done(true);
}
