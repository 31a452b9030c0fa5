import type { OutputOf } from '../../kernel/endpoint.ts';
import type { engagementLetter } from './contract/letter.ts';

type Letter = OutputOf<typeof engagementLetter>;

/** The letter as the template prints it: texts only, nothing left to compute. */
export function letterPdfData(letter: Letter) {
  const { firm, signedOn } = letter;
  const { footer, paper, ...head } = firm;
  return {
    paper,
    language: letter.language,
    kind: 'ENGAGEMENT LETTER',
    number: letter.on,
    draft: signedOn === null,
    title: letter.title,
    firm: head,
    payer: { name: letter.client, lines: letter.address, taxId: '', reference: '' },
    parties: letter.parties,
    counts: letter.to === null ? `from ${letter.from}` : `from ${letter.from} to ${letter.to}`,
    matters: letter.matters,
    clauses: letter.clauses.map((clause) => ({ ...clause, from: `from ${clause.from}` })),
    signed: signedOn ?? 'not yet',
    footer,
    words: { billTo: 'To' },
  };
}
