/** A check in SQL: counts what it examines and names the first row that breaks it. Shares nothing with the commands but the schema. */
export interface SqlCheck {
  readonly name: string;
  readonly examined: string;
  readonly broken: string;
}

/** Accounts by code, on purpose not taken from the program: 1100/1190 receivables, 1300 WIP, 2300 unapplied, 2400 on account. */
export const control = (what: string, codes: string, book: string): string => `
  select '${what} of an entity in ' || coalesce(a.currency, b.currency) from (${book}) a full join
    (select entity_id, currency, sum(amount) as minor, sum(entity_amount) as entity_minor from journal_line where account in (${codes}) group by 1, 2) b
    on a.entity_id = b.entity_id and a.currency = b.currency
  where coalesce(a.minor, 0) <> coalesce(b.minor, 0) or coalesce(a.entity_minor, 0) <> coalesce(b.entity_minor, 0)`;
