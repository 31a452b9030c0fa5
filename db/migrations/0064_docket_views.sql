-- Why: Today leads to what the docket leaves to a person: proposals, and events that a newer list no longer has.
create view docket_proposed with (security_invoker) as
  select id, client_id, matter_id, currency, coalesce(amount_minor, 0) as amount_minor, problem <> '' as has_problem, recorded_at
  from docket_outcome where state = 'proposed';
grant select on docket_proposed to engross_app;
