-- Why: dated rates. The narrower scope wins; what lost is kept in each card's explanation.
-- Amount per hour in ten-thousandths of the minor unit.
create table rate (
  id uuid primary key,
  level text not null check (level in ('standard', 'client', 'matter', 'exception')),
  timekeeper_id uuid references timekeeper,
  title text,
  office_id uuid references office,
  client_id uuid references client,
  matter_id uuid references matter,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  rate_e4 bigint not null check (rate_e4 >= 0),
  valid daterange not null check (not isempty(valid)),
  source text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  -- whom the rate is for, as one value, so that two rates for the same scope can't overlap in time
  scope text not null generated always as (level || '|' || coalesce(timekeeper_id::text, '') || '|' || coalesce(title, '') || '|' ||
    coalesce(office_id::text, '') || '|' || coalesce(client_id::text, '') || '|' || coalesce(matter_id::text, '') || '|' || currency) stored,
  check ((level = 'client') = (client_id is not null and matter_id is null)),
  check ((level in ('matter', 'exception')) = (matter_id is not null)),
  check (level <> 'exception' or timekeeper_id is not null),
  check (timekeeper_id is null or title is null),
  exclude using gist (scope with =, valid with &&)
);
create index rate_timekeeper on rate (timekeeper_id);
create index rate_matter on rate (matter_id);
create index rate_client on rate (client_id);
