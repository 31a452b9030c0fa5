-- Why: rates change by a proposal that another person approves, and a client's with the client's word; what it makes of unbilled
-- work is seen before, and what it did can be taken back. A rate that was taken back stays on record and counts no more.
alter table rate add column withdrawn_at timestamptz;
alter table rate drop constraint rate_scope_valid_excl, add constraint rate_scope_valid_excl
  exclude using gist (scope with =, valid with &&) where (withdrawn_at is null);
create or replace view rate_known with (security_invoker) as select id, level, timekeeper_id, currency from rate where withdrawn_at is null;

create table rate_change (
  id uuid primary key,
  title text not null,
  -- whose agreed rates; none: the firm's standard rates
  client_id uuid references client,
  from_day date not null,
  -- by which the rates rise, in millionths; a single rate may have been set otherwise since
  percent_ppm integer not null,
  reason text not null,
  state text not null check (state in ('proposed', 'approved', 'in-force', 'rejected', 'withdrawn', 'taken-back')),
  version integer not null default 1,
  proposed_by uuid not null,
  proposed_at timestamptz not null default clock_timestamp(),
  decided_by uuid,
  decided_at timestamptz,
  note text not null default '',
  -- a client's rates need the client's word
  agreed_on date,
  agreed_by text not null default '',
  in_force_at timestamptz,
  -- nobody approves what they proposed
  check (state not in ('approved', 'in-force', 'rejected') or decided_by is null or decided_by <> proposed_by),
  check (state <> 'in-force' or client_id is null or agreed_on is not null)
);
create table rate_change_line (
  change_id uuid not null references rate_change,
  position integer not null,
  -- the rate that it follows, and what that was
  rate_id uuid not null references rate,
  was_e4 bigint not null,
  rate_e4 bigint not null check (rate_e4 > 0),
  -- the rate that it became
  made_id uuid references rate,
  primary key (change_id, position),
  unique (change_id, rate_id)
);
grant select, insert on rate_change, rate_change_line to engross_app;
grant update (state, version, decided_by, decided_at, note, agreed_on, agreed_by, in_force_at) on rate_change to engross_app;
grant update (rate_e4, made_id) on rate_change_line to engross_app;
