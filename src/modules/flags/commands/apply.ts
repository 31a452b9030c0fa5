import type { InputOf, OutputOf } from '../../../kernel/endpoint.ts';
import { sumsByCurrency } from '../../../kernel/money.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { counted } from '../../../kernel/text.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { editProforma, gatherCards } from '../../proformas/index.ts';
import type { Suggestion } from '../check.ts';
import * as c from '../contract.ts';
import type { FlagLine } from '../facts.ts';
import { evaluateProformas } from '../store/evaluate.ts';

type Named = InputOf<typeof c.applyFixes>['flags'][number];
type Answer = OutputOf<typeof c.applyFixes>;

/**
 * Applies suggestions one after the other, each as an edit of its own that can be undone. One that isn't raised any more,
 * or that the proforma refuses, is told; the others are applied.
 */
export const applyFixes: Command = handleCommand(c.applyFixes, async (work, input) => {
  const applied: Answer['applied'] = [];
  const refused: Answer['refused'] = [];
  const effect: { currency: string; minor: bigint }[] = [];
  for (const named of input.flags) {
    const outcome = await applyOne(work, named);
    if (outcome.ok) {
      applied.push({ ...named, sentence: outcome.value.sentence });
      effect.push(outcome.value);
    } else refused.push({ ...named, sentence: outcome.refusal.sentence });
  }
  const [only] = refused;
  if (applied.length === 0 && only) return refuse('not-applied', only.sentence, { details: refused });
  const rest = refused.length === 0 ? '' : ` ${counted(refused.length, 'one', 'others')} could not be.`;
  return done({
    applied,
    refused,
    effect: sumsByCurrency(effect),
    sentence: `${counted(applied.length, 'suggestion')} applied.${rest}`,
  });
});

async function applyOne(
  work: Work,
  { proformaId, fingerprint }: Named,
): Promise<Outcome<{ sentence: string; currency: string; minor: bigint }>> {
  const [before] = await evaluateProformas(work, [proformaId]);
  const flag = before?.outcome.flags.find((one) => one.fingerprint === fingerprint);
  if (!before || !flag) return refuse('not-found', 'This flag isn’t raised any more.');
  if (flag.fix === undefined || flag.fix.kind === 'go')
    return refuse('no-suggestion', `${flag.rule.check.title}: there is nothing that one click could do.`);
  const outcome =
    flag.fix.kind === 'gather'
      ? await gatherCards.run(work, { id: proformaId })
      : await editProforma.run(work, { id: proformaId, operation: operationOf(flag.fix, before.facts.lines) });
  if (!outcome.ok) return outcome;
  const said = outcome.value as {
    sentence: string;
    before: { minor: string; currency: string };
    after: { minor: string };
  };
  return done({
    sentence: said.sentence,
    currency: said.before.currency,
    minor: BigInt(said.after.minor) - BigInt(said.before.minor),
  });
}

/** The suggested operation on the lines as they are now. */
function operationOf(fix: Extract<Suggestion, { kind: 'operation' }>, lines: readonly FlagLine[]): unknown {
  const named = lines.filter((line) => fix.lineIds.includes(line.id)).map(({ id, version }) => ({ id, version }));
  return named.length === 0 ? fix.remedy : { ...fix.remedy, lines: named };
}
