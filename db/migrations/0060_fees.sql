-- Why: what patent and trademark offices ask, by version with source and how sure each amount is, so that a disbursement
-- of an official fee can be quoted for the day it is paid and explained. Carries no money of the books itself.
create table fee_item (
  id uuid primary key,
  office text not null check (office ~ '^[A-Z]{2}$'),
  -- stays the same through all versions of a schedule
  key text not null unique,
  name text not null,
  -- the firm's own words for invoices; a new version leaves them alone
  own_text text not null default '',
  expense_code text,
  version integer not null default 1
);
-- Other words for an item. One word may mean several items: then it is asked which.
create table fee_alias (
  item_id uuid not null references fee_item,
  alias text not null,
  folded text not null,
  own boolean not null,
  primary key (item_id, folded)
);
create index fee_alias_word on fee_alias (folded);

create table fee_version (
  id uuid primary key,
  schedule text not null,
  office text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  label text not null,
  -- of the days on which a fee is paid
  valid daterange not null check (not isempty(valid)),
  authority text not null,
  notes text[] not null,
  gaps text[] not null,
  file_hash bytea not null check (octet_length(file_hash) = 32),
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  taken_back_at timestamptz,
  exclude using gist (schedule with =, valid with &&) where (taken_back_at is null)
);

create table fee_entry (
  version_id uuid not null references fee_version,
  item_id uuid not null references fee_item,
  position integer not null,
  name text not null,
  code text not null default '',
  provision text not null default '',
  confidence text not null check (confidence in ('official', 'high', 'medium-high', 'medium', 'unstated')),
  sources text[] not null,
  -- what it is counted by: claims over 20, classes, sheets in steps
  counts jsonb,
  -- when it may be paid, and the surcharge in the months of grace
  due jsonb,
  primary key (version_id, item_id)
);
create table fee_amount (
  version_id uuid not null,
  item_id uuid not null,
  entity_status text not null check (entity_status in ('any', 'large', 'small', 'micro')),
  amount_minor bigint not null check (amount_minor >= 0),
  primary key (version_id, item_id, entity_status),
  foreign key (version_id, item_id) references fee_entry
);
create trigger fee_entry_append_only before update or delete on fee_entry for each row execute function forbid_change();
create trigger fee_amount_append_only before update or delete on fee_amount for each row execute function forbid_change();

-- Somebody compared an unsure amount with the office's own list.
create table fee_check (
  id uuid primary key,
  version_id uuid not null,
  item_id uuid not null,
  note text not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  withdrawn_at timestamptz,
  foreign key (version_id, item_id) references fee_entry
);
create unique index fee_check_standing on fee_check (version_id, item_id) where withdrawn_at is null;

-- The firm's own amount, which counts before the published one: where a schedule has a gap or is known to be wrong.
create table own_fee (
  id uuid primary key,
  item_id uuid not null references fee_item,
  entity_status text not null check (entity_status in ('any', 'large', 'small', 'micro')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null check (amount_minor >= 0),
  valid daterange not null check (not isempty(valid)),
  reason text not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  exclude using gist (item_id with =, entity_status with =, valid with &&)
);

-- How the amount of a card of an official fee was reached.
create table card_fee (
  card_id uuid primary key references card,
  client_id uuid not null references client,
  matter_id uuid not null references matter,
  item_id uuid not null references fee_item,
  version_id uuid references fee_version,
  entity_status text not null,
  paid_on date not null,
  currency text not null,
  amount_minor bigint not null,
  quantity integer not null,
  exchange_rate text not null,
  explanation jsonb not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index card_fee_matter on card_fee (matter_id);
create index card_fee_item on card_fee (item_id);
create trigger card_fee_append_only before update or delete on card_fee for each row execute function forbid_change();

create view fee_of_card with (security_invoker) as
  select f.card_id, f.matter_id, i.key, i.name, i.office, f.entity_status, f.paid_on, f.currency, f.amount_minor, f.quantity, f.explanation
  from card_fee f join fee_item i on i.id = f.item_id;

grant select, insert on fee_item, fee_alias, fee_version, fee_entry, fee_amount, fee_check, own_fee, card_fee to engross_app;
grant update (name, own_text, expense_code, version) on fee_item to engross_app;
grant delete on fee_alias to engross_app;
grant update (valid, taken_back_at) on fee_version to engross_app;
grant update (withdrawn_at) on fee_check to engross_app;
grant update (valid) on own_fee to engross_app;
grant select on fee_of_card to engross_app;

-- The facts of the case that fees and the docket go by.
create or replace view matter_case with (security_invoker) as
  select id, number, client_id, family_id, case_status, closed_on, opened_on, code_set, inventors, applicants, application_number, publication_number,
    registration_number, client_reference, responsible_timekeeper_id, billing_timekeeper_id, version, name, entity_id, currency, case_type, jurisdiction,
    case_kind, title, application_date, registration_date, entity_status, claims, independent_claims, classes, agent_reference, annuity_year, due_event
  from matter;
