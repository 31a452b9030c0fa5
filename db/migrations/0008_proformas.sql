-- Why: the working copy. Lines point at cards; every edit is an event with before, after and reason.
create table proforma_run (
  id uuid primary key,
  criteria jsonb not null,
  through_day date not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp()
);

create table proforma (
  id uuid primary key,
  number bigint not null generated always as identity unique,
  run_id uuid not null references proforma_run,
  entity_id uuid not null references legal_entity,
  client_id uuid not null references client,
  matter_id uuid not null references matter,
  currency text not null,
  through_day date not null,
  billing_timekeeper_id uuid not null references timekeeper,
  state text not null check (state in ('generated', 'pre-review', 'with-reviewer', 'completed', 'approval-pending', 'approved',
    'billed', 'deferred', 'on-hold', 'closed', 'reversed')),
  state_since timestamptz not null default clock_timestamp(),
  state_note text not null default '',
  deferred_until date,
  version integer not null default 1,
  edit_cursor integer not null default 0,
  approved_hash bytea,
  approved_by uuid,
  approved_at timestamptz,
  submitted_by uuid,
  recorded_at timestamptz not null default clock_timestamp()
);
create index proforma_state on proforma (state);
create index proforma_matter on proforma (matter_id);
create unique index proforma_open_per_matter on proforma (matter_id) where state not in ('billed', 'closed', 'reversed');

create table run_outcome (
  run_id uuid not null references proforma_run,
  matter_id uuid not null references matter,
  outcome text not null check (outcome in ('generated', 'existing', 'skipped')),
  reason text not null,
  proforma_id uuid references proforma,
  cards integer not null,
  currency text not null,
  wip_minor bigint not null,
  primary key (run_id, matter_id)
);

create table proforma_line (
  id uuid primary key,
  proforma_id uuid not null references proforma,
  card_id uuid not null references card,
  -- the card belongs to this proforma until it leaves, is billed or the proforma closes
  attached boolean not null default true,
  -- it was billed with this proforma
  billed boolean not null default false,
  position integer not null,
  version integer not null default 1,
  excluded boolean not null default false,
  no_charge boolean not null default false,
  printed boolean not null default true,
  seconds bigint not null check (seconds >= 0 and seconds % 36 = 0),
  rate_e4 bigint check (rate_e4 >= 0),
  bill_minor bigint not null,
  narrative text not null,
  work_date date not null,
  task_code text,
  activity_code text,
  expense_code text,
  unique (proforma_id, card_id)
);
create unique index proforma_line_one_proforma on proforma_line (card_id) where attached;
create index proforma_line_proforma on proforma_line (proforma_id, position);

create table proforma_adjustment (
  id uuid primary key,
  proforma_id uuid not null references proforma,
  label text not null,
  -- below zero: discount; above: premium. Either a fixed amount or millionths of the base it is spread over.
  amount_minor bigint,
  percent_ppm integer check (percent_ppm between -1000000 and 1000000),
  spread text not null check (spread in ('by-value', 'by-hours', 'fees-only', 'soft-costs-only')),
  reason text not null,
  active boolean not null default true,
  position integer not null,
  check ((amount_minor is null) <> (percent_ppm is null))
);
create index proforma_adjustment_of on proforma_adjustment (proforma_id);

create table proforma_edit (
  proforma_id uuid not null references proforma,
  sequence integer not null check (sequence > 0),
  operation text not null,
  reason text not null default '',
  changes jsonb not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  undone_at timestamptz,
  -- a new edit after an undo cuts off what was undone; it stays on record but can't be redone
  superseded boolean not null default false,
  primary key (proforma_id, sequence)
);

create table proforma_step (
  id uuid primary key,
  proforma_id uuid not null references proforma,
  from_state text not null,
  to_state text not null,
  note text not null default '',
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index proforma_step_of on proforma_step (proforma_id);
create trigger proforma_step_append_only before update or delete on proforma_step for each row execute function forbid_change();
