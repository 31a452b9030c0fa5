import { convert } from '../../../kernel/money.ts';
import { done, type Outcome } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import { limitOf, rateOn } from '../../firm/index.ts';
import { counts } from '../line.ts';
import type { ApprovalFacts } from '../state.ts';
import type { Sheet } from '../store/sheet.ts';

/** What decides whether a person may approve the proforma: amounts in entity currency beside that person's limits. */
export async function approvalFacts(work: Work, sheet: Sheet, personId: string): Promise<Outcome<ApprovalFacts>> {
  const { head, entity, settled } = sheet;
  const rate = await rateOn(work.db, head.currency, entity.currency, work.today);
  if (!rate.ok) return rate;
  const inEntity = (minor: bigint): bigint =>
    convert(minor, head.currency, entity.currency, rate.value, entity.rounding);
  return done({
    state: head.state,
    currency: entity.currency,
    fourEyes: entity.fourEyes,
    lines: sheet.lines.filter(counts).length,
    totalEntityMinor: inEntity(settled.netMinor),
    reductionEntityMinor: inEntity(settled.reductionMinor),
    totalLimit: await limitOf(work.db, personId, 'approve-total', entity.currency),
    reductionLimit: await limitOf(work.db, personId, 'approve-reduction', entity.currency),
    approverReducedIt: await editedBy(work, head.id, personId),
  });
}

/** Whether this person made an edit that still stands and may lower the bill. */
async function editedBy(work: Work, proformaId: string, personId: string): Promise<boolean> {
  const row = await work.db
    .selectFrom('proforma_edit')
    .select('sequence')
    .where('proforma_id', '=', proformaId)
    .where((eb) => eb.or([eb('actor_id', '=', personId), eb('proposed_by', '=', personId)]))
    .where('undone_at', 'is', null)
    .where('operation', 'in', [
      'no-charge',
      'set-hours',
      'set-rate',
      'set-amount',
      'change-by-percent',
      'adjust',
      're-rate',
    ])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
