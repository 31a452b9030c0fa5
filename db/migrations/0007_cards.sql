-- Why: recorded work. A card is posted once; what happens to it is a list of events whose sums are what is open.
create table card_import (
  id uuid primary key,
  file_name text not null,
  file_hash bytea not null,
  document_hash bytea references document,
  source text not null,
  mapping jsonb not null,
  state text not null check (state in ('running', 'done', 'failed', 'taken-back')),
  rows_total integer not null default 0,
  rows_accepted integer not null default 0,
  rows_duplicate integer not null default 0,
  rows_refused integer not null default 0,
  progress_rows integer not null default 0,
  refused jsonb not null default '[]',
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  taken_back_at timestamptz
);

-- A column layout, mapped once and remembered by its header.
create table import_mapping (
  id uuid primary key,
  name text not null unique,
  header_key text not null,
  mapping jsonb not null,
  changed_at timestamptz not null default clock_timestamp()
);
create index import_mapping_header on import_mapping (header_key);

-- Why a rate is what it is; many cards share one explanation, so it is kept once, by its hash.
create table rate_explanation (
  hash bytea primary key check (octet_length(hash) = 32),
  explanation jsonb not null
);

create table card (
  id uuid primary key,
  number bigint not null generated always as identity unique,
  kind text not null check (kind in ('time', 'disbursement', 'charge')),
  cost_kind text check (cost_kind in ('hard', 'soft', 'anticipated')),
  entity_id uuid not null references legal_entity,
  client_id uuid not null references client,
  matter_id uuid not null references matter,
  timekeeper_id uuid references timekeeper,
  work_date date not null,
  post_date date not null,
  narrative text not null,
  task_code text,
  activity_code text,
  expense_code text,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  worked_seconds bigint not null default 0 check (worked_seconds % 36 = 0),
  billable_seconds bigint not null default 0 check (billable_seconds % 36 = 0),
  standard_rate_e4 bigint,
  agreed_rate_e4 bigint,
  standard_minor bigint not null,
  work_minor bigint not null,
  rate_explanation_hash bytea references rate_explanation,
  -- now carried: always the sums of the card's events
  open_seconds bigint not null,
  wip_minor bigint not null,
  wip_entity_minor bigint not null,
  state text not null check (state in ('open', 'billed', 'purged', 'taken-back', 'divided')),
  version integer not null default 1,
  import_id uuid references card_import,
  import_row integer,
  -- identity at its source: the same row is never taken twice
  source_key text unique,
  recorded_at timestamptz not null default clock_timestamp(),
  check (kind <> 'time' or (timekeeper_id is not null and worked_seconds > 0)),
  check ((kind = 'disbursement') = (cost_kind is not null))
);
create index card_matter_open on card (matter_id) where state = 'open';
create index card_timekeeper_day on card (timekeeper_id, work_date);
create index card_import_of on card (import_id);

create table card_event (
  id uuid primary key,
  card_id uuid not null references card,
  kind text not null check (kind in ('posted', 're-rated', 'transferred-out', 'transferred-in', 'purged', 'purge-reversed',
    'relieved', 'restored', 'revalued', 'taken-back')),
  matter_id uuid not null references matter,
  seconds bigint not null,
  wip_minor bigint not null,
  wip_entity_minor bigint not null,
  counts_on date not null,
  journal_id uuid references journal,
  invoice_id uuid,
  event_id uuid not null references event deferrable initially deferred,
  reason text,
  recorded_at timestamptz not null default clock_timestamp()
);
create index card_event_card on card_event (card_id);
create index card_event_matter on card_event (matter_id, counts_on);
create trigger card_event_append_only before update or delete on card_event for each row execute function forbid_change();

create table card_hold (
  id uuid primary key,
  card_id uuid not null references card,
  reason text not null,
  until_day date,
  placed_by uuid not null,
  placed_at timestamptz not null default clock_timestamp(),
  released_by uuid,
  released_at timestamptz
);
create unique index card_hold_open on card_hold (card_id) where released_at is null;
