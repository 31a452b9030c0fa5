import { done } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import * as c from '../contract.ts';
import { evaluateProformas } from '../store/evaluate.ts';
import { type Kept, keepFindings } from '../store/findings.ts';
import { pickSamples } from '../store/samples.ts';

/** Runs the rules over proformas and keeps what they found; open ones only. */
export async function look(work: Work, ids: readonly string[] | undefined): Promise<Kept & { looked: number }> {
  let wanted = work.db
    .selectFrom('proforma_head')
    .select('id')
    .where('state', 'not in', ['billed', 'closed', 'reversed']);
  if (ids !== undefined) wanted = wanted.where('id', '=', (eb) => eb.fn.any(eb.val([...ids])));
  const open = (await wanted.orderBy('id').execute()).map((row) => row.id ?? '');
  const evaluated = await evaluateProformas(work, open);
  const kept = await keepFindings(work, evaluated);
  await pickSamples(work, evaluated);
  return { ...kept, looked: open.length };
}

export const lookAtProformas: Command = handleCommand(c.lookAtProformas, async (work, input) => {
  return done(await look(work, input.proformaIds));
});
