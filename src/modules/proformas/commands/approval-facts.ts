import { sql } from 'kysely';
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

const REDUCING = ['no-charge', 'set-hours', 'set-rate', 'set-amount', 'change-by-percent', 'adjust', 're-rate'];

/**
 * Whether this person made an edit that still stands and may lower the bill; also on a proforma from which matters came here,
 * where it was of lines that are here now, or an adjustment.
 */
async function editedBy(work: Work, proformaId: string, personId: string): Promise<boolean> {
  const { rows } = await sql`
    with recursive origin as (select ${proformaId}::uuid as id
      union select o.from_id from proforma_origin o join origin on origin.id = o.proforma_id)
    select 1 from proforma_edit e join origin on origin.id = e.proforma_id
    where (e.actor_id = ${personId}::uuid or e.proposed_by = ${personId}::uuid) and e.undone_at is null and e.operation = any(${REDUCING}::text[])
      and (e.proforma_id = ${proformaId}::uuid or e.operation = 'adjust' or exists (
        select 1 from jsonb_array_elements(e.changes -> 'lines') c join proforma_line l on l.id = (c ->> 'lineId')::uuid
        where l.proforma_id = ${proformaId}::uuid))
    limit 1`.execute(work.db);
  return rows.length > 0;
}
