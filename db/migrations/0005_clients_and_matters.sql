-- Why: whom we serve, who pays, and the cases, with the facts IP clients insist on seeing on a bill.
create table client (
  id uuid primary key,
  number text not null unique,
  name text not null,
  client_group text,
  address text[] not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  language text not null default 'en',
  reference text not null default '',
  -- how invoices leave: e-mail with PDF; e-billed clients also get a LEDES file under this profile
  ebilling jsonb,
  version integer not null default 1,
  recorded_at timestamptz not null default clock_timestamp()
);

create table contact (
  id uuid primary key,
  client_id uuid not null references client,
  name text not null,
  email text not null,
  role text not null default 'billing'
);
create index contact_client on contact (client_id);

create table payer (
  id uuid primary key,
  client_id uuid not null references client,
  name text not null,
  address text[] not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  tax_id text not null default '',
  email text not null default '',
  reference text not null default '',
  terms_days integer not null default 30 check (terms_days between 0 and 365),
  version integer not null default 1
);
create index payer_client on payer (client_id);

-- Which tax code a payer gets from an entity, dated.
create table payer_tax (
  payer_id uuid not null references payer,
  entity_id uuid not null references legal_entity,
  tax_code_id uuid not null references tax_code,
  valid daterange not null check (not isempty(valid)),
  exclude using gist (payer_id with =, entity_id with =, valid with &&)
);

create table family (
  id uuid primary key,
  client_id uuid not null references client,
  reference text not null,
  title text not null,
  unique (client_id, reference)
);

create table matter (
  id uuid primary key,
  number text not null unique,
  client_id uuid not null references client,
  entity_id uuid not null references legal_entity,
  office_id uuid not null references office,
  family_id uuid references family,
  name text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- the case
  case_type text not null check (case_type in ('patent', 'utility-model', 'design', 'trademark', 'domain', 'copyright', 'contentious', 'other')),
  jurisdiction text check (jurisdiction ~ '^[A-Z]{2}$'),
  case_kind text,
  title text not null default '',
  application_number text not null default '',
  application_date date,
  publication_number text not null default '',
  publication_date date,
  registration_number text not null default '',
  registration_date date,
  priority text not null default '',
  entity_status text check (entity_status in ('large', 'small', 'micro')),
  claims integer check (claims >= 0),
  independent_claims integer check (independent_claims >= 0),
  classes text not null default '',
  inventors text not null default '',
  applicants text not null default '',
  case_status text not null default 'pending',
  client_reference text not null default '',
  client_matter_id text not null default '',
  agent_reference text not null default '',
  due_event text not null default '',
  annuity_year integer,
  -- billing
  billing_timekeeper_id uuid not null references timekeeper,
  responsible_timekeeper_id uuid not null references timekeeper,
  originating_timekeeper_id uuid references timekeeper,
  code_set text,
  opened_on date not null,
  closed_on date,
  closed_to_time boolean not null default false,
  closed_to_costs boolean not null default false,
  closed_to_billing boolean not null default false,
  version integer not null default 1,
  recorded_at timestamptz not null default clock_timestamp()
);
create index matter_client on matter (client_id);
create index matter_family on matter (family_id);
create index matter_billing_timekeeper on matter (billing_timekeeper_id);

-- Who pays which share, dated: one row per set, so that a set can't overlap another and always sums to the whole.
create table matter_payer_set (
  id uuid primary key,
  matter_id uuid not null references matter,
  valid daterange not null check (not isempty(valid)),
  exclude using gist (matter_id with =, valid with &&)
);
create table matter_payer (
  set_id uuid not null references matter_payer_set,
  payer_id uuid not null references payer,
  position integer not null,
  share_ppm integer not null check (share_ppm between 1 and 1000000),
  primary key (set_id, payer_id)
);
create function payer_shares_whole() returns trigger language plpgsql as $$
begin
  if (select coalesce(sum(share_ppm), 0) from matter_payer where set_id = new.id) <> 1000000 then
    raise exception 'Payer shares do not sum to 100 %%' using errcode = 'EN005';
  end if;
  return null;
end $$;
create constraint trigger matter_payer_set_whole after insert on matter_payer_set deferrable initially deferred
  for each row execute function payer_shares_whole();
