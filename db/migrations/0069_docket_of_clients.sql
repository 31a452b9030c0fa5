-- Why: a client's docket is held against its cards without reading the whole firm's.
create index docket_event_client on docket_event (client_id, (coalesce(completed_day, event_day, due_day))) where removed_at is null;
create index docket_event_day on docket_event ((coalesce(completed_day, event_day, due_day))) where removed_at is null;
