-- Why: what somebody proposes on a proforma waits for a decision; Today and tracking tell of it, not only its desk.
create view open_proposal with (security_invoker) as
  select proforma_id, count(*)::int as proposals, min(recorded_at) as since from proforma_proposal where state = 'open' group by proforma_id;
grant select on open_proposal to engross_app;
