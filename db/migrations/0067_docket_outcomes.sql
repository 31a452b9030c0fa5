-- Why: a proposal that fell with a list which was taken back comes again with the list, one that a person dismissed doesn't; and
-- a hold of a rule ends with the event it waits for, not with any event of that name.
alter table docket_outcome add column fell_with uuid references docket_import;
alter table docket_outcome add column expected_id uuid references expected_event;
create index docket_outcome_expected on docket_outcome (expected_id) where expected_id is not null;
update docket_outcome o set fell_with = e.import_id from docket_event e
  where e.id = o.docket_event_id and o.state = 'dismissed' and o.reason = 'the import was taken back';
update docket_outcome o set expected_id = (
    select h.until_event_id from card_hold h where h.card_id = any(o.card_ids) and h.until_event_id is not null and h.placed_at >= o.recorded_at
    order by h.placed_at limit 1)
  where o.state = 'done' and o.action = 'hold';
grant update (line_id, client_id, matter_id, fell_with, expected_id) on docket_outcome to engross_app;
-- What a list brought back was gone by somebody's answer, or only missing: taken back, it is so again.
alter table docket_change add column was_gone boolean not null default false;
