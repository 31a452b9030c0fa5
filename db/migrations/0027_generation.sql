-- Why: a run takes work of a range of days, fills open proformas where it is told to, and keeps to when clients are billed.

alter table proforma_run add column from_day date;
alter table proforma_run add check (from_day <= through_day);
-- work before this day stays off, also when cards are gathered later
alter table proforma add column from_day date;
grant update (from_day, through_day) on proforma to engross_app;

alter table run_outcome drop constraint run_outcome_outcome_check;
alter table run_outcome add constraint run_outcome_outcome_check check (outcome in ('generated', 'gathered', 'existing', 'skipped'));

create or replace view proforma_head with (security_invoker) as
  select id, number, state, state_since, entity_id, client_id, matter_id, currency, through_day, billing_timekeeper_id, deferred_until, version, from_day from proforma;

-- How often a matter is billed, dated; the matter's counts before its client's, that before the firm's. Carries no money.
create table billing_cycle (
  id uuid primary key,
  client_id uuid references client,
  matter_id uuid references matter,
  -- as-wider: what the client or the firm says counts again
  every text not null check (every in ('month', 'quarter', 'half-year', 'year', 'request', 'as-wider')),
  -- a month in which a period ends
  end_month integer not null check (end_month between 1 and 12),
  valid daterange not null check (not isempty(valid)),
  reason text not null default '',
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  check (matter_id is null or client_id is not null),
  exclude using gist ((coalesce(matter_id, client_id, '00000000-0000-0000-0000-000000000000')) with =, valid with &&)
);
grant select, insert, update (valid) on billing_cycle to engross_app;
