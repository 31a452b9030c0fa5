import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { Work } from '../../../platform/command.ts';
import type { OnAccount } from '../spread.ts';

/** What of an invoice on account later invoices may take up now, with its tax, and what the books carry both at. */
export interface OnAccountHeld extends OnAccount {
  readonly id: string;
  readonly number: string;
  readonly invoiceDate: Day;
  readonly payerId: string;
  readonly entityId: string;
  readonly currency: string;
}

/** What stands on account; under the lock of their receivables it stays so. */
export async function onAccountHeld(work: Pick<Work, 'db'>, ids: readonly string[]): Promise<OnAccountHeld[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<OnAccountHeld>`
    select receivable_id as id, number, invoice_date as "invoiceDate", payer_id as "payerId", entity_id as "entityId", currency, net_minor as "netMinor",
      tax_minor as "taxMinor", entity_net_minor as "entityNetMinor", entity_tax_minor as "entityTaxMinor"
    from on_account_standing where receivable_id = any(${[...ids]}::uuid[]) order by invoice_date, number`.execute(
    work.db,
  );
  return rows;
}

/** The invoices of work that have taken up parts of one on account, and still do. */
export async function takenUpBy(work: Pick<Work, 'db'>, id: string): Promise<{ number: string; netMinor: bigint }[]> {
  const { rows } = await sql<{ number: string; netMinor: bigint }>`
    select number, sum(net_minor)::int8 as "netMinor" from on_account_applied where on_account_id = ${id}::uuid and live group by 1 order by 1`.execute(
    work.db,
  );
  return rows;
}

/** The balance of a new invoice on account; the first movement with its liability follows. */
export async function openOnAccount(work: Work, receivableId: string): Promise<void> {
  await work.db
    .insertInto('on_account')
    .values({ receivable_id: receivableId, net_minor: 0n, tax_minor: 0n, entity_net_minor: 0n, entity_tax_minor: 0n })
    .execute();
}

/** Writes the liability’s side of a receivable’s movement and carries its sums. */
export async function moveOnAccount(
  work: Work,
  movementId: string,
  onAccountId: string,
  by: OnAccount | null,
): Promise<void> {
  if (by === null) return;
  await sql`with moved as (insert into on_account_movement (movement_id, on_account_id, net_minor, tax_minor, entity_net_minor, entity_tax_minor)
      values (${movementId}::uuid, ${onAccountId}::uuid, ${by.netMinor}, ${by.taxMinor}, ${by.entityNetMinor}, ${by.entityTaxMinor}))
    update on_account set net_minor = net_minor + ${by.netMinor}, tax_minor = tax_minor + ${by.taxMinor},
      entity_net_minor = entity_net_minor + ${by.entityNetMinor}, entity_tax_minor = entity_tax_minor + ${by.entityTaxMinor}
    where receivable_id = ${onAccountId}::uuid`.execute(work.db);
}

/** The opposite of what a movement did to a liability; nothing where it did nothing. */
export async function reverseOnAccount(
  work: Work,
  of: { readonly movementId: string; readonly reversesId: string },
): Promise<void> {
  const { rows } = await sql<OnAccount & { id: string }>`
    select on_account_id as id, -net_minor as "netMinor", -tax_minor as "taxMinor", -entity_net_minor as "entityNetMinor", -entity_tax_minor as "entityTaxMinor"
    from on_account_movement where movement_id = ${of.reversesId}::uuid`.execute(work.db);
  for (const row of rows) await moveOnAccount(work, of.movementId, row.id, row);
}
