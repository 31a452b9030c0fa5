-- Why: a proforma may wait for something expected on its matter, such as a grant, and not only for a day.
alter table proforma add column deferred_event_id uuid references expected_event;
create index proforma_deferred_event on proforma (deferred_event_id) where state = 'deferred';
create view proforma_deferred with (security_invoker) as
  select p.id as proforma_id, p.number, p.deferred_event_id as event_id from proforma p where p.state = 'deferred' and p.deferred_event_id is not null;
grant select on proforma_deferred to engross_app;
