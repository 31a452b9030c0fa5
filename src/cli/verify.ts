import { act } from '../demo/doing.ts';
import { OPERATOR } from '../platform/system.ts';
import type { Special } from './specials.ts';

interface Proof {
  readonly ok: boolean;
  readonly checks: readonly { name: string; ok: boolean; examined: number; broken: string | null }[];
  readonly unsealed: number;
}

/** Proves the books from the ground; ends with 1 when something is broken, naming it. */
export const verify: Special = {
  summary: 'Prove the books: recompute every invariant from the ground; exit 1 when one is broken.',
  needsFirm: true,
  async run(words, { engine, actor }) {
    if (!engine) throw new Error('verify needs a firm');
    const proof = await act<Proof>(engine, actor ?? OPERATOR, 'books verify', {});
    if (words.flags.has('json')) console.log(JSON.stringify(proof));
    else {
      for (const check of proof.checks)
        console.log(
          `${check.ok ? 'ok    ' : 'BROKEN'} ${check.name} (${check.examined})${check.broken ? `: ${check.broken}` : ''}`,
        );
      console.log(
        `${proof.ok ? 'The books are proved.' : 'The books are broken.'} ${proof.unsealed} records wait for the seal.`,
      );
    }
    return proof.ok ? 0 : 1;
  },
};
