import type { Chance } from '../../src/demo/chance.ts';

/** The generator's own stock of words: it knows nothing of the rules and their lists. */
const DEEDS = [
  'Drafting response to the examiner on claims {a} to {b} in view of {doc}',
  'Analysis of {doc} against independent claim {a} for the reply due this quarter',
  'Preparing amended specification paragraphs {a} to {b} after the interview',
  'Legal research on inventive step over {doc} for claim {a}',
  'Revising claim chart for {doc} with the features of claims {a} to {b}',
  'Drafting declaration of prior use supported by {doc}',
  'Evaluating novelty of claim {a} over {doc}, with a table of features',
  'Preparing translation instructions for claims {a} to {b} as allowed',
  'Comparing the granted claims {a} to {b} with the marketed product',
  'Drafting letter to the client on options after {doc}',
  'Considering the search opinion citing {doc} for claims {a} to {b}',
  'Preparing argument on sufficiency for examples {a} to {b}',
];
const DOCUMENTS = [
  'document D1',
  'document D2',
  'the second search report',
  'the earlier publication',
  'the cited journal article',
  'the opposition brief',
];

export function cleanWords(chance: Chance, serial: number): string {
  const from = 1 + (serial % 7);
  return chance
    .pick(DEEDS)
    .replace('{a}', String(from))
    .replace('{b}', String(from + chance.between(1, 9)))
    .replace('{doc}', `${chance.pick(DOCUMENTS)} (item ${serial})`);
}

export const VAGUE = [
  'Attention to file',
  'Various',
  'Emails',
  'Worked on the matter again',
  'Review file',
  'Follow-up',
];
export const BLOCKS = [
  'Review search report and cited documents; draft reply with amended claims; telephone call with inventors on examples',
  'Analyse opposition brief of the other side; prepare auxiliary requests; email client with advice on next steps',
  'Prepare drawings for the divisional; revise description of figures; file the request with the office',
];
export const CLERICAL = [
  'Scanning signed assignment documents for the electronic file of the case',
  'Photocopying exhibits for the oral hearing on the third auxiliary request',
  'Word processing of the amended description for the divisional application',
  'Organizing the binders of exhibits for the appeal hearing next month',
  'Proofreading tables of sequences for the regional phase entry',
];
export const UNPAID = [
  'Conflict check for the new technology area of the client',
  'Docketing of new due dates after the notification of grant',
  'Training of a new colleague on the history of this portfolio',
  'Preparing bill for the third quarter and covering letter',
  'File transfer from the earlier representative, listing of all boxes',
];
export const PARALEGAL = [
  'Summarizing the deposition transcript of the second expert witness',
  'Preparing subpoena for the production of laboratory notebooks',
];
export const PRIVILEGED = [
  'Drafting privileged memorandum on the scope of claim one',
  'Preparing infringement opinion on the competing product of the rival',
  'Discussing weakness of the second auxiliary request with the partner',
];
/** words as people mistype them */
export const TYPOS = [
  'amendmants',
  'patentabilty',
  'responce',
  'applicaton',
  'examinner',
  'proir',
  'speciification',
  'oppositon',
];
export const MEETING = 'Meeting with the client team on the filing strategy for next year';
export const TRAVEL = 'Travel to Munich and hearing before the opposition division';

/** Scripts and signs that no font of the documents has. */
export const NO_FONT = ['བོད་ཡིག', 'ᏣᎳᎩ', '😀', '𓂀𓆣', 'ᠮᠣᠩᠭᠣᠯ', '𐌰𐌱', 'ᚠᚢᚦ', '⠃⠗', '🏷️', 'ꦗꦮ'];
