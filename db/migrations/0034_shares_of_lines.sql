-- Why: one line may be split among the payers otherwise than the matter is, such as a fee that one of two owners bears alone.
-- Null: as the matter says. Otherwise each payer's millionths, `payer:share` in the order of the payers' ids, parted by commas,
-- so that a line has one text for one split and edits compare and keep it like any other field. The invoice lines carry the
-- shares that were billed and are among the sealed rows.
alter table proforma_line add column shares text
  check (shares ~ '^[0-9a-f-]{36}:[1-9][0-9]*(,[0-9a-f-]{36}:[1-9][0-9]*)*$');
grant update (shares) on proforma_line to engross_app;
