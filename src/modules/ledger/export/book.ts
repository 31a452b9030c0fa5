/** A posted line as the export formats take it, with the words of what it is about. */
export interface BookLine {
  readonly lineNo: number;
  readonly account: string;
  readonly accountName: string;
  readonly accountKind: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly entityAmount: bigint;
  readonly client: string;
  readonly clientName: string;
  readonly matter: string;
  readonly payer: string;
  readonly timekeeper: string;
  readonly invoice: string;
}

export interface BookJournal {
  readonly id: string;
  readonly kind: string;
  readonly on: string;
  readonly recordedAt: string;
  readonly memo: string;
  readonly reverses: string;
  readonly lines: readonly BookLine[];
}

/** The journals of one entity over a span of days, in the order they count. */
export interface Book {
  readonly entity: string;
  readonly entityName: string;
  readonly currency: string;
  readonly from: string;
  readonly to: string;
  readonly journals: readonly BookJournal[];
}
