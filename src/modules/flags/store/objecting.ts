import { refuse } from '../../../kernel/outcome.ts';
import type { Refused, Work } from '../../../platform/command.ts';
import { objectionOf } from '../objections.ts';
import { evaluateProformas, unwaived } from './evaluate.ts';

/** Asked before proformas are submitted, approved or billed: the rules run again on what is there now. */
export function objectTo(step: 'submit' | 'approve' | 'bill') {
  return async (work: Work, ids: readonly string[]): Promise<ReadonlyMap<string, Refused>> => {
    const refused = new Map<string, Refused>();
    for (const evaluated of await evaluateProformas(work, ids)) {
      const objection = objectionOf(unwaived(evaluated), step);
      if (objection) refused.set(evaluated.sheet.head.id, objection);
    }
    if (step === 'bill') for (const [id, waiting] of await unchecked(work, ids)) refused.set(id, waiting);
    return refused;
  };
}

/** Picked for a second pair of eyes and not passed. */
async function unchecked(work: Work, ids: readonly string[]): Promise<Map<string, Refused>> {
  const rows = await work.db
    .selectFrom('sample')
    .select(['proforma_id', 'state', 'why'])
    .where('state', '!=', 'passed')
    .where('proforma_id', '=', (eb) => eb.fn.any(eb.val([...ids])))
    .execute();
  return new Map(
    rows.map((row) => [
      row.proforma_id,
      refuse(
        'unchecked',
        row.state === 'returned'
          ? 'The second pair of eyes returned it. Mend what they say under Quality, and have it checked again.'
          : `It was picked for a second look (${row.why}). Somebody who didn’t work on it passes it under Quality.`,
      ),
    ]),
  );
}
