/** Ids are uuid v7 texts, branded per table so that a matter's can't be passed for a card's. */
export type Id<Table extends string> = string & { readonly __table: Table };
