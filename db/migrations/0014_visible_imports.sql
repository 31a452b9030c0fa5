-- Why: what takes long or fails is seen. Large imports are taken by the worker and say how far they are;
-- an import that can't be taken keeps its reason.
update card_import set state = 'failed' where state = 'running';
alter table card_import drop constraint card_import_state_check;
alter table card_import add constraint card_import_state_check
  check (state in ('received', 'reading', 'taking', 'done', 'failed', 'taken-back'));
-- How it was asked for (mapping, what to open, all or nothing), for the worker; and why it was refused as a whole.
alter table card_import add column asked jsonb not null default '{}';
alter table card_import add column failure jsonb;
alter table card_import add column rows_noticed integer not null default 0;
alter table card_import add column notices jsonb not null default '[]';
-- A remembered column layout can be forgotten.
grant delete on import_mapping to engross_app;
