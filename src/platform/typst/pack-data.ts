// What the pack of a reviewer's drafts prints; every amount and date comes in as the text to be shown.

interface LabelledText {
  label: string;
  value: string;
}

export interface PackProforma {
  number: string;
  client: string;
  matter: string;
  currency: string;
  facts: LabelledText[];
  lines: {
    date: string;
    timekeeper: string;
    /** which of several matters; else empty */
    matter: string;
    narrative: string;
    hours: string;
    rate: string;
    amount: string;
    /** why it is not on the bill; empty where it is */
    leftOff: string;
    /** what was recorded, where it was edited; else empty */
    was: string;
  }[];
  totals: LabelledText[];
}

export interface DraftPackData {
  paper: 'a4' | 'us-letter';
  language: string;
  title: string;
  firm: string;
  proformas: PackProforma[];
}
