import { counted } from '../../../kernel/text.ts';
import { sharesOf } from '../../proformas/index.ts';
import type { Check, Found } from '../check.ts';
import { billed } from './lines.ts';

/** A payer's own tax code goes before the tax rules; where they would tax otherwise, somebody should know why. */
const taxCode: Check = {
  code: 'tax-code-wrong',
  title: 'Tax code at odds with the tax rules',
  subject: 'money',
  looks: 'A payer’s own tax code where the tax rules give another.',
  source: 'format',
  severity: 'warn',
  on: true,
  whole: true,
  params: [],
  run: (facts) =>
    facts.payers.flatMap((payer): Found[] => {
      const at = facts.payers.indexOf(payer);
      const odd = facts.lines.flatMap((line) => {
        if (billed(line) === 0n || sharesOf(line, facts.payers)[at] === 0) return [];
        const tax = payer.taxOf(line);
        return tax?.ruled && tax.ruled.taxCodeId !== tax.taxCodeId ? [{ line, tax, ruled: tax.ruled }] : [];
      });
      return [...Map.groupBy(odd, ({ ruled }) => ruled.taxCodeId).values()].flatMap((same): Found[] => {
        const [first] = same;
        if (!first) return [];
        return [
          {
            lines: same.map(({ line }) => line),
            sentence: `${counted(same.length, 'line')} of ${payer.name} ${same.length === 1 ? 'is' : 'are'} taxed by the payer’s own code ${first.tax.code}. By the tax rules it would be ${first.ruled.sentence} Take the payer’s code off, or waive this with the reason.`,
            evidence: { own: first.tax.code, rules: first.ruled.sentence },
            about: `${payer.payerId} ${first.tax.taxCodeId} ${first.ruled.taxCodeId}`,
            fix: { kind: 'go', says: 'Payers of the client', href: `/clients/${facts.client.id}` },
          },
        ];
      });
    }),
};

export const taxChecks: readonly Check[] = [taxCode];
