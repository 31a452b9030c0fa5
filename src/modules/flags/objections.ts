import { refuse } from '../../kernel/outcome.ts';
import { counted } from '../../kernel/text.ts';
import type { Flag, Severity } from './check.ts';

/** What keeps a proforma from each step: a block from all of them, a fix from being approved or billed. */
const STOPS: Readonly<Record<'submit' | 'approve' | 'bill', readonly Severity[]>> = {
  submit: ['block'],
  approve: ['block', 'fix'],
  bill: ['block'],
};

/** The refusal for a proforma with open flags, naming the first and its mend; null when nothing stops it. */
export function objectionOf(flags: readonly Flag[], to: keyof typeof STOPS): ReturnType<typeof refuse> | null {
  const stopping = flags.filter((flag) => STOPS[to].includes(flag.rule.severity));
  const [first] = stopping;
  if (first === undefined) return null;
  const more = stopping.length > 1 ? ` ${counted(stopping.length - 1, 'more flag')} like it: see Flags.` : '';
  const way = first.rule.check.unwaivable === true ? '' : ' Mend it, or waive it with a reason.';
  return refuse('flagged', `${first.sentence}${way}${more}`, {
    where: first.lines[0]?.id ?? 'proforma',
    details: stopping.map((flag) => ({
      code: flag.rule.check.code,
      severity: flag.rule.severity,
      sentence: flag.sentence,
    })),
  });
}
