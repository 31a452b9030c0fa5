import type { Day } from '../../../kernel/day.ts';
import { done, type Outcome } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import type { EntityFacts } from '../../firm/index.ts';
import { ACCOUNTS, post } from '../../ledger/index.ts';
import { appliedLines, carriedPart } from '../postings.ts';
import { type OnAccount, spreadOver } from '../spread.ts';
import { dimensionsOf, type LockedReceivable, openLines } from './lock.ts';
import { moveReceivable } from './move.ts';
import { moveOnAccount } from './on-account.ts';
import { orderOf } from './order.ts';

interface How {
  readonly eventId: string;
  readonly countsOn: Day;
  readonly entity: EntityFacts;
}

/** An invoice of work takes up a part of one on account: it falls on its lines as a payment does. Both are under lock. */
export async function applyOnAccount(
  work: Work,
  receivable: LockedReceivable,
  from: { readonly onAccount: LockedReceivable; readonly taken: OnAccount },
  how: How,
): Promise<Outcome<LockedReceivable>> {
  const { onAccount, taken } = from;
  const gross = taken.netMinor + taken.taxMinor;
  const parts = spreadOver(await openLines(work, receivable.id), gross, await orderOf(work.db, receivable.entity_id));
  const owedEntity = carriedPart(gross, receivable.open_minor, receivable.entity_open_minor);
  const journal = await post(work, {
    kind: 'billed on account applied',
    entityId: receivable.entity_id,
    countsOn: how.countsOn,
    eventId: how.eventId,
    memo: `Invoice ${onAccount.number} on account taken up by invoice ${receivable.number}`,
    lines: appliedLines(how.entity.basis, ACCOUNTS, how.entity.currency, {
      taken,
      takenFrom: dimensionsOf(onAccount),
      owed: { currency: receivable.currency, minor: gross, entityMinor: owedEntity },
      parts,
      about: dimensionsOf(receivable),
    }),
  });
  if (!journal.ok) return journal;
  const movementId = await moveReceivable(
    work,
    {
      receivableId: receivable.id,
      kind: 'applied',
      amountMinor: -gross,
      entityMinor: -owedEntity,
      countsOn: how.countsOn,
      journalId: journal.value,
      eventId: how.eventId,
      sourceId: onAccount.id,
    },
    parts,
    -1n,
  );
  await moveOnAccount(work, movementId, onAccount.id, {
    netMinor: -taken.netMinor,
    taxMinor: -taken.taxMinor,
    entityNetMinor: -taken.entityNetMinor,
    entityTaxMinor: -taken.entityTaxMinor,
  });
  return done({
    ...receivable,
    open_minor: receivable.open_minor - gross,
    entity_open_minor: receivable.entity_open_minor - owedEntity,
  });
}
