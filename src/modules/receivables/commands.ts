import { assert } from '../../kernel/outcome.ts';
import type { Work } from '../../platform/command.ts';

interface Issued {
  readonly subject: { readonly id: string | null };
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** What a payer owes begins with the invoice, in the invoice's own transaction. */
export async function openReceivable(work: Work, event: Issued): Promise<void> {
  const owed = event.facts?.['receivable'] as
    | {
        entityId: string;
        clientId: string;
        payerId: string;
        currency: string;
        dueDate: string;
        totalMinor: bigint;
        entityTotalMinor: bigint;
      }
    | undefined;
  assert(owed && event.subject.id, 'an issued invoice says what is owed');
  await work.db
    .insertInto('receivable')
    .values({
      invoice_id: event.subject.id,
      entity_id: owed.entityId,
      client_id: owed.clientId,
      payer_id: owed.payerId,
      currency: owed.currency,
      due_date: owed.dueDate,
      amount_minor: owed.totalMinor,
      open_minor: owed.totalMinor,
      entity_open_minor: owed.entityTotalMinor,
    })
    .execute();
}
