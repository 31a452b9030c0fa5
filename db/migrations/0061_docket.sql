-- Why: what happened in each case and what is to be done comes from the firm's docketing system, so that fees follow from it,
-- holds end with it, and what was forgotten is seen. Nothing here is money: the cards that follow are.
create table docket_mapping (
  id uuid primary key,
  name text not null unique,
  header_key text not null,
  mapping jsonb not null,
  changed_at timestamptz not null default clock_timestamp()
);

create table docket_import (
  id uuid primary key,
  -- the system it comes from: rows are compared with what came from there before
  source text not null,
  file_name text not null,
  file_hash bytea not null check (octet_length(file_hash) = 32),
  mapping jsonb not null,
  whole boolean not null,
  added integer not null,
  changed integer not null,
  unchanged integer not null,
  missing integer not null,
  refused jsonb not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  taken_back_at timestamptz
);

create table docket_event (
  id uuid primary key,
  client_id uuid not null references client,
  matter_id uuid not null references matter,
  source text not null,
  -- identity at its source
  source_key text not null,
  code text not null default '',
  name text not null,
  kind text not null check (kind in ('event', 'task')),
  state text not null check (state in ('open', 'completed', 'cancelled')),
  event_day date,
  due_day date,
  completed_day date,
  note text not null default '',
  import_id uuid references docket_import,
  -- not in the newest whole list of its source: somebody has to say what that means
  missing_since uuid references docket_import,
  removed_at timestamptz,
  version integer not null default 1,
  recorded_at timestamptz not null default clock_timestamp(),
  unique (source, source_key),
  check (state <> 'completed' or completed_day is not null)
);
create index docket_event_matter on docket_event (matter_id, completed_day);
create index docket_event_open on docket_event (due_day) where state = 'open' and removed_at is null;

-- All that was ever changed of an event, and by what.
create table docket_change (
  id uuid primary key,
  docket_event_id uuid not null references docket_event,
  client_id uuid not null references client,
  matter_id uuid not null references matter,
  import_id uuid references docket_import,
  what text not null check (what in ('added', 'changed', 'missing', 'returned', 'removed', 'kept', 'taken-back')),
  before jsonb,
  after jsonb,
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index docket_change_event on docket_change (docket_event_id);
create index docket_change_import on docket_change (import_id);
create trigger docket_change_append_only before update or delete on docket_change for each row execute function forbid_change();

-- What follows from an event. A change is a new version from a day on.
create table docket_rule (
  id uuid primary key,
  line_id uuid not null,
  name text not null,
  codes text[] not null check (cardinality(codes) > 0),
  happens text not null check (happens in ('opened', 'completed')),
  client_id uuid references client,
  matter_id uuid references matter,
  case_type text,
  jurisdiction text,
  action text not null check (action in ('fixed-fee', 'official-fee', 'hold', 'task-code', 'remind')),
  params jsonb not null,
  approval boolean not null,
  valid daterange not null check (not isempty(valid)),
  -- where it is agreed: engagement letter, price list
  clause text not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  check (matter_id is null or client_id is not null),
  exclude using gist (line_id with =, valid with &&)
);

-- What a rule made of an event, or proposes to make: once for each.
create table docket_outcome (
  id uuid primary key,
  docket_event_id uuid not null references docket_event,
  rule_id uuid not null references docket_rule,
  line_id uuid not null,
  client_id uuid not null references client,
  matter_id uuid not null references matter,
  action text not null,
  state text not null check (state in ('proposed', 'done', 'dismissed')),
  sentence text not null,
  -- why it can't be done as it stands
  problem text not null default '',
  currency text not null,
  amount_minor bigint,
  card_ids uuid[] not null default '{}',
  tries integer not null default 0,
  reason text not null default '',
  decided_by uuid,
  decided_at timestamptz,
  recorded_at timestamptz not null default clock_timestamp(),
  unique (docket_event_id, line_id)
);
create index docket_outcome_open on docket_outcome (state) where state = 'proposed';
create index docket_outcome_cards on docket_outcome using gin (card_ids);
create index docket_outcome_matter on docket_outcome (matter_id);

create view docket_standing with (security_invoker) as
  select id, client_id, matter_id, source, code, name, kind, state, event_day, due_day, completed_day, note, missing_since, version, recorded_at
  from docket_event where removed_at is null;

grant select, insert on docket_mapping, docket_import, docket_event, docket_change, docket_rule, docket_outcome to engross_app;
grant update (mapping, header_key, changed_at) on docket_mapping to engross_app;
grant update (taken_back_at) on docket_import to engross_app;
grant update (matter_id, client_id, code, name, kind, state, event_day, due_day, completed_day, note, missing_since, removed_at, version) on docket_event to engross_app;
grant update (valid) on docket_rule to engross_app;
grant update (rule_id, state, sentence, problem, currency, amount_minor, card_ids, tries, reason, decided_by, decided_at) on docket_outcome to engross_app;
grant select on docket_standing to engross_app;
