// What the template of an engagement letter prints; dates and amounts come in as the text to be shown.

export interface LetterPdfData {
  paper: 'a4' | 'us-letter';
  /** BCP 47, such as "en" or "ja-JP". */
  language: string;
  kind: string;
  /** the day whose terms it says; a letter has no number of its own */
  number: string;
  /** as long as nobody signed it */
  draft: boolean;
  title: string;
  firm: { name: string; lines: string[]; taxId: string; phone: string; email: string; website: string };
  payer: { name: string; lines: string[]; taxId: string; reference: string };
  parties: string;
  counts: string;
  /** none: all matters of the client */
  matters: { number: string; name: string; reference: string }[];
  clauses: { number: string; words: string; said: string; from: string }[];
  signed: string;
  footer: string;
  words: { billTo: string };
}
