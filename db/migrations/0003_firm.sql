-- Why: the practice itself: legal entities, offices, people with roles and limits, timekeepers, tax,
-- number series, periods, exchange rates, code sets.
create table legal_entity (
  id uuid primary key,
  code text not null unique,
  name text not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  address text[] not null,
  tax_id text not null,
  phone text not null default '',
  email text not null default '',
  website text not null default '',
  basis text not null default 'accrual' check (basis in ('accrual', 'modified-cash')),
  rounding text not null default 'half-up' check (rounding in ('half-up', 'half-even')),
  paper text not null default 'a4' check (paper in ('a4', 'us-letter')),
  bank jsonb not null default '[]',
  invoice_footer text not null default '',
  four_eyes boolean not null default true
);

create table office (
  id uuid primary key,
  entity_id uuid not null references legal_entity,
  code text not null unique,
  name text not null,
  country text not null
);

create table person (
  id uuid primary key,
  email text not null unique,
  name text not null,
  active boolean not null default true,
  recorded_at timestamptz not null default clock_timestamp()
);

create table person_role (
  person_id uuid not null references person,
  role text not null check (role in ('administrator', 'billing-manager', 'coordinator', 'billing-timekeeper',
    'timekeeper', 'assistant', 'finance', 'auditor')),
  primary key (person_id, role)
);

-- An assistant acts for these partners.
create table assistant_of (
  assistant_id uuid not null references person,
  principal_id uuid not null references person,
  primary key (assistant_id, principal_id),
  check (assistant_id <> principal_id)
);

-- Limits in entity currency; no row means no right to decide alone.
create table person_limit (
  person_id uuid not null references person,
  kind text not null check (kind in ('approve-total', 'approve-reduction', 'purge')),
  currency text not null,
  minor bigint not null check (minor >= 0),
  primary key (person_id, kind, currency)
);

create table timekeeper (
  id uuid primary key,
  number text not null unique,
  person_id uuid unique references person,
  name text not null,
  initials text not null,
  title text not null,
  classification text not null,
  office_id uuid not null references office,
  active boolean not null default true
);

create table tax_code (
  id uuid primary key,
  entity_id uuid not null references legal_entity,
  code text not null,
  name text not null,
  kind text not null check (kind in ('standard', 'reduced', 'zero', 'exempt', 'reverse-charge', 'out-of-scope')),
  note text not null default '',
  unique (entity_id, code)
);

-- Rate in millionths: 20 % is 200000.
create table tax_rate (
  tax_code_id uuid not null references tax_code,
  rate_ppm integer not null check (rate_ppm between 0 and 1000000),
  valid daterange not null check (not isempty(valid)),
  exclude using gist (tax_code_id with =, valid with &&)
);

create table number_series (
  entity_id uuid not null references legal_entity,
  document_type text not null check (document_type in ('invoice', 'credit-note', 'cancellation')),
  year integer not null check (year between 2000 and 2200),
  prefix text not null,
  next bigint not null default 1 check (next >= 1),
  primary key (entity_id, document_type, year)
);

create table period (
  id uuid primary key,
  entity_id uuid not null references legal_entity,
  name text not null,
  days daterange not null check (not isempty(days)),
  state text not null default 'open' check (state in ('open', 'soft-closed', 'closed')),
  exclude using gist (entity_id with =, days with &&)
);

-- Units of to_currency for one unit of from_currency, from the day on until a newer row.
create table exchange_rate (
  from_currency text not null,
  to_currency text not null,
  day date not null,
  rate numeric(20, 10) not null check (rate > 0),
  source text not null,
  primary key (from_currency, to_currency, day),
  check (from_currency <> to_currency)
);

create table billing_code (
  set_name text not null,
  kind text not null check (kind in ('task', 'activity', 'expense')),
  code text not null,
  title text not null,
  parent text,
  selectable boolean not null,
  source text not null,
  primary key (set_name, code)
);
create index billing_code_by_code on billing_code (code);

-- Who acts when no person does, so that every record has an actor with a name. They can't sign in.
insert into person (id, email, name) values
  ('00000000-0000-7000-8000-000000000001', 'system@engross.invalid', 'Engross'),
  ('00000000-0000-7000-8000-000000000002', 'operator@engross.invalid', 'Operator (command line)');
