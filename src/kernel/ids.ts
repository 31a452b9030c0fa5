/** Ids are uuid v7 texts, branded per table so that a matter's can't be passed for a card's. */
export type Id<Table extends string> = string & { readonly __table: Table };

export type PersonId = Id<'person'>;
export type EntityId = Id<'legal_entity'>;
export type OfficeId = Id<'office'>;
export type TimekeeperId = Id<'timekeeper'>;
export type ClientId = Id<'client'>;
export type PayerId = Id<'payer'>;
export type MatterId = Id<'matter'>;
export type CardId = Id<'card'>;
export type ProformaId = Id<'proforma'>;
export type ProformaLineId = Id<'proforma_line'>;
export type InvoiceId = Id<'invoice'>;
export type JournalId = Id<'journal'>;
