-- Why: Today and the list of proformas say where the risk lies, and the risk of the week goes out by mail once a week.
-- Neither table carries money, so neither is in the views of sealed rows; what is done in them is told by events.

-- The flags of a proforma that stand: found when the rules last looked, and not waived.
create view flag_standing with (security_invoker) as
  select f.proforma_id, f.currency, count(*) filter (where f.severity = 'block')::int as block, count(*) filter (where f.severity = 'fix')::int as fix,
    count(*) filter (where f.severity = 'warn')::int as warn, sum(f.at_stake_minor)::int8 as at_stake_minor
  from flag f
  where f.gone_at is null and f.severity <> 'info'
    and not exists (select 1 from flag_waiver w where w.fingerprint = f.fingerprint and w.withdrawn_at is null)
  group by f.proforma_id, f.currency;
grant select on flag_standing to engross_app;

-- On which day of the week the digest is written, Monday = 1; null: not at all. The last row counts.
create table digest_policy (
  id uuid primary key,
  weekday integer check (weekday between 1 and 7),
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp()
);
-- The weeks that were told of, by their last day.
create table digest_told (
  to_day date primary key,
  letters integer not null check (letters >= 0),
  recorded_at timestamptz not null default clock_timestamp()
);
grant select, insert on digest_policy, digest_told to engross_app;
