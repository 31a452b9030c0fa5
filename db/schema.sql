-- Written by `bin/db schema` from the catalogue; a test keeps it fresh. Not edited by hand.

create table account (
  code text not null,
  name text not null,
  kind text not null
);

create table advanced_cost (
  receivable_id uuid not null,
  line_no integer not null,
  minor bigint not null,
  entity_minor bigint not null
);

create table advanced_cost_movement (
  movement_id uuid not null,
  receivable_id uuid not null,
  line_no integer not null,
  minor bigint not null,
  entity_minor bigint not null
);

create table ageing_item (
  list_id uuid not null,
  matter_id uuid not null,
  client_id uuid not null,
  currency text not null,
  wip_minor bigint not null,
  cards integer not null,
  oldest_day date not null,
  answer text,
  until_day date,
  reason text default ''::text not null,
  answered_by uuid,
  answered_at timestamp with time zone,
  changed jsonb default '[]'::jsonb not null,
  decision text,
  decided_by uuid,
  decided_at timestamp with time zone,
  decision_note text default ''::text not null
);

create table ageing_list (
  id uuid not null,
  person_id uuid not null,
  as_of date not null,
  older_than_days integer not null,
  letter_id uuid not null,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  replaced_at timestamp with time zone
);

create table ageing_policy (
  from_day date not null,
  older_than_days integer not null,
  day_of_month integer,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table assistant_of (
  assistant_id uuid not null,
  principal_id uuid not null
);

create table attachment_removed (
  link_id uuid not null,
  removed_by uuid not null,
  reason text default ''::text not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table auth_account (
  id uuid not null,
  "userId" uuid not null,
  "accountId" text not null,
  "providerId" text not null,
  "accessToken" text,
  "refreshToken" text,
  "accessTokenExpiresAt" timestamp with time zone,
  "refreshTokenExpiresAt" timestamp with time zone,
  scope text,
  "idToken" text,
  password text,
  "createdAt" timestamp with time zone default now() not null,
  "updatedAt" timestamp with time zone default now() not null
);

create table auth_rate_limit (
  id text not null,
  key text not null,
  count integer not null,
  "lastRequest" bigint not null
);

create table auth_session (
  id uuid not null,
  "userId" uuid not null,
  token text not null,
  "expiresAt" timestamp with time zone not null,
  "ipAddress" text,
  "userAgent" text,
  "createdAt" timestamp with time zone default now() not null,
  "updatedAt" timestamp with time zone default now() not null
);

create table auth_user (
  id uuid not null,
  name text not null,
  email text not null,
  "emailVerified" boolean default false not null,
  image text,
  "createdAt" timestamp with time zone default now() not null,
  "updatedAt" timestamp with time zone default now() not null
);

create table auth_verification (
  id text not null,
  identifier text not null,
  value text not null,
  "expiresAt" timestamp with time zone not null,
  "createdAt" timestamp with time zone default now() not null,
  "updatedAt" timestamp with time zone default now() not null
);

create table back_test (
  id uuid not null,
  what text not null,
  subject jsonb not null,
  from_day date not null,
  to_day date not null,
  result jsonb not null,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table bank_account (
  id uuid not null,
  entity_id uuid not null,
  name text not null,
  currency text not null,
  account text not null,
  reference text default ''::text not null,
  active boolean default true not null
);

create table billing_code (
  set_name text not null,
  kind text not null,
  code text not null,
  title text not null,
  parent text,
  selectable boolean not null,
  source text not null
);

create table billing_cycle (
  id uuid not null,
  client_id uuid,
  matter_id uuid,
  every text not null,
  end_month integer not null,
  valid daterange not null,
  reason text default ''::text not null,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table budget (
  id uuid not null,
  line_id uuid not null,
  client_id uuid not null,
  matter_id uuid,
  family_id uuid,
  name text not null,
  currency text not null,
  amount_minor bigint not null,
  covers text not null,
  spans daterange not null,
  valid daterange not null,
  source text not null,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  replaced_at timestamp with time zone,
  task_codes text[] default '{}'::text[] not null
);

create table card (
  id uuid not null,
  number bigint generated always as identity not null,
  kind text not null,
  cost_kind text,
  entity_id uuid not null,
  client_id uuid not null,
  matter_id uuid not null,
  timekeeper_id uuid,
  work_date date not null,
  post_date date not null,
  narrative text not null,
  task_code text,
  activity_code text,
  expense_code text,
  currency text not null,
  worked_seconds bigint default 0 not null,
  billable_seconds bigint default 0 not null,
  standard_rate_e4 bigint,
  agreed_rate_e4 bigint,
  standard_minor bigint not null,
  work_minor bigint not null,
  rate_explanation_hash bytea,
  open_seconds bigint not null,
  wip_minor bigint not null,
  wip_entity_minor bigint not null,
  state text not null,
  version integer default 1 not null,
  import_id uuid,
  import_row integer,
  source_key text,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  opening_id uuid
);

create table card_event (
  id uuid not null,
  card_id uuid not null,
  kind text not null,
  matter_id uuid not null,
  seconds bigint not null,
  wip_minor bigint not null,
  wip_entity_minor bigint not null,
  counts_on date not null,
  journal_id uuid,
  invoice_id uuid,
  event_id uuid not null,
  reason text,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table card_fee (
  card_id uuid not null,
  client_id uuid not null,
  matter_id uuid not null,
  item_id uuid not null,
  version_id uuid,
  entity_status text not null,
  paid_on date not null,
  currency text not null,
  amount_minor bigint not null,
  quantity integer not null,
  exchange_rate text not null,
  explanation jsonb not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table card_hold (
  id uuid not null,
  card_id uuid not null,
  reason text not null,
  until_day date,
  placed_by uuid not null,
  placed_at timestamp with time zone default clock_timestamp() not null,
  released_by uuid,
  released_at timestamp with time zone,
  until_event_id uuid
);

create table card_import (
  id uuid not null,
  file_name text not null,
  file_hash bytea not null,
  document_hash bytea,
  source text not null,
  mapping jsonb not null,
  state text not null,
  rows_total integer default 0 not null,
  rows_accepted integer default 0 not null,
  rows_duplicate integer default 0 not null,
  rows_refused integer default 0 not null,
  progress_rows integer default 0 not null,
  refused jsonb default '[]'::jsonb not null,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  taken_back_at timestamp with time zone,
  asked jsonb default '{}'::jsonb not null,
  failure jsonb,
  rows_noticed integer default 0 not null,
  notices jsonb default '[]'::jsonb not null
);

create table clause_charge (
  id uuid not null,
  clause_id uuid not null,
  line_id uuid not null,
  matter_id uuid not null,
  card_id uuid not null,
  kind text not null,
  period_from date,
  period_to date,
  result_minor bigint,
  currency text not null,
  amount_minor bigint not null,
  words text not null,
  taken_back_at timestamp with time zone,
  taken_back_reason text default ''::text not null,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table client (
  id uuid not null,
  number text not null,
  name text not null,
  client_group text,
  address text[] not null,
  country text not null,
  language text default 'en'::text not null,
  reference text default ''::text not null,
  ebilling jsonb,
  version integer default 1 not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  bill_together text default 'matter'::text not null
);

create table command_answer (
  principal_id uuid not null,
  command text not null,
  key text not null,
  input_hash bytea not null,
  answer text,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table comment_mention (
  comment_id uuid not null,
  person_id uuid not null,
  read_at timestamp with time zone
);

create table contact (
  id uuid not null,
  client_id uuid not null,
  name text not null,
  email text not null,
  role text default 'billing'::text not null
);

create table correction (
  id uuid not null,
  document_type text not null,
  entity_id uuid not null,
  series_year integer not null,
  series_number bigint not null,
  number text not null,
  receivable_id uuid not null,
  client_id uuid not null,
  payer_id uuid not null,
  currency text not null,
  document_date date not null,
  fees_minor bigint not null,
  disbursements_minor bigint not null,
  charges_minor bigint not null,
  tax_minor bigint not null,
  total_minor bigint not null,
  entity_total_minor bigint not null,
  restores_wip boolean not null,
  reason text not null,
  snapshot text not null,
  snapshot_hash bytea not null,
  journal_id uuid not null,
  event_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  on_account_minor bigint default 0 not null
);

create table correction_line (
  correction_id uuid not null,
  receivable_id uuid not null,
  line_no integer not null,
  card_id uuid,
  net_minor bigint not null,
  tax_minor bigint not null,
  seconds bigint not null,
  wip_minor bigint not null,
  wip_entity_minor bigint not null
);

create table correction_reversal (
  correction_id uuid not null,
  counts_on date not null,
  reason text not null,
  journal_id uuid not null,
  event_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table covered_relation (
  relation text not null,
  key_said text not null,
  row_said text not null
);

create table delegation (
  id uuid not null,
  principal_id uuid not null,
  delegate_id uuid not null,
  client_id uuid,
  valid daterange not null,
  actor_id uuid not null,
  ended_at timestamp with time zone,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table deposit (
  id uuid not null,
  number bigint generated always as identity not null,
  bank_account_id uuid not null,
  day date not null,
  reference text default ''::text not null,
  control_minor bigint,
  closed_at timestamp with time zone,
  event_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table digest_policy (
  id uuid not null,
  weekday integer,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table digest_told (
  to_day date not null,
  letters integer not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table dispatch (
  id uuid not null,
  invoice_id uuid,
  client_id uuid not null,
  channel text not null,
  recipients text[] not null,
  subject text not null,
  message text not null,
  state text not null,
  evidence jsonb,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  settled_at timestamp with time zone,
  correction_id uuid,
  retry_of uuid,
  sent_on date
);

create table dispute (
  id uuid not null,
  receivable_id uuid not null,
  amount_minor bigint not null,
  reason text not null,
  opened_on date not null,
  opened_by uuid not null,
  closed_on date,
  closed_by uuid,
  outcome text default ''::text not null,
  event_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table docket_change (
  id uuid not null,
  docket_event_id uuid not null,
  client_id uuid not null,
  matter_id uuid not null,
  import_id uuid,
  what text not null,
  before jsonb,
  after jsonb,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  was_gone boolean default false not null
);

create table docket_event (
  id uuid not null,
  client_id uuid not null,
  matter_id uuid not null,
  source text not null,
  source_key text not null,
  code text default ''::text not null,
  name text not null,
  kind text not null,
  state text not null,
  event_day date,
  due_day date,
  completed_day date,
  note text default ''::text not null,
  import_id uuid,
  missing_since uuid,
  removed_at timestamp with time zone,
  version integer default 1 not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table docket_import (
  id uuid not null,
  source text not null,
  file_name text not null,
  file_hash bytea not null,
  mapping jsonb not null,
  whole boolean not null,
  added integer not null,
  changed integer not null,
  unchanged integer not null,
  missing integer not null,
  refused jsonb not null,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  taken_back_at timestamp with time zone
);

create table docket_mapping (
  id uuid not null,
  name text not null,
  header_key text not null,
  mapping jsonb not null,
  changed_at timestamp with time zone default clock_timestamp() not null
);

create table docket_outcome (
  id uuid not null,
  docket_event_id uuid not null,
  rule_id uuid not null,
  line_id uuid not null,
  client_id uuid not null,
  matter_id uuid not null,
  action text not null,
  state text not null,
  sentence text not null,
  problem text default ''::text not null,
  currency text not null,
  amount_minor bigint,
  card_ids uuid[] default '{}'::uuid[] not null,
  tries integer default 0 not null,
  reason text default ''::text not null,
  decided_by uuid,
  decided_at timestamp with time zone,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  fell_with uuid,
  expected_id uuid
);

create table docket_rule (
  id uuid not null,
  line_id uuid not null,
  name text not null,
  codes text[] not null,
  happens text not null,
  client_id uuid,
  matter_id uuid,
  case_type text,
  jurisdiction text,
  action text not null,
  params jsonb not null,
  approval boolean not null,
  valid daterange not null,
  clause text not null,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  replaced_at timestamp with time zone
);

create table document (
  hash bytea not null,
  media_type text not null,
  size bigint not null,
  bytes bytea not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table document_failure (
  subject_type text not null,
  subject_id uuid not null,
  kind text not null,
  client_id uuid not null,
  reason text not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table document_link (
  id uuid not null,
  document_hash bytea not null,
  subject_type text not null,
  subject_id uuid not null,
  client_id uuid,
  matter_id uuid,
  kind text not null,
  file_name text not null,
  renderer text,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  event_id uuid
);

create table engagement (
  id uuid not null,
  client_id uuid not null,
  title text not null,
  parties text default ''::text not null,
  signed_on date,
  valid daterange not null,
  ended_reason text default ''::text not null,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table engagement_clause (
  id uuid not null,
  line_id uuid not null,
  engagement_id uuid not null,
  number text not null,
  kind text not null,
  words text not null,
  terms jsonb not null,
  valid daterange not null,
  reason text default ''::text not null,
  ended_reason text default ''::text not null,
  withdrawn_at timestamp with time zone,
  withdrawn_reason text default ''::text not null,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table engagement_matter (
  engagement_id uuid not null,
  matter_id uuid not null
);

create table estimate (
  id uuid not null,
  client_id uuid not null,
  matter_id uuid,
  family_id uuid,
  name text not null,
  scope text not null,
  currency text not null,
  amount_minor bigint not null,
  covers text not null,
  valid_until date not null,
  recipient text not null,
  state text not null,
  version integer default 1 not null,
  letter_id uuid,
  sent_on date,
  answered_on date,
  answered_by text default ''::text not null,
  answer_note text default ''::text not null,
  budget_line_id uuid,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  counts_from date,
  counts_to date
);

create table event (
  id uuid not null,
  name text not null,
  subject_type text not null,
  subject_id uuid,
  entity_id uuid,
  client_id uuid,
  matter_id uuid,
  actor_id uuid not null,
  on_behalf_of uuid,
  via text not null,
  address text,
  command text,
  reason text,
  facts jsonb default '{}'::jsonb not null,
  detail_digest bytea,
  counts_on date not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  transaction_id xid8 default pg_current_xact_id() not null,
  digest bytea
);

create table event_detail (
  event_id uuid not null,
  salt bytea not null,
  detail jsonb not null
);

create table event_seal (
  sequence bigint not null,
  event_id uuid not null,
  hash bytea not null,
  sealed_at timestamp with time zone default clock_timestamp() not null,
  rows jsonb
);

create table event_seal_head (
  single boolean default true not null,
  sequence bigint not null,
  hash bytea not null
);

create table exchange_rate (
  from_currency text not null,
  to_currency text not null,
  day date not null,
  rate numeric(20,10) not null,
  source text not null
);

create table expected_event (
  id uuid not null,
  matter_id uuid not null,
  title text not null,
  expected_on date,
  happened_on date,
  added_by uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table family (
  id uuid not null,
  client_id uuid not null,
  reference text not null,
  title text not null
);

create table fee_alias (
  item_id uuid not null,
  alias text not null,
  folded text not null,
  own boolean not null
);

create table fee_amount (
  version_id uuid not null,
  item_id uuid not null,
  entity_status text not null,
  amount_minor bigint not null
);

create table fee_check (
  id uuid not null,
  version_id uuid not null,
  item_id uuid not null,
  note text not null,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  withdrawn_at timestamp with time zone
);

create table fee_entry (
  version_id uuid not null,
  item_id uuid not null,
  "position" integer not null,
  name text not null,
  code text default ''::text not null,
  provision text default ''::text not null,
  confidence text not null,
  sources text[] not null,
  counts jsonb,
  due jsonb
);

create table fee_item (
  id uuid not null,
  office text not null,
  key text not null,
  name text not null,
  own_text text default ''::text not null,
  expense_code text,
  version integer default 1 not null
);

create table fee_version (
  id uuid not null,
  schedule text not null,
  office text not null,
  currency text not null,
  label text not null,
  valid daterange not null,
  authority text not null,
  notes text[] not null,
  gaps text[] not null,
  file_hash bytea not null,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  taken_back_at timestamp with time zone,
  cut_by uuid
);

create table firm_word (
  word text not null,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table flag (
  id uuid not null,
  proforma_id uuid not null,
  client_id uuid not null,
  matter_id uuid not null,
  code text not null,
  rule_id uuid,
  fingerprint text not null,
  severity text not null,
  sentence text not null,
  citation text not null,
  evidence jsonb not null,
  line_ids uuid[] not null,
  card_ids uuid[] not null,
  currency text not null,
  at_stake_minor bigint not null,
  suggests text,
  raised_at timestamp with time zone default clock_timestamp() not null,
  gone_at timestamp with time zone,
  escaped boolean default false not null
);

create table flag_look (
  proforma_id uuid not null,
  proforma_version integer not null,
  looked_at timestamp with time zone default clock_timestamp() not null,
  ran integer not null,
  could_not jsonb not null
);

create table flag_rule (
  id uuid not null,
  code text not null,
  scope text not null,
  client_id uuid,
  matter_id uuid,
  clause_id uuid,
  version integer not null,
  valid daterange,
  severity text not null,
  params jsonb default '{}'::jsonb not null,
  citation text default ''::text not null,
  reason text default ''::text not null,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table flag_waiver (
  id uuid not null,
  fingerprint text not null,
  code text not null,
  severity text not null,
  sentence text not null,
  proforma_id uuid not null,
  client_id uuid not null,
  matter_id uuid not null,
  reason text not null,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid
);

create table guideline (
  id uuid not null,
  client_id uuid not null,
  title text not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table guideline_acknowledgement (
  version_id uuid not null,
  person_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table guideline_clause (
  id uuid not null,
  version_id uuid not null,
  "position" integer not null,
  number text not null,
  words text not null
);

create table guideline_version (
  id uuid not null,
  guideline_id uuid not null,
  client_id uuid not null,
  version integer not null,
  valid daterange,
  note text default ''::text not null,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table import_mapping (
  id uuid not null,
  name text not null,
  header_key text not null,
  mapping jsonb not null,
  changed_at timestamp with time zone default clock_timestamp() not null
);

create table information_line (
  information_id uuid not null,
  card_id uuid not null,
  matter_id uuid not null,
  bill_minor bigint not null
);

create table information_proforma (
  id uuid not null,
  number bigint not null,
  proforma_id uuid,
  entity_id uuid not null,
  client_id uuid not null,
  currency text not null,
  through_day date not null,
  for_whom text not null,
  net_minor bigint not null,
  snapshot text not null,
  snapshot_hash bytea not null,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table invoice (
  id uuid not null,
  entity_id uuid not null,
  series_year integer not null,
  series_number bigint not null,
  number text not null,
  proforma_id uuid,
  client_id uuid not null,
  payer_id uuid not null,
  currency text not null,
  invoice_date date not null,
  due_date date not null,
  fees_minor bigint not null,
  disbursements_minor bigint not null,
  charges_minor bigint not null,
  tax_minor bigint not null,
  total_minor bigint not null,
  entity_currency text not null,
  entity_rate numeric(20,10) not null,
  entity_rate_source text not null,
  entity_total_minor bigint not null,
  snapshot text not null,
  snapshot_hash bytea not null,
  journal_id uuid not null,
  event_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  on_account_minor bigint default 0 not null
);

create table invoice_audit (
  invoice_id uuid not null,
  differences text[] not null,
  footed_at timestamp with time zone default clock_timestamp() not null,
  sampled boolean not null,
  reader_id uuid,
  checklist jsonb,
  outcome text,
  note text default ''::text not null,
  read_at timestamp with time zone
);

create table invoice_line (
  invoice_id uuid not null,
  line_no integer not null,
  card_id uuid not null,
  proforma_line_id uuid not null,
  kind text not null,
  matter_id uuid not null,
  timekeeper_id uuid,
  share_ppm integer not null,
  seconds bigint not null,
  rate_e4 bigint,
  printed boolean not null,
  wip_minor bigint not null,
  wip_entity_minor bigint not null,
  bill_minor bigint not null,
  tax_code_id uuid not null,
  narrative text not null
);

create table invoice_line_step (
  invoice_id uuid not null,
  line_no integer not null,
  "position" integer not null,
  kind text not null,
  label text not null,
  reason text not null,
  clause_id uuid,
  before_minor bigint not null,
  after_minor bigint not null
);

create table invoice_line_tax (
  invoice_id uuid not null,
  line_no integer not null,
  tax_rule_id uuid,
  sentence text not null,
  as_agent boolean not null,
  withholding_ppm integer not null
);

create table invoice_reversal (
  invoice_id uuid not null,
  cancellation_id uuid,
  counts_on date not null,
  reason text not null,
  journal_id uuid not null,
  event_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table invoice_tax (
  invoice_id uuid not null,
  tax_code_id uuid not null,
  rate_ppm integer not null,
  base_minor bigint not null,
  tax_minor bigint not null,
  entity_base_minor bigint not null,
  entity_tax_minor bigint not null
);

create table journal (
  id uuid not null,
  kind text not null,
  entity_id uuid not null,
  period_id uuid not null,
  counts_on date not null,
  event_id uuid not null,
  reverses_id uuid,
  memo text default ''::text not null,
  transaction_id xid8 default pg_current_xact_id() not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table journal_line (
  journal_id uuid not null,
  line_no integer not null,
  entity_id uuid not null,
  account text not null,
  currency text not null,
  amount bigint not null,
  entity_amount bigint not null,
  office_id uuid,
  client_id uuid,
  matter_id uuid,
  payer_id uuid,
  timekeeper_id uuid,
  card_id uuid,
  invoice_id uuid
);

create table legal_entity (
  id uuid not null,
  code text not null,
  name text not null,
  country text not null,
  currency text not null,
  address text[] not null,
  tax_id text not null,
  phone text default ''::text not null,
  email text default ''::text not null,
  website text default ''::text not null,
  basis text default 'accrual'::text not null,
  rounding text default 'half-up'::text not null,
  paper text default 'a4'::text not null,
  bank jsonb default '[]'::jsonb not null,
  invoice_footer text default ''::text not null,
  four_eyes boolean default true not null,
  advances_are_asset boolean default true not null,
  year_starts_month integer default 1 not null
);

create table letter (
  id uuid not null,
  person_id uuid,
  about_type text not null,
  about_id uuid not null,
  client_id uuid,
  subject text not null,
  body text not null,
  state text default 'queued'::text not null,
  problem text default ''::text not null,
  settled_at timestamp with time zone,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  address text
);

create table matter (
  id uuid not null,
  number text not null,
  client_id uuid not null,
  entity_id uuid not null,
  office_id uuid not null,
  family_id uuid,
  name text not null,
  currency text not null,
  case_type text not null,
  jurisdiction text,
  case_kind text,
  title text default ''::text not null,
  application_number text default ''::text not null,
  application_date date,
  publication_number text default ''::text not null,
  publication_date date,
  registration_number text default ''::text not null,
  registration_date date,
  priority text default ''::text not null,
  entity_status text,
  claims integer,
  independent_claims integer,
  classes text default ''::text not null,
  inventors text default ''::text not null,
  applicants text default ''::text not null,
  case_status text default 'pending'::text not null,
  client_reference text default ''::text not null,
  client_matter_id text default ''::text not null,
  agent_reference text default ''::text not null,
  due_event text default ''::text not null,
  annuity_year integer,
  billing_timekeeper_id uuid not null,
  responsible_timekeeper_id uuid not null,
  originating_timekeeper_id uuid,
  code_set text,
  opened_on date not null,
  closed_on date,
  closed_to_time boolean default false not null,
  closed_to_costs boolean default false not null,
  closed_to_billing boolean default false not null,
  version integer default 1 not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table matter_payer (
  set_id uuid not null,
  payer_id uuid not null,
  "position" integer not null,
  share_ppm integer not null
);

create table matter_payer_set (
  id uuid not null,
  matter_id uuid not null,
  valid daterange not null
);

create table migration (
  name text not null,
  checksum text not null,
  recorded_at timestamp with time zone default now() not null
);

create table number_series (
  entity_id uuid not null,
  document_type text not null,
  year integer not null,
  prefix text not null,
  next bigint default 1 not null
);

create table office (
  id uuid not null,
  entity_id uuid not null,
  code text not null,
  name text not null,
  country text not null
);

create table office_answer (
  id uuid not null,
  client_id uuid not null,
  matter_id uuid not null,
  service text not null,
  number text not null,
  state text not null,
  sentence text default ''::text not null,
  body jsonb,
  case_status text default ''::text not null,
  added integer default 0 not null,
  changed integer default 0 not null,
  missing integer default 0 not null,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  settled_at timestamp with time zone
);

create table on_account (
  receivable_id uuid not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  entity_net_minor bigint not null,
  entity_tax_minor bigint not null
);

create table on_account_choice (
  proforma_id uuid not null,
  on_account_id uuid not null,
  amount_minor bigint,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table on_account_invoice (
  invoice_id uuid not null,
  matter_id uuid not null,
  whole_client boolean not null,
  share_ppm integer not null,
  words text not null,
  clause_id uuid
);

create table on_account_movement (
  movement_id uuid not null,
  on_account_id uuid not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  entity_net_minor bigint not null,
  entity_tax_minor bigint not null
);

create table opening_balance (
  id uuid not null,
  entity_id uuid not null,
  kind text not null,
  cutover_day date not null,
  file_name text not null,
  file_hash bytea not null,
  rows integer not null,
  control jsonb not null,
  state text not null,
  event_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  taken_back_at timestamp with time zone
);

create table outbox_message (
  id uuid not null,
  subject_type text not null,
  subject_id uuid not null,
  client_id uuid,
  message_id text not null,
  sender text not null,
  recipients text[] not null,
  subject text not null,
  body text not null,
  source bytea not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table own_fee (
  id uuid not null,
  item_id uuid not null,
  entity_status text not null,
  currency text not null,
  amount_minor bigint not null,
  valid daterange not null,
  reason text not null,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table payer (
  id uuid not null,
  client_id uuid not null,
  name text not null,
  address text[] not null,
  country text not null,
  tax_id text default ''::text not null,
  email text default ''::text not null,
  reference text default ''::text not null,
  terms_days integer default 30 not null,
  version integer default 1 not null,
  is_private boolean default false not null
);

create table payer_tax (
  payer_id uuid not null,
  entity_id uuid not null,
  tax_code_id uuid not null,
  valid daterange not null
);

create table period (
  id uuid not null,
  entity_id uuid not null,
  name text not null,
  days daterange not null,
  state text default 'open'::text not null
);

create table person (
  id uuid not null,
  email text not null,
  name text not null,
  active boolean default true not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table person_limit (
  person_id uuid not null,
  kind text not null,
  currency text not null,
  minor bigint not null
);

create table person_role (
  person_id uuid not null,
  role text not null
);

create table prepared_run (
  id uuid not null,
  schedule_id uuid not null,
  due_on date not null,
  criteria jsonb not null,
  outcomes jsonb not null,
  generated integer not null,
  gathered integer not null,
  prepared_at timestamp with time zone default clock_timestamp() not null,
  decision text,
  decided_by uuid,
  decided_at timestamp with time zone,
  note text default ''::text not null,
  run_id uuid
);

create table proforma (
  id uuid not null,
  number bigint generated always as identity not null,
  run_id uuid not null,
  entity_id uuid not null,
  client_id uuid not null,
  matter_id uuid not null,
  currency text not null,
  through_day date not null,
  billing_timekeeper_id uuid not null,
  state text not null,
  state_since timestamp with time zone default clock_timestamp() not null,
  state_note text default ''::text not null,
  deferred_until date,
  version integer default 1 not null,
  edit_cursor integer default 0 not null,
  approved_hash bytea,
  approved_by uuid,
  approved_at timestamp with time zone,
  submitted_by uuid,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  unbilled boolean default false not null,
  review_mode text default 'sequential'::text not null,
  review_round integer default 0 not null,
  review_chosen boolean default false not null,
  from_day date,
  deferred_event_id uuid,
  terms_on date
);

create table proforma_adjustment (
  id uuid not null,
  proforma_id uuid not null,
  label text not null,
  amount_minor bigint,
  percent_ppm integer,
  spread text not null,
  reason text not null,
  active boolean default true not null,
  "position" integer not null,
  timekeeper_ids uuid[] default '{}'::uuid[] not null,
  matter_ids uuid[],
  clause_id uuid,
  taken_off text default ''::text not null,
  line_ids uuid[]
);

create table proforma_comment (
  id uuid not null,
  proforma_id uuid not null,
  line_id uuid,
  kind text not null,
  words text not null,
  author_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table proforma_edit (
  proforma_id uuid not null,
  sequence integer not null,
  operation text not null,
  reason text default ''::text not null,
  changes jsonb not null,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  undone_at timestamp with time zone,
  superseded boolean default false not null,
  proposed_by uuid
);

create table proforma_lease (
  proforma_id uuid not null,
  person_id uuid not null,
  taken_at timestamp with time zone default clock_timestamp() not null,
  expires_at timestamp with time zone not null,
  taken_from uuid
);

create table proforma_line (
  id uuid not null,
  proforma_id uuid not null,
  card_id uuid not null,
  attached boolean default true not null,
  billed boolean default false not null,
  "position" integer not null,
  version integer default 1 not null,
  excluded boolean default false not null,
  no_charge boolean default false not null,
  printed boolean default true not null,
  seconds bigint not null,
  rate_e4 bigint,
  bill_minor bigint not null,
  narrative text not null,
  work_date date not null,
  task_code text,
  activity_code text,
  expense_code text,
  shares text
);

create table proforma_look (
  proforma_id uuid not null,
  person_id uuid not null,
  seen_at timestamp with time zone not null,
  seen integer[] not null,
  before_at timestamp with time zone,
  before integer[]
);

create table proforma_matter (
  proforma_id uuid not null,
  matter_id uuid not null,
  open boolean not null
);

create table proforma_origin (
  proforma_id uuid not null,
  from_id uuid not null
);

create table proforma_preview (
  proforma_id uuid not null,
  person_id uuid not null,
  seen_at timestamp with time zone not null
);

create table proforma_proposal (
  id uuid not null,
  proforma_id uuid not null,
  operation jsonb not null,
  seen jsonb not null,
  sentence text not null,
  effect_minor bigint,
  proposer_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  state text default 'open'::text not null,
  decided_by uuid,
  decided_at timestamp with time zone,
  note text default ''::text not null,
  edit_sequence integer
);

create table proforma_reviewer (
  id uuid not null,
  proforma_id uuid not null,
  round integer not null,
  "position" integer not null,
  person_id uuid not null,
  kind text not null,
  asked_at timestamp with time zone,
  answer text,
  answered_at timestamp with time zone,
  answered_by uuid,
  note text default ''::text not null
);

create table proforma_run (
  id uuid not null,
  criteria jsonb not null,
  through_day date not null,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  from_day date
);

create table proforma_step (
  id uuid not null,
  proforma_id uuid not null,
  from_state text not null,
  to_state text not null,
  note text default ''::text not null,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table rate (
  id uuid not null,
  level text not null,
  timekeeper_id uuid,
  title text,
  office_id uuid,
  client_id uuid,
  matter_id uuid,
  currency text not null,
  rate_e4 bigint not null,
  valid daterange not null,
  source text not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  scope text generated always as (((((((((((((level || '|'::text) || COALESCE((timekeeper_id)::text, ''::text)) || '|'::text) || COALESCE(title, ''::text)) || '|'::text) || COALESCE((office_id)::text, ''::text)) || '|'::text) || COALESCE((client_id)::text, ''::text)) || '|'::text) || COALESCE((matter_id)::text, ''::text)) || '|'::text) || currency)) stored not null,
  withdrawn_at timestamp with time zone
);

create table rate_change (
  id uuid not null,
  title text not null,
  client_id uuid,
  from_day date not null,
  percent_ppm integer not null,
  reason text not null,
  state text not null,
  version integer default 1 not null,
  proposed_by uuid not null,
  proposed_at timestamp with time zone default clock_timestamp() not null,
  decided_by uuid,
  decided_at timestamp with time zone,
  note text default ''::text not null,
  agreed_on date,
  agreed_by text default ''::text not null,
  in_force_at timestamp with time zone
);

create table rate_change_line (
  change_id uuid not null,
  "position" integer not null,
  rate_id uuid not null,
  was_e4 bigint not null,
  rate_e4 bigint not null,
  made_id uuid,
  set_by uuid
);

create table rate_explanation (
  hash bytea not null,
  explanation jsonb not null
);

create table reapplication (
  id uuid not null,
  receipt_id uuid not null,
  proforma_id uuid not null,
  payer_id uuid not null,
  currency text not null,
  amount_minor bigint not null,
  cash_minor bigint not null,
  state text not null,
  event_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table receipt (
  id uuid not null,
  number bigint generated always as identity not null,
  entity_id uuid not null,
  client_id uuid,
  payer_id uuid,
  bank_account_id uuid,
  deposit_id uuid,
  opening_id uuid,
  method text not null,
  reference text default ''::text not null,
  received_on date not null,
  currency text not null,
  amount_minor bigint not null,
  entity_minor bigint not null,
  entity_rate_source text not null,
  open_minor bigint not null,
  entity_open_minor bigint not null,
  event_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table receipt_movement (
  id uuid not null,
  receipt_id uuid not null,
  kind text not null,
  amount_minor bigint not null,
  entity_minor bigint not null,
  counts_on date not null,
  journal_id uuid not null,
  event_id uuid not null,
  movement_id uuid,
  refund_id uuid,
  reason text default ''::text not null,
  reverses_id uuid,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table receivable (
  invoice_id uuid,
  entity_id uuid not null,
  client_id uuid not null,
  payer_id uuid not null,
  currency text not null,
  due_date date not null,
  amount_minor bigint not null,
  open_minor bigint not null,
  entity_open_minor bigint not null,
  id uuid not null,
  number text not null,
  invoice_date date not null,
  matter_id uuid,
  office_id uuid,
  billing_timekeeper_id uuid,
  originating_timekeeper_id uuid,
  entity_amount_minor bigint not null,
  opening_id uuid,
  first_moved_on date,
  last_moved_on date,
  last_recorded_at timestamp with time zone
);

create table receivable_line (
  receivable_id uuid not null,
  line_no integer not null,
  kind text not null,
  matter_id uuid,
  timekeeper_id uuid,
  card_id uuid,
  net_minor bigint not null,
  tax_minor bigint not null
);

create table receivable_movement (
  id uuid not null,
  receivable_id uuid not null,
  kind text not null,
  amount_minor bigint not null,
  entity_minor bigint not null,
  counts_on date not null,
  journal_id uuid not null,
  event_id uuid not null,
  source_id uuid,
  reason_kind text,
  reason text default ''::text not null,
  reverses_id uuid,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table receivable_movement_line (
  movement_id uuid not null,
  receivable_id uuid not null,
  line_no integer not null,
  net_minor bigint not null,
  tax_minor bigint not null
);

create table refund (
  id uuid not null,
  number bigint generated always as identity not null,
  receipt_id uuid not null,
  bank_account_id uuid not null,
  amount_minor bigint not null,
  reason text not null,
  state text not null,
  requested_by uuid not null,
  decided_by uuid,
  decided_at timestamp with time zone,
  note text default ''::text not null,
  event_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table reminder (
  id uuid not null,
  about_type text not null,
  about_id uuid not null,
  person_id uuid not null,
  kind text not null,
  since date not null,
  nth integer not null,
  letter_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table review_link (
  id uuid not null,
  kind text not null,
  proforma_id uuid not null,
  person_id uuid,
  guest_name text default ''::text not null,
  guest_email text default ''::text not null,
  content_hash bytea,
  ends_on date not null,
  made_by uuid not null,
  revoked_at timestamp with time zone,
  used_at timestamp with time zone,
  letter_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table review_link_use (
  id uuid not null,
  link_id uuid not null,
  what text not null,
  note text default ''::text not null,
  address text,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table review_policy (
  id uuid not null,
  client_id uuid not null,
  matter_id uuid,
  mode text not null,
  valid daterange not null,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table review_policy_reviewer (
  policy_id uuid not null,
  "position" integer not null,
  kind text not null,
  person_id uuid
);

create table row_change (
  id bigint generated always as identity not null,
  relation text not null,
  key text not null,
  digest uuid,
  transaction_id xid8 default pg_current_xact_id() not null
);

create table run_outcome (
  run_id uuid not null,
  matter_id uuid not null,
  outcome text not null,
  reason text not null,
  proforma_id uuid,
  cards integer not null,
  currency text not null,
  wip_minor bigint not null
);

create table run_schedule (
  id uuid not null,
  name text not null,
  criteria jsonb not null,
  day_kind text not null,
  day_number integer not null,
  through text not null,
  added_on date not null,
  paused boolean default false not null,
  ended_at timestamp with time zone,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table sample (
  proforma_id uuid not null,
  why text not null,
  picked_at timestamp with time zone default clock_timestamp() not null,
  state text default 'waiting'::text not null,
  checker_id uuid,
  note text default ''::text not null,
  checked_at timestamp with time zone
);

create table sample_policy (
  id uuid not null,
  share_ppm integer not null,
  codes text[] not null,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table search_entry (
  subject_type text not null,
  subject_id uuid not null,
  client_id uuid,
  matter_id uuid,
  title text not null,
  subtitle text default ''::text not null,
  words text not null,
  href text not null
);

create table setting (
  owner_id uuid not null,
  key text not null,
  value jsonb not null,
  changed_at timestamp with time zone default clock_timestamp() not null
);

create table tax_code (
  id uuid not null,
  entity_id uuid not null,
  code text not null,
  name text not null,
  kind text not null,
  note text default ''::text not null
);

create table tax_rate (
  tax_code_id uuid not null,
  rate_ppm integer not null,
  valid daterange not null
);

create table tax_rule (
  id uuid not null,
  line_id uuid not null,
  entity_id uuid not null,
  name text not null,
  line_kind text,
  expense_codes text[],
  countries text[],
  payer_kind text,
  tax_code_id uuid not null,
  withholding_ppm integer default 0 not null,
  source text not null,
  valid daterange not null,
  last_day date,
  reason text default ''::text not null,
  ended_reason text default ''::text not null,
  withdrawn_at timestamp with time zone,
  withdrawn_reason text default ''::text not null,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table timekeeper (
  id uuid not null,
  number text not null,
  person_id uuid,
  name text not null,
  initials text not null,
  title text not null,
  classification text not null,
  office_id uuid not null,
  active boolean default true not null
);

create table waiting_policy (
  what text not null,
  from_day date not null,
  remind_days integer not null,
  escalate_days integer,
  escalate_to uuid,
  actor_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

create table worker_heartbeat (
  worker_id text not null,
  seen_at timestamp with time zone default clock_timestamp() not null
);

create table write_off (
  id uuid not null,
  number bigint generated always as identity not null,
  receivable_id uuid not null,
  amount_minor bigint not null,
  reason_kind text not null,
  reason text not null,
  state text not null,
  requested_by uuid not null,
  decided_by uuid,
  decided_at timestamp with time zone,
  note text default ''::text not null,
  event_id uuid not null,
  recorded_at timestamp with time zone default clock_timestamp() not null
);

alter table account add constraint account_kind_check CHECK ((kind = ANY (ARRAY['asset'::text, 'liability'::text, 'equity'::text, 'income'::text, 'expense'::text, 'memorandum'::text])));

alter table account add constraint account_pkey PRIMARY KEY (code);

alter table advanced_cost add constraint advanced_cost_entity_minor_check CHECK ((entity_minor >= 0));

alter table advanced_cost add constraint advanced_cost_minor_check CHECK ((minor >= 0));

alter table advanced_cost add constraint advanced_cost_pkey PRIMARY KEY (receivable_id, line_no);

alter table advanced_cost add constraint advanced_cost_receivable_id_line_no_fkey FOREIGN KEY (receivable_id, line_no) REFERENCES receivable_line(receivable_id, line_no);

alter table advanced_cost_movement add constraint advanced_cost_movement_movement_id_fkey FOREIGN KEY (movement_id) REFERENCES receivable_movement(id);

alter table advanced_cost_movement add constraint advanced_cost_movement_pkey PRIMARY KEY (movement_id, line_no);

alter table advanced_cost_movement add constraint advanced_cost_movement_receivable_id_line_no_fkey FOREIGN KEY (receivable_id, line_no) REFERENCES advanced_cost(receivable_id, line_no);

alter table ageing_item add constraint ageing_item_answer_check CHECK ((answer = ANY (ARRAY['bill'::text, 'hold'::text, 'purge'::text])));

alter table ageing_item add constraint ageing_item_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES person(id);

alter table ageing_item add constraint ageing_item_check CHECK (((answer IS NULL) = (answered_at IS NULL)));

alter table ageing_item add constraint ageing_item_check1 CHECK (((decision IS NULL) = (decided_at IS NULL)));

alter table ageing_item add constraint ageing_item_check2 CHECK (((decision IS NULL) OR (answer = 'purge'::text)));

alter table ageing_item add constraint ageing_item_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table ageing_item add constraint ageing_item_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES person(id);

alter table ageing_item add constraint ageing_item_decision_check CHECK ((decision = ANY (ARRAY['purged'::text, 'refused'::text, 'restored'::text])));

alter table ageing_item add constraint ageing_item_list_id_fkey FOREIGN KEY (list_id) REFERENCES ageing_list(id);

alter table ageing_item add constraint ageing_item_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES matter(id);

alter table ageing_item add constraint ageing_item_pkey PRIMARY KEY (list_id, matter_id);

alter table ageing_list add constraint ageing_list_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES letter(id);

alter table ageing_list add constraint ageing_list_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id);

alter table ageing_list add constraint ageing_list_pkey PRIMARY KEY (id);

alter table ageing_policy add constraint ageing_policy_day_of_month_check CHECK (((day_of_month >= 1) AND (day_of_month <= 28)));

alter table ageing_policy add constraint ageing_policy_older_than_days_check CHECK (((older_than_days >= 1) AND (older_than_days <= 3650)));

alter table ageing_policy add constraint ageing_policy_pkey PRIMARY KEY (from_day);

alter table assistant_of add constraint assistant_of_assistant_id_fkey FOREIGN KEY (assistant_id) REFERENCES person(id);

alter table assistant_of add constraint assistant_of_check CHECK ((assistant_id <> principal_id));

alter table assistant_of add constraint assistant_of_pkey PRIMARY KEY (assistant_id, principal_id);

alter table assistant_of add constraint assistant_of_principal_id_fkey FOREIGN KEY (principal_id) REFERENCES person(id);

alter table attachment_removed add constraint attachment_removed_link_id_fkey FOREIGN KEY (link_id) REFERENCES document_link(id);

alter table attachment_removed add constraint attachment_removed_pkey PRIMARY KEY (link_id);

alter table auth_account add constraint auth_account_pkey PRIMARY KEY (id);

alter table auth_account add constraint "auth_account_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth_user(id) ON DELETE CASCADE;

alter table auth_rate_limit add constraint auth_rate_limit_key_key UNIQUE (key);

alter table auth_rate_limit add constraint auth_rate_limit_pkey PRIMARY KEY (id);

alter table auth_session add constraint auth_session_pkey PRIMARY KEY (id);

alter table auth_session add constraint auth_session_token_key UNIQUE (token);

alter table auth_session add constraint "auth_session_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth_user(id) ON DELETE CASCADE;

alter table auth_user add constraint auth_user_email_key UNIQUE (email);

alter table auth_user add constraint auth_user_pkey PRIMARY KEY (id);

alter table auth_verification add constraint auth_verification_pkey PRIMARY KEY (id);

alter table back_test add constraint back_test_pkey PRIMARY KEY (id);

alter table bank_account add constraint bank_account_account_fkey FOREIGN KEY (account) REFERENCES account(code);

alter table bank_account add constraint bank_account_account_key UNIQUE (account);

alter table bank_account add constraint bank_account_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));

alter table bank_account add constraint bank_account_entity_id_fkey FOREIGN KEY (entity_id) REFERENCES legal_entity(id);

alter table bank_account add constraint bank_account_entity_id_name_key UNIQUE (entity_id, name);

alter table bank_account add constraint bank_account_pkey PRIMARY KEY (id);

alter table billing_code add constraint billing_code_kind_check CHECK ((kind = ANY (ARRAY['task'::text, 'activity'::text, 'expense'::text])));

alter table billing_code add constraint billing_code_pkey PRIMARY KEY (set_name, code);

alter table billing_cycle add constraint billing_cycle_check CHECK (((matter_id IS NULL) OR (client_id IS NOT NULL)));

alter table billing_cycle add constraint billing_cycle_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table billing_cycle add constraint billing_cycle_coalesce_valid_excl EXCLUDE USING gist (COALESCE(matter_id, client_id, '00000000-0000-0000-0000-000000000000'::uuid) WITH =, valid WITH &&);

alter table billing_cycle add constraint billing_cycle_end_month_check CHECK (((end_month >= 1) AND (end_month <= 12)));

alter table billing_cycle add constraint billing_cycle_every_check CHECK ((every = ANY (ARRAY['month'::text, 'quarter'::text, 'half-year'::text, 'year'::text, 'request'::text, 'as-wider'::text])));

alter table billing_cycle add constraint billing_cycle_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES matter(id);

alter table billing_cycle add constraint billing_cycle_pkey PRIMARY KEY (id);

alter table billing_cycle add constraint billing_cycle_valid_check CHECK ((NOT isempty(valid)));

alter table budget add constraint budget_amount_minor_check CHECK ((amount_minor > 0));

alter table budget add constraint budget_check CHECK (((matter_id IS NULL) OR (family_id IS NULL)));

alter table budget add constraint budget_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table budget add constraint budget_covers_check CHECK ((covers = ANY (ARRAY['fees'::text, 'all'::text])));

alter table budget add constraint budget_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));

alter table budget add constraint budget_family_id_fkey FOREIGN KEY (family_id) REFERENCES family(id);

alter table budget add constraint budget_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES matter(id);

alter table budget add constraint budget_one_amount EXCLUDE USING gist (line_id WITH =, valid WITH &&) WHERE ((replaced_at IS NULL));

alter table budget add constraint budget_pkey PRIMARY KEY (id);

alter table budget add constraint budget_spans_check CHECK ((NOT isempty(spans)));

alter table budget add constraint budget_valid_check CHECK ((NOT isempty(valid)));

alter table card add constraint card_billable_seconds_check CHECK (((billable_seconds % (36)::bigint) = 0));

alter table card add constraint card_check CHECK (((kind <> 'time'::text) OR ((timekeeper_id IS NOT NULL) AND (worked_seconds > 0))));

alter table card add constraint card_check1 CHECK (((kind = 'disbursement'::text) = (cost_kind IS NOT NULL)));

alter table card add constraint card_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table card add constraint card_cost_kind_check CHECK ((cost_kind = ANY (ARRAY['hard'::text, 'soft'::text, 'anticipated'::text])));

alter table card add constraint card_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));

alter table card add constraint card_entity_id_fkey FOREIGN KEY (entity_id) REFERENCES legal_entity(id);

alter table card add constraint card_import_id_fkey FOREIGN KEY (import_id) REFERENCES card_import(id);

alter table card add constraint card_kind_check CHECK ((kind = ANY (ARRAY['time'::text, 'disbursement'::text, 'charge'::text])));

alter table card add constraint card_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES matter(id);

alter table card add constraint card_number_key UNIQUE (number);

alter table card add constraint card_opening_id_fkey FOREIGN KEY (opening_id) REFERENCES opening_balance(id);

alter table card add constraint card_pkey PRIMARY KEY (id);

alter table card add constraint card_rate_explanation_hash_fkey FOREIGN KEY (rate_explanation_hash) REFERENCES rate_explanation(hash);

alter table card add constraint card_source_key_key UNIQUE (source_key);

alter table card add constraint card_state_check CHECK ((state = ANY (ARRAY['open'::text, 'billed'::text, 'purged'::text, 'taken-back'::text, 'divided'::text])));

alter table card add constraint card_timekeeper_id_fkey FOREIGN KEY (timekeeper_id) REFERENCES timekeeper(id);

alter table card add constraint card_worked_seconds_check CHECK (((worked_seconds % (36)::bigint) = 0));

alter table card_event add constraint card_event_card_id_fkey FOREIGN KEY (card_id) REFERENCES card(id);

alter table card_event add constraint card_event_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id) DEFERRABLE INITIALLY DEFERRED;

alter table card_event add constraint card_event_journal_id_fkey FOREIGN KEY (journal_id) REFERENCES journal(id);

alter table card_event add constraint card_event_kind_check CHECK ((kind = ANY (ARRAY['posted'::text, 're-rated'::text, 'transferred-out'::text, 'transferred-in'::text, 'purged'::text, 'purge-reversed'::text, 'relieved'::text, 'restored'::text, 'revalued'::text, 'taken-back'::text, 'divided-out'::text, 'divided-in'::text, 'combined-out'::text, 'combined-in'::text])));

alter table card_event add constraint card_event_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES matter(id);

alter table card_event add constraint card_event_pkey PRIMARY KEY (id);

alter table card_fee add constraint card_fee_card_id_fkey FOREIGN KEY (card_id) REFERENCES card(id);

alter table card_fee add constraint card_fee_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table card_fee add constraint card_fee_item_id_fkey FOREIGN KEY (item_id) REFERENCES fee_item(id);

alter table card_fee add constraint card_fee_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES matter(id);

alter table card_fee add constraint card_fee_pkey PRIMARY KEY (card_id);

alter table card_fee add constraint card_fee_version_id_fkey FOREIGN KEY (version_id) REFERENCES fee_version(id);

alter table card_hold add constraint card_hold_card_id_fkey FOREIGN KEY (card_id) REFERENCES card(id);

alter table card_hold add constraint card_hold_pkey PRIMARY KEY (id);

alter table card_hold add constraint card_hold_until_event_id_fkey FOREIGN KEY (until_event_id) REFERENCES expected_event(id);

alter table card_import add constraint card_import_document_hash_fkey FOREIGN KEY (document_hash) REFERENCES document(hash);

alter table card_import add constraint card_import_pkey PRIMARY KEY (id);

alter table card_import add constraint card_import_state_check CHECK ((state = ANY (ARRAY['received'::text, 'reading'::text, 'taking'::text, 'done'::text, 'failed'::text, 'taken-back'::text])));

alter table clause_charge add constraint clause_charge_amount_minor_check CHECK ((amount_minor > 0));

alter table clause_charge add constraint clause_charge_card_id_fkey FOREIGN KEY (card_id) REFERENCES card(id);

alter table clause_charge add constraint clause_charge_check CHECK ((((kind = 'subscription'::text) = (period_from IS NOT NULL)) AND ((period_from IS NULL) = (period_to IS NULL))));

alter table clause_charge add constraint clause_charge_check1 CHECK ((period_from <= period_to));

alter table clause_charge add constraint clause_charge_clause_id_fkey FOREIGN KEY (clause_id) REFERENCES engagement_clause(id);

alter table clause_charge add constraint clause_charge_kind_check CHECK ((kind = ANY (ARRAY['subscription'::text, 'success'::text, 'holdback'::text])));

alter table clause_charge add constraint clause_charge_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES matter(id);

alter table clause_charge add constraint clause_charge_pkey PRIMARY KEY (id);

alter table client add constraint client_bill_together_check CHECK ((bill_together = ANY (ARRAY['matter'::text, 'family'::text, 'client'::text, 'group'::text, 'payer'::text])));

alter table client add constraint client_country_check CHECK ((country ~ '^[A-Z]{2}$'::text));

alter table client add constraint client_number_key UNIQUE (number);

alter table client add constraint client_pkey PRIMARY KEY (id);

alter table command_answer add constraint command_answer_key_check CHECK (((length(key) >= 1) AND (length(key) <= 200)));

alter table command_answer add constraint command_answer_pkey PRIMARY KEY (principal_id, command, key);

alter table comment_mention add constraint comment_mention_comment_id_fkey FOREIGN KEY (comment_id) REFERENCES proforma_comment(id);

alter table comment_mention add constraint comment_mention_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id);

alter table comment_mention add constraint comment_mention_pkey PRIMARY KEY (comment_id, person_id);

alter table contact add constraint contact_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table contact add constraint contact_pkey PRIMARY KEY (id);

alter table correction add constraint correction_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table correction add constraint correction_document_type_check CHECK ((document_type = ANY (ARRAY['credit-note'::text, 'cancellation'::text])));

alter table correction add constraint correction_entity_id_document_type_series_year_series_numbe_key UNIQUE (entity_id, document_type, series_year, series_number);

alter table correction add constraint correction_entity_id_fkey FOREIGN KEY (entity_id) REFERENCES legal_entity(id);

alter table correction add constraint correction_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id) DEFERRABLE INITIALLY DEFERRED;

alter table correction add constraint correction_foots CHECK ((total_minor = ((((fees_minor + disbursements_minor) + charges_minor) + on_account_minor) + tax_minor)));

alter table correction add constraint correction_journal_id_fkey FOREIGN KEY (journal_id) REFERENCES journal(id);

alter table correction add constraint correction_number_key UNIQUE (number);

alter table correction add constraint correction_on_account_minor_check CHECK ((on_account_minor >= 0));

alter table correction add constraint correction_payer_id_fkey FOREIGN KEY (payer_id) REFERENCES payer(id);

alter table correction add constraint correction_pkey PRIMARY KEY (id);

alter table correction add constraint correction_receivable_id_fkey FOREIGN KEY (receivable_id) REFERENCES receivable(id);

alter table correction add constraint correction_snapshot_hash_check CHECK ((octet_length(snapshot_hash) = 32));

alter table correction_line add constraint correction_line_card_id_fkey FOREIGN KEY (card_id) REFERENCES card(id);

alter table correction_line add constraint correction_line_correction_id_fkey FOREIGN KEY (correction_id) REFERENCES correction(id);

alter table correction_line add constraint correction_line_pkey PRIMARY KEY (correction_id, line_no);

alter table correction_line add constraint correction_line_receivable_id_line_no_fkey FOREIGN KEY (receivable_id, line_no) REFERENCES receivable_line(receivable_id, line_no);

alter table correction_reversal add constraint correction_reversal_correction_id_fkey FOREIGN KEY (correction_id) REFERENCES correction(id);

alter table correction_reversal add constraint correction_reversal_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id) DEFERRABLE INITIALLY DEFERRED;

alter table correction_reversal add constraint correction_reversal_journal_id_fkey FOREIGN KEY (journal_id) REFERENCES journal(id);

alter table correction_reversal add constraint correction_reversal_pkey PRIMARY KEY (correction_id);

alter table covered_relation add constraint covered_relation_pkey PRIMARY KEY (relation);

alter table delegation add constraint delegation_check CHECK ((principal_id <> delegate_id));

alter table delegation add constraint delegation_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table delegation add constraint delegation_delegate_id_fkey FOREIGN KEY (delegate_id) REFERENCES person(id);

alter table delegation add constraint delegation_pkey PRIMARY KEY (id);

alter table delegation add constraint delegation_principal_id_fkey FOREIGN KEY (principal_id) REFERENCES person(id);

alter table delegation add constraint delegation_valid_check CHECK (((NOT isempty(valid)) AND (NOT upper_inf(valid))));

alter table deposit add constraint deposit_bank_account_id_fkey FOREIGN KEY (bank_account_id) REFERENCES bank_account(id);

alter table deposit add constraint deposit_control_minor_check CHECK ((control_minor > 0));

alter table deposit add constraint deposit_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id) DEFERRABLE INITIALLY DEFERRED;

alter table deposit add constraint deposit_number_key UNIQUE (number);

alter table deposit add constraint deposit_pkey PRIMARY KEY (id);

alter table digest_policy add constraint digest_policy_pkey PRIMARY KEY (id);

alter table digest_policy add constraint digest_policy_weekday_check CHECK (((weekday >= 1) AND (weekday <= 7)));

alter table digest_told add constraint digest_told_letters_check CHECK ((letters >= 0));

alter table digest_told add constraint digest_told_pkey PRIMARY KEY (to_day);

alter table dispatch add constraint dispatch_channel_check CHECK ((channel = ANY (ARRAY['e-mail'::text, 'post'::text, 'by hand'::text, 'e-billing'::text])));

alter table dispatch add constraint dispatch_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table dispatch add constraint dispatch_correction_id_fkey FOREIGN KEY (correction_id) REFERENCES correction(id);

alter table dispatch add constraint dispatch_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoice(id);

alter table dispatch add constraint dispatch_otherwise CHECK ((((sent_on IS NOT NULL) = (channel <> 'e-mail'::text)) AND ((state <> 'taken-back'::text) OR (channel <> 'e-mail'::text))));

alter table dispatch add constraint dispatch_pkey PRIMARY KEY (id);

alter table dispatch add constraint dispatch_retry_of_fkey FOREIGN KEY (retry_of) REFERENCES dispatch(id);

alter table dispatch add constraint dispatch_retry_of_key UNIQUE (retry_of);

alter table dispatch add constraint dispatch_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text, 'taken-back'::text])));

alter table dispatch add constraint dispatch_subject CHECK ((num_nonnulls(invoice_id, correction_id) = 1));

alter table dispute add constraint dispute_amount_minor_check CHECK ((amount_minor > 0));

alter table dispute add constraint dispute_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES person(id);

alter table dispute add constraint dispute_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id) DEFERRABLE INITIALLY DEFERRED;

alter table dispute add constraint dispute_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES person(id);

alter table dispute add constraint dispute_pkey PRIMARY KEY (id);

alter table dispute add constraint dispute_receivable_id_fkey FOREIGN KEY (receivable_id) REFERENCES receivable(id);

alter table docket_change add constraint docket_change_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table docket_change add constraint docket_change_docket_event_id_fkey FOREIGN KEY (docket_event_id) REFERENCES docket_event(id);

alter table docket_change add constraint docket_change_import_id_fkey FOREIGN KEY (import_id) REFERENCES docket_import(id);

alter table docket_change add constraint docket_change_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES matter(id);

alter table docket_change add constraint docket_change_pkey PRIMARY KEY (id);

alter table docket_change add constraint docket_change_what_check CHECK ((what = ANY (ARRAY['added'::text, 'changed'::text, 'missing'::text, 'returned'::text, 'removed'::text, 'kept'::text, 'taken-back'::text])));

alter table docket_event add constraint docket_event_check CHECK (((state <> 'completed'::text) OR (completed_day IS NOT NULL)));

alter table docket_event add constraint docket_event_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table docket_event add constraint docket_event_import_id_fkey FOREIGN KEY (import_id) REFERENCES docket_import(id);

alter table docket_event add constraint docket_event_kind_check CHECK ((kind = ANY (ARRAY['event'::text, 'task'::text])));

alter table docket_event add constraint docket_event_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES matter(id);

alter table docket_event add constraint docket_event_missing_since_fkey FOREIGN KEY (missing_since) REFERENCES docket_import(id);

alter table docket_event add constraint docket_event_pkey PRIMARY KEY (id);

alter table docket_event add constraint docket_event_source_source_key_key UNIQUE (source, source_key);

alter table docket_event add constraint docket_event_state_check CHECK ((state = ANY (ARRAY['open'::text, 'completed'::text, 'cancelled'::text])));

alter table docket_import add constraint docket_import_file_hash_check CHECK ((octet_length(file_hash) = 32));

alter table docket_import add constraint docket_import_pkey PRIMARY KEY (id);

alter table docket_mapping add constraint docket_mapping_name_key UNIQUE (name);

alter table docket_mapping add constraint docket_mapping_pkey PRIMARY KEY (id);

alter table docket_outcome add constraint docket_outcome_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table docket_outcome add constraint docket_outcome_docket_event_id_fkey FOREIGN KEY (docket_event_id) REFERENCES docket_event(id);

alter table docket_outcome add constraint docket_outcome_docket_event_id_line_id_key UNIQUE (docket_event_id, line_id);

alter table docket_outcome add constraint docket_outcome_expected_id_fkey FOREIGN KEY (expected_id) REFERENCES expected_event(id);

alter table docket_outcome add constraint docket_outcome_fell_with_fkey FOREIGN KEY (fell_with) REFERENCES docket_import(id);

alter table docket_outcome add constraint docket_outcome_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES matter(id);

alter table docket_outcome add constraint docket_outcome_pkey PRIMARY KEY (id);

alter table docket_outcome add constraint docket_outcome_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES docket_rule(id);

alter table docket_outcome add constraint docket_outcome_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'done'::text, 'dismissed'::text])));

alter table docket_rule add constraint docket_rule_action_check CHECK ((action = ANY (ARRAY['fixed-fee'::text, 'official-fee'::text, 'hold'::text, 'task-code'::text, 'remind'::text])));

alter table docket_rule add constraint docket_rule_check CHECK (((matter_id IS NULL) OR (client_id IS NOT NULL)));

alter table docket_rule add constraint docket_rule_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table docket_rule add constraint docket_rule_codes_check CHECK ((cardinality(codes) > 0));

alter table docket_rule add constraint docket_rule_happens_check CHECK ((happens = ANY (ARRAY['opened'::text, 'completed'::text])));

alter table docket_rule add constraint docket_rule_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES matter(id);

alter table docket_rule add constraint docket_rule_one_version EXCLUDE USING gist (line_id WITH =, valid WITH &&) WHERE ((replaced_at IS NULL));

alter table docket_rule add constraint docket_rule_pkey PRIMARY KEY (id);

alter table docket_rule add constraint docket_rule_valid_check CHECK ((NOT isempty(valid)));

alter table document add constraint document_hash_check CHECK ((octet_length(hash) = 32));

alter table document add constraint document_pkey PRIMARY KEY (hash);

alter table document add constraint document_size_check CHECK ((size >= 0));

alter table document_failure add constraint document_failure_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table document_failure add constraint document_failure_kind_check CHECK ((kind = ANY (ARRAY['pdf'::text, 'ledes'::text])));

alter table document_failure add constraint document_failure_pkey PRIMARY KEY (subject_id, kind);

alter table document_failure add constraint document_failure_subject_type_check CHECK ((subject_type = ANY (ARRAY['invoice'::text, 'correction'::text])));

alter table document_link add constraint document_link_document_hash_fkey FOREIGN KEY (document_hash) REFERENCES document(hash);

alter table document_link add constraint document_link_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id) DEFERRABLE INITIALLY DEFERRED;

alter table document_link add constraint document_link_pkey PRIMARY KEY (id);

alter table engagement add constraint engagement_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table engagement add constraint engagement_pkey PRIMARY KEY (id);

alter table engagement add constraint engagement_valid_check CHECK ((NOT isempty(valid)));

alter table engagement_clause add constraint engagement_clause_engagement_id_fkey FOREIGN KEY (engagement_id) REFERENCES engagement(id);

alter table engagement_clause add constraint engagement_clause_kind_check CHECK ((kind = ANY (ARRAY['blended'::text, 'fixed'::text, 'subscription'::text, 'discount'::text, 'volume'::text, 'minimum'::text, 'collar'::text, 'cap'::text, 'holdback'::text, 'success'::text, 'retainer'::text, 'other'::text])));

alter table engagement_clause add constraint engagement_clause_line_id_valid_excl EXCLUDE USING gist (line_id WITH =, valid WITH &&) WHERE ((withdrawn_at IS NULL));

alter table engagement_clause add constraint engagement_clause_pkey PRIMARY KEY (id);

alter table engagement_clause add constraint engagement_clause_valid_check CHECK ((NOT isempty(valid)));

alter table engagement_matter add constraint engagement_matter_engagement_id_fkey FOREIGN KEY (engagement_id) REFERENCES engagement(id);

alter table engagement_matter add constraint engagement_matter_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES matter(id);

alter table engagement_matter add constraint engagement_matter_pkey PRIMARY KEY (engagement_id, matter_id);

alter table estimate add constraint estimate_amount_minor_check CHECK ((amount_minor > 0));

alter table estimate add constraint estimate_check CHECK (((matter_id IS NULL) OR (family_id IS NULL)));

alter table estimate add constraint estimate_check1 CHECK (((state = 'accepted'::text) = (budget_line_id IS NOT NULL)));

alter table estimate add constraint estimate_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table estimate add constraint estimate_covers_check CHECK ((covers = ANY (ARRAY['fees'::text, 'all'::text])));

alter table estimate add constraint estimate_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));

alter table estimate add constraint estimate_days CHECK (((counts_from IS NULL) OR (counts_to IS NULL) OR (counts_from <= counts_to)));

alter table estimate add constraint estimate_family_id_fkey FOREIGN KEY (family_id) REFERENCES family(id);

alter table estimate add constraint estimate_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES letter(id);

alter table estimate add constraint estimate_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES matter(id);

alter table estimate add constraint estimate_pkey PRIMARY KEY (id);

alter table estimate add constraint estimate_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'sent'::text, 'accepted'::text, 'declined'::text, 'withdrawn'::text])));

alter table event add constraint event_digest_check CHECK ((octet_length(digest) = 32));

alter table event add constraint event_pkey PRIMARY KEY (id);

alter table event add constraint event_via_check CHECK ((via = ANY (ARRAY['web'::text, 'api'::text, 'cli'::text, 'job'::text, 'system'::text])));

alter table event_detail add constraint event_detail_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id);

alter table event_detail add constraint event_detail_pkey PRIMARY KEY (event_id);

alter table event_seal add constraint event_seal_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id);

alter table event_seal add constraint event_seal_event_id_key UNIQUE (event_id);

alter table event_seal add constraint event_seal_hash_check CHECK ((octet_length(hash) = 32));

alter table event_seal add constraint event_seal_pkey PRIMARY KEY (sequence);

alter table event_seal add constraint event_seal_sequence_check CHECK ((sequence > 0));

alter table event_seal_head add constraint event_seal_head_pkey PRIMARY KEY (single);

alter table event_seal_head add constraint event_seal_head_single_check CHECK (single);

alter table exchange_rate add constraint exchange_rate_check CHECK ((from_currency <> to_currency));

alter table exchange_rate add constraint exchange_rate_pkey PRIMARY KEY (from_currency, to_currency, day);

alter table exchange_rate add constraint exchange_rate_rate_check CHECK ((rate > (0)::numeric));

alter table expected_event add constraint expected_event_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES matter(id);

alter table expected_event add constraint expected_event_pkey PRIMARY KEY (id);

alter table expected_event add constraint expected_event_title_check CHECK ((title <> ''::text));

alter table family add constraint family_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table family add constraint family_client_id_reference_key UNIQUE (client_id, reference);

alter table family add constraint family_pkey PRIMARY KEY (id);

alter table fee_alias add constraint fee_alias_item_id_fkey FOREIGN KEY (item_id) REFERENCES fee_item(id);

alter table fee_alias add constraint fee_alias_pkey PRIMARY KEY (item_id, folded);

alter table fee_amount add constraint fee_amount_amount_minor_check CHECK ((amount_minor >= 0));

alter table fee_amount add constraint fee_amount_entity_status_check CHECK ((entity_status = ANY (ARRAY['any'::text, 'large'::text, 'small'::text, 'micro'::text])));

alter table fee_amount add constraint fee_amount_pkey PRIMARY KEY (version_id, item_id, entity_status);

alter table fee_amount add constraint fee_amount_version_id_item_id_fkey FOREIGN KEY (version_id, item_id) REFERENCES fee_entry(version_id, item_id);

alter table fee_check add constraint fee_check_pkey PRIMARY KEY (id);

alter table fee_check add constraint fee_check_version_id_item_id_fkey FOREIGN KEY (version_id, item_id) REFERENCES fee_entry(version_id, item_id);

alter table fee_entry add constraint fee_entry_confidence_check CHECK ((confidence = ANY (ARRAY['official'::text, 'high'::text, 'medium-high'::text, 'medium'::text, 'unstated'::text])));

alter table fee_entry add constraint fee_entry_item_id_fkey FOREIGN KEY (item_id) REFERENCES fee_item(id);

alter table fee_entry add constraint fee_entry_pkey PRIMARY KEY (version_id, item_id);

alter table fee_entry add constraint fee_entry_version_id_fkey FOREIGN KEY (version_id) REFERENCES fee_version(id);

alter table fee_item add constraint fee_item_key_key UNIQUE (key);

alter table fee_item add constraint fee_item_office_check CHECK ((office ~ '^[A-Z]{2}$'::text));

alter table fee_item add constraint fee_item_pkey PRIMARY KEY (id);

alter table fee_version add constraint fee_version_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));

alter table fee_version add constraint fee_version_cut_by_fkey FOREIGN KEY (cut_by) REFERENCES fee_version(id);

alter table fee_version add constraint fee_version_file_hash_check CHECK ((octet_length(file_hash) = 32));

alter table fee_version add constraint fee_version_pkey PRIMARY KEY (id);

alter table fee_version add constraint fee_version_schedule_valid_excl EXCLUDE USING gist (schedule WITH =, valid WITH &&) WHERE ((taken_back_at IS NULL));

alter table fee_version add constraint fee_version_valid_check CHECK ((NOT isempty(valid)));

alter table firm_word add constraint firm_word_pkey PRIMARY KEY (word);

alter table firm_word add constraint firm_word_word_check CHECK (((word = lower(word)) AND (word <> ''::text)));

alter table flag add constraint flag_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table flag add constraint flag_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES matter(id);

alter table flag add constraint flag_pkey PRIMARY KEY (id);

alter table flag add constraint flag_proforma_id_fingerprint_key UNIQUE (proforma_id, fingerprint);

alter table flag add constraint flag_proforma_id_fkey FOREIGN KEY (proforma_id) REFERENCES proforma(id);

alter table flag add constraint flag_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES flag_rule(id);

alter table flag add constraint flag_severity_check CHECK ((severity = ANY (ARRAY['block'::text, 'fix'::text, 'warn'::text, 'info'::text])));

alter table flag_look add constraint flag_look_pkey PRIMARY KEY (proforma_id);

alter table flag_look add constraint flag_look_proforma_id_fkey FOREIGN KEY (proforma_id) REFERENCES proforma(id);

alter table flag_rule add constraint flag_rule_check CHECK ((((scope = 'firm'::text) AND (client_id IS NULL) AND (matter_id IS NULL)) OR ((scope = 'client'::text) AND (client_id IS NOT NULL) AND (matter_id IS NULL)) OR ((scope = 'matter'::text) AND (matter_id IS NOT NULL) AND (client_id IS NOT NULL))));

alter table flag_rule add constraint flag_rule_check1 CHECK (((clause_id IS NULL) = (valid IS NOT NULL)));

alter table flag_rule add constraint flag_rule_clause_id_fkey FOREIGN KEY (clause_id) REFERENCES guideline_clause(id);

alter table flag_rule add constraint flag_rule_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table flag_rule add constraint flag_rule_code_scope_coalesce_coalesce1_valid_excl EXCLUDE USING gist (code WITH =, scope WITH =, COALESCE(client_id, '00000000-0000-0000-0000-000000000000'::uuid) WITH =, COALESCE(matter_id, '00000000-0000-0000-0000-000000000000'::uuid) WITH =, valid WITH &&) WHERE ((clause_id IS NULL));

alter table flag_rule add constraint flag_rule_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES matter(id);

alter table flag_rule add constraint flag_rule_pkey PRIMARY KEY (id);

alter table flag_rule add constraint flag_rule_scope_check CHECK ((scope = ANY (ARRAY['firm'::text, 'client'::text, 'matter'::text])));

alter table flag_rule add constraint flag_rule_severity_check CHECK ((severity = ANY (ARRAY['block'::text, 'fix'::text, 'warn'::text, 'info'::text, 'off'::text])));

alter table flag_rule add constraint flag_rule_version_check CHECK ((version > 0));

alter table flag_waiver add constraint flag_waiver_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table flag_waiver add constraint flag_waiver_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES matter(id);

alter table flag_waiver add constraint flag_waiver_pkey PRIMARY KEY (id);

alter table flag_waiver add constraint flag_waiver_proforma_id_fkey FOREIGN KEY (proforma_id) REFERENCES proforma(id);

alter table flag_waiver add constraint flag_waiver_reason_check CHECK ((reason <> ''::text));

alter table guideline add constraint guideline_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table guideline add constraint guideline_client_id_title_key UNIQUE (client_id, title);

alter table guideline add constraint guideline_pkey PRIMARY KEY (id);

alter table guideline_acknowledgement add constraint guideline_acknowledgement_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id);

alter table guideline_acknowledgement add constraint guideline_acknowledgement_pkey PRIMARY KEY (version_id, person_id);

alter table guideline_acknowledgement add constraint guideline_acknowledgement_version_id_fkey FOREIGN KEY (version_id) REFERENCES guideline_version(id);

alter table guideline_clause add constraint guideline_clause_pkey PRIMARY KEY (id);

alter table guideline_clause add constraint guideline_clause_version_id_fkey FOREIGN KEY (version_id) REFERENCES guideline_version(id);

alter table guideline_clause add constraint guideline_clause_version_id_number_key UNIQUE (version_id, number);

alter table guideline_version add constraint guideline_version_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table guideline_version add constraint guideline_version_guideline_id_fkey FOREIGN KEY (guideline_id) REFERENCES guideline(id);

alter table guideline_version add constraint guideline_version_guideline_id_valid_excl EXCLUDE USING gist (guideline_id WITH =, valid WITH &&);

alter table guideline_version add constraint guideline_version_guideline_id_version_key UNIQUE (guideline_id, version);

alter table guideline_version add constraint guideline_version_pkey PRIMARY KEY (id);

alter table guideline_version add constraint guideline_version_version_check CHECK ((version > 0));

alter table import_mapping add constraint import_mapping_name_key UNIQUE (name);

alter table import_mapping add constraint import_mapping_pkey PRIMARY KEY (id);

alter table information_line add constraint information_line_card_id_fkey FOREIGN KEY (card_id) REFERENCES card(id);

alter table information_line add constraint information_line_information_id_fkey FOREIGN KEY (information_id) REFERENCES information_proforma(id);

alter table information_line add constraint information_line_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES matter(id);

alter table information_line add constraint information_line_pkey PRIMARY KEY (information_id, card_id);

alter table information_proforma add constraint information_proforma_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table information_proforma add constraint information_proforma_entity_id_fkey FOREIGN KEY (entity_id) REFERENCES legal_entity(id);

alter table information_proforma add constraint information_proforma_number_check CHECK ((number > 0));

alter table information_proforma add constraint information_proforma_number_key UNIQUE (number);

alter table information_proforma add constraint information_proforma_pkey PRIMARY KEY (id);

alter table information_proforma add constraint information_proforma_proforma_id_fkey FOREIGN KEY (proforma_id) REFERENCES proforma(id);

alter table invoice add constraint invoice_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table invoice add constraint invoice_entity_id_fkey FOREIGN KEY (entity_id) REFERENCES legal_entity(id);

alter table invoice add constraint invoice_entity_id_series_year_series_number_key UNIQUE (entity_id, series_year, series_number);

alter table invoice add constraint invoice_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id) DEFERRABLE INITIALLY DEFERRED;

alter table invoice add constraint invoice_foots CHECK ((total_minor = ((((fees_minor + disbursements_minor) + charges_minor) + on_account_minor) + tax_minor)));

alter table invoice add constraint invoice_journal_id_fkey FOREIGN KEY (journal_id) REFERENCES journal(id);

alter table invoice add constraint invoice_number_key UNIQUE (number);

alter table invoice add constraint invoice_of_work_or_on_account CHECK (((proforma_id IS NULL) = (on_account_minor > 0)));

alter table invoice add constraint invoice_on_account_minor_check CHECK ((on_account_minor >= 0));

alter table invoice add constraint invoice_payer_id_fkey FOREIGN KEY (payer_id) REFERENCES payer(id);

alter table invoice add constraint invoice_pkey PRIMARY KEY (id);

alter table invoice add constraint invoice_proforma_id_fkey FOREIGN KEY (proforma_id) REFERENCES proforma(id);

alter table invoice add constraint invoice_snapshot_hash_check CHECK ((octet_length(snapshot_hash) = 32));

alter table invoice_audit add constraint invoice_audit_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoice(id);

alter table invoice_audit add constraint invoice_audit_outcome_check CHECK ((outcome = ANY (ARRAY['clean'::text, 'minor'::text, 'wrong'::text])));

alter table invoice_audit add constraint invoice_audit_pkey PRIMARY KEY (invoice_id);

alter table invoice_line add constraint invoice_line_card_id_fkey FOREIGN KEY (card_id) REFERENCES card(id);

alter table invoice_line add constraint invoice_line_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoice(id);

alter table invoice_line add constraint invoice_line_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES matter(id);

alter table invoice_line add constraint invoice_line_pkey PRIMARY KEY (invoice_id, line_no);

alter table invoice_line add constraint invoice_line_proforma_line_id_fkey FOREIGN KEY (proforma_line_id) REFERENCES proforma_line(id);

alter table invoice_line add constraint invoice_line_share_ppm_check CHECK (((share_ppm >= 1) AND (share_ppm <= 1000000)));

alter table invoice_line add constraint invoice_line_tax_code_id_fkey FOREIGN KEY (tax_code_id) REFERENCES tax_code(id);

alter table invoice_line add constraint invoice_line_timekeeper_id_fkey FOREIGN KEY (timekeeper_id) REFERENCES timekeeper(id);

alter table invoice_line_step add constraint invoice_line_step_clause_id_fkey FOREIGN KEY (clause_id) REFERENCES engagement_clause(id);

alter table invoice_line_step add constraint invoice_line_step_invoice_id_line_no_fkey FOREIGN KEY (invoice_id, line_no) REFERENCES invoice_line(invoice_id, line_no);

alter table invoice_line_step add constraint invoice_line_step_kind_check CHECK ((kind = ANY (ARRAY['adjustment'::text, 'clause'::text, 'share'::text])));

alter table invoice_line_step add constraint invoice_line_step_pkey PRIMARY KEY (invoice_id, line_no, "position");

alter table invoice_line_tax add constraint invoice_line_tax_invoice_id_line_no_fkey FOREIGN KEY (invoice_id, line_no) REFERENCES invoice_line(invoice_id, line_no);

alter table invoice_line_tax add constraint invoice_line_tax_pkey PRIMARY KEY (invoice_id, line_no);

alter table invoice_line_tax add constraint invoice_line_tax_tax_rule_id_fkey FOREIGN KEY (tax_rule_id) REFERENCES tax_rule(id);

alter table invoice_line_tax add constraint invoice_line_tax_withholding_ppm_check CHECK (((withholding_ppm >= 0) AND (withholding_ppm <= 1000000)));

alter table invoice_reversal add constraint invoice_reversal_cancellation_id_fkey FOREIGN KEY (cancellation_id) REFERENCES correction(id);

alter table invoice_reversal add constraint invoice_reversal_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id) DEFERRABLE INITIALLY DEFERRED;

alter table invoice_reversal add constraint invoice_reversal_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoice(id);

alter table invoice_reversal add constraint invoice_reversal_journal_id_fkey FOREIGN KEY (journal_id) REFERENCES journal(id);

alter table invoice_reversal add constraint invoice_reversal_pkey PRIMARY KEY (invoice_id);

alter table invoice_tax add constraint invoice_tax_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoice(id);

alter table invoice_tax add constraint invoice_tax_pkey PRIMARY KEY (invoice_id, tax_code_id, rate_ppm);

alter table invoice_tax add constraint invoice_tax_tax_code_id_fkey FOREIGN KEY (tax_code_id) REFERENCES tax_code(id);

alter table journal add constraint journal_entity_id_fkey FOREIGN KEY (entity_id) REFERENCES legal_entity(id);

alter table journal add constraint journal_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id) DEFERRABLE INITIALLY DEFERRED;

alter table journal add constraint journal_period_id_fkey FOREIGN KEY (period_id) REFERENCES period(id);

alter table journal add constraint journal_pkey PRIMARY KEY (id);

alter table journal add constraint journal_reverses_id_fkey FOREIGN KEY (reverses_id) REFERENCES journal(id);

alter table journal add constraint journal_reverses_id_key UNIQUE (reverses_id);

alter table journal_line add constraint journal_line_account_fkey FOREIGN KEY (account) REFERENCES account(code);

alter table journal_line add constraint journal_line_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));

alter table journal_line add constraint journal_line_journal_id_fkey FOREIGN KEY (journal_id) REFERENCES journal(id);

alter table journal_line add constraint journal_line_line_no_check CHECK ((line_no > 0));

alter table journal_line add constraint journal_line_pkey PRIMARY KEY (journal_id, line_no);

alter table legal_entity add constraint legal_entity_basis_check CHECK ((basis = ANY (ARRAY['accrual'::text, 'modified-cash'::text])));

alter table legal_entity add constraint legal_entity_code_key UNIQUE (code);

alter table legal_entity add constraint legal_entity_country_check CHECK ((country ~ '^[A-Z]{2}$'::text));

alter table legal_entity add constraint legal_entity_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));

alter table legal_entity add constraint legal_entity_paper_check CHECK ((paper = ANY (ARRAY['a4'::text, 'us-letter'::text])));

alter table legal_entity add constraint legal_entity_pkey PRIMARY KEY (id);

alter table legal_entity add constraint legal_entity_rounding_check CHECK ((rounding = ANY (ARRAY['half-up'::text, 'half-even'::text])));

alter table legal_entity add constraint legal_entity_year_starts_month_check CHECK (((year_starts_month >= 1) AND (year_starts_month <= 12)));

alter table letter add constraint letter_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id);

alter table letter add constraint letter_pkey PRIMARY KEY (id);

alter table letter add constraint letter_receiver CHECK (((person_id IS NULL) <> (address IS NULL)));

alter table letter add constraint letter_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text, 'let-be'::text])));

alter table matter add constraint matter_billing_timekeeper_id_fkey FOREIGN KEY (billing_timekeeper_id) REFERENCES timekeeper(id);

alter table matter add constraint matter_case_type_check CHECK ((case_type = ANY (ARRAY['patent'::text, 'utility-model'::text, 'design'::text, 'trademark'::text, 'domain'::text, 'copyright'::text, 'contentious'::text, 'other'::text])));

alter table matter add constraint matter_claims_check CHECK ((claims >= 0));

alter table matter add constraint matter_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table matter add constraint matter_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));

alter table matter add constraint matter_entity_id_fkey FOREIGN KEY (entity_id) REFERENCES legal_entity(id);

alter table matter add constraint matter_entity_status_check CHECK ((entity_status = ANY (ARRAY['large'::text, 'small'::text, 'micro'::text])));

alter table matter add constraint matter_family_id_fkey FOREIGN KEY (family_id) REFERENCES family(id);

alter table matter add constraint matter_independent_claims_check CHECK ((independent_claims >= 0));

alter table matter add constraint matter_jurisdiction_check CHECK ((jurisdiction ~ '^[A-Z]{2}$'::text));

alter table matter add constraint matter_number_key UNIQUE (number);

alter table matter add constraint matter_office_id_fkey FOREIGN KEY (office_id) REFERENCES office(id);

alter table matter add constraint matter_originating_timekeeper_id_fkey FOREIGN KEY (originating_timekeeper_id) REFERENCES timekeeper(id);

alter table matter add constraint matter_pkey PRIMARY KEY (id);

alter table matter add constraint matter_responsible_timekeeper_id_fkey FOREIGN KEY (responsible_timekeeper_id) REFERENCES timekeeper(id);

alter table matter_payer add constraint matter_payer_payer_id_fkey FOREIGN KEY (payer_id) REFERENCES payer(id);

alter table matter_payer add constraint matter_payer_pkey PRIMARY KEY (set_id, payer_id);

alter table matter_payer add constraint matter_payer_set_id_fkey FOREIGN KEY (set_id) REFERENCES matter_payer_set(id);

alter table matter_payer add constraint matter_payer_share_ppm_check CHECK (((share_ppm >= 1) AND (share_ppm <= 1000000)));

alter table matter_payer_set add constraint matter_payer_set_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES matter(id);

alter table matter_payer_set add constraint matter_payer_set_matter_id_valid_excl EXCLUDE USING gist (matter_id WITH =, valid WITH &&);

alter table matter_payer_set add constraint matter_payer_set_pkey PRIMARY KEY (id);

alter table matter_payer_set add constraint matter_payer_set_valid_check CHECK ((NOT isempty(valid)));

alter table migration add constraint migration_pkey PRIMARY KEY (name);

alter table number_series add constraint number_series_document_type_check CHECK ((document_type = ANY (ARRAY['invoice'::text, 'credit-note'::text, 'cancellation'::text])));

alter table number_series add constraint number_series_entity_id_fkey FOREIGN KEY (entity_id) REFERENCES legal_entity(id);

alter table number_series add constraint number_series_next_check CHECK ((next >= 1));

alter table number_series add constraint number_series_pkey PRIMARY KEY (entity_id, document_type, year);

alter table number_series add constraint number_series_year_check CHECK (((year >= 2000) AND (year <= 2200)));

alter table office add constraint office_code_key UNIQUE (code);

alter table office add constraint office_entity_id_fkey FOREIGN KEY (entity_id) REFERENCES legal_entity(id);

alter table office add constraint office_pkey PRIMARY KEY (id);

alter table office_answer add constraint office_answer_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table office_answer add constraint office_answer_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES matter(id);

alter table office_answer add constraint office_answer_pkey PRIMARY KEY (id);

alter table office_answer add constraint office_answer_service_check CHECK ((service = ANY (ARRAY['USPTO ODP'::text, 'USPTO TSDR'::text])));

alter table office_answer add constraint office_answer_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'answered'::text, 'failed'::text])));

alter table on_account add constraint on_account_pkey PRIMARY KEY (receivable_id);

alter table on_account add constraint on_account_receivable_id_fkey FOREIGN KEY (receivable_id) REFERENCES receivable(id);

alter table on_account_choice add constraint on_account_choice_amount_minor_check CHECK ((amount_minor > 0));

alter table on_account_choice add constraint on_account_choice_on_account_id_fkey FOREIGN KEY (on_account_id) REFERENCES invoice(id);

alter table on_account_choice add constraint on_account_choice_pkey PRIMARY KEY (proforma_id, on_account_id);

alter table on_account_choice add constraint on_account_choice_proforma_id_fkey FOREIGN KEY (proforma_id) REFERENCES proforma(id);

alter table on_account_invoice add constraint on_account_invoice_clause_id_fkey FOREIGN KEY (clause_id) REFERENCES engagement_clause(id);

alter table on_account_invoice add constraint on_account_invoice_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoice(id);

alter table on_account_invoice add constraint on_account_invoice_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES matter(id);

alter table on_account_invoice add constraint on_account_invoice_pkey PRIMARY KEY (invoice_id);

alter table on_account_invoice add constraint on_account_invoice_share_ppm_check CHECK (((share_ppm >= 1) AND (share_ppm <= 1000000)));

alter table on_account_movement add constraint on_account_movement_movement_id_fkey FOREIGN KEY (movement_id) REFERENCES receivable_movement(id);

alter table on_account_movement add constraint on_account_movement_on_account_id_fkey FOREIGN KEY (on_account_id) REFERENCES on_account(receivable_id);

alter table on_account_movement add constraint on_account_movement_pkey PRIMARY KEY (movement_id);

alter table opening_balance add constraint opening_balance_entity_id_fkey FOREIGN KEY (entity_id) REFERENCES legal_entity(id);

alter table opening_balance add constraint opening_balance_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id) DEFERRABLE INITIALLY DEFERRED;

alter table opening_balance add constraint opening_balance_kind_check CHECK ((kind = ANY (ARRAY['wip'::text, 'invoices'::text, 'unapplied'::text])));

alter table opening_balance add constraint opening_balance_pkey PRIMARY KEY (id);

alter table opening_balance add constraint opening_balance_rows_check CHECK ((rows > 0));

alter table opening_balance add constraint opening_balance_state_check CHECK ((state = ANY (ARRAY['taken'::text, 'taken-back'::text])));

alter table outbox_message add constraint outbox_message_message_id_key UNIQUE (message_id);

alter table outbox_message add constraint outbox_message_pkey PRIMARY KEY (id);

alter table own_fee add constraint own_fee_amount_minor_check CHECK ((amount_minor >= 0));

alter table own_fee add constraint own_fee_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));

alter table own_fee add constraint own_fee_entity_status_check CHECK ((entity_status = ANY (ARRAY['any'::text, 'large'::text, 'small'::text, 'micro'::text])));

alter table own_fee add constraint own_fee_item_id_entity_status_valid_excl EXCLUDE USING gist (item_id WITH =, entity_status WITH =, valid WITH &&);

alter table own_fee add constraint own_fee_item_id_fkey FOREIGN KEY (item_id) REFERENCES fee_item(id);

alter table own_fee add constraint own_fee_pkey PRIMARY KEY (id);

alter table own_fee add constraint own_fee_valid_check CHECK ((NOT isempty(valid)));

alter table payer add constraint payer_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table payer add constraint payer_country_check CHECK ((country ~ '^[A-Z]{2}$'::text));

alter table payer add constraint payer_pkey PRIMARY KEY (id);

alter table payer add constraint payer_terms_days_check CHECK (((terms_days >= 0) AND (terms_days <= 365)));

alter table payer_tax add constraint payer_tax_entity_id_fkey FOREIGN KEY (entity_id) REFERENCES legal_entity(id);

alter table payer_tax add constraint payer_tax_payer_id_entity_id_valid_excl EXCLUDE USING gist (payer_id WITH =, entity_id WITH =, valid WITH &&);

alter table payer_tax add constraint payer_tax_payer_id_fkey FOREIGN KEY (payer_id) REFERENCES payer(id);

alter table payer_tax add constraint payer_tax_tax_code_id_fkey FOREIGN KEY (tax_code_id) REFERENCES tax_code(id);

alter table payer_tax add constraint payer_tax_valid_check CHECK ((NOT isempty(valid)));

alter table period add constraint period_days_check CHECK ((NOT isempty(days)));

alter table period add constraint period_entity_id_days_excl EXCLUDE USING gist (entity_id WITH =, days WITH &&);

alter table period add constraint period_entity_id_fkey FOREIGN KEY (entity_id) REFERENCES legal_entity(id);

alter table period add constraint period_pkey PRIMARY KEY (id);

alter table period add constraint period_state_check CHECK ((state = ANY (ARRAY['open'::text, 'soft-closed'::text, 'closed'::text])));

alter table person add constraint person_email_key UNIQUE (email);

alter table person add constraint person_pkey PRIMARY KEY (id);

alter table person_limit add constraint person_limit_kind_check CHECK ((kind = ANY (ARRAY['approve-total'::text, 'approve-reduction'::text, 'approve-by-mail'::text, 'purge'::text, 'write-off'::text, 'refund'::text])));

alter table person_limit add constraint person_limit_minor_check CHECK ((minor >= 0));

alter table person_limit add constraint person_limit_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id);

alter table person_limit add constraint person_limit_pkey PRIMARY KEY (person_id, kind, currency);

alter table person_role add constraint person_role_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id);

alter table person_role add constraint person_role_pkey PRIMARY KEY (person_id, role);

alter table person_role add constraint person_role_role_check CHECK ((role = ANY (ARRAY['administrator'::text, 'billing-manager'::text, 'coordinator'::text, 'billing-timekeeper'::text, 'timekeeper'::text, 'assistant'::text, 'finance'::text, 'auditor'::text])));

alter table prepared_run add constraint prepared_run_check CHECK (((decision IS NULL) = (decided_at IS NULL)));

alter table prepared_run add constraint prepared_run_check1 CHECK (((decision = 'generated'::text) = (run_id IS NOT NULL)));

alter table prepared_run add constraint prepared_run_decision_check CHECK ((decision = ANY (ARRAY['generated'::text, 'dismissed'::text, 'replaced'::text, 'nothing'::text])));

alter table prepared_run add constraint prepared_run_pkey PRIMARY KEY (id);

alter table prepared_run add constraint prepared_run_run_id_fkey FOREIGN KEY (run_id) REFERENCES proforma_run(id);

alter table prepared_run add constraint prepared_run_schedule_id_due_on_key UNIQUE (schedule_id, due_on);

alter table prepared_run add constraint prepared_run_schedule_id_fkey FOREIGN KEY (schedule_id) REFERENCES run_schedule(id);

alter table proforma add constraint proforma_billing_timekeeper_id_fkey FOREIGN KEY (billing_timekeeper_id) REFERENCES timekeeper(id);

alter table proforma add constraint proforma_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table proforma add constraint proforma_deferred_event_id_fkey FOREIGN KEY (deferred_event_id) REFERENCES expected_event(id);

alter table proforma add constraint proforma_entity_id_fkey FOREIGN KEY (entity_id) REFERENCES legal_entity(id);

alter table proforma add constraint proforma_lead_is_on_it FOREIGN KEY (id, matter_id) REFERENCES proforma_matter(proforma_id, matter_id) DEFERRABLE INITIALLY DEFERRED;

alter table proforma add constraint proforma_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES matter(id);

alter table proforma add constraint proforma_number_key UNIQUE (number);

alter table proforma add constraint proforma_pkey PRIMARY KEY (id);

alter table proforma add constraint proforma_review_mode_check CHECK ((review_mode = ANY (ARRAY['sequential'::text, 'parallel'::text])));

alter table proforma add constraint proforma_run_id_fkey FOREIGN KEY (run_id) REFERENCES proforma_run(id);

alter table proforma add constraint proforma_state_check CHECK ((state = ANY (ARRAY['generated'::text, 'pre-review'::text, 'with-reviewer'::text, 'completed'::text, 'approval-pending'::text, 'approved'::text, 'billed'::text, 'deferred'::text, 'on-hold'::text, 'closed'::text, 'reversed'::text])));

alter table proforma_adjustment add constraint proforma_adjustment_check CHECK (((amount_minor IS NULL) <> (percent_ppm IS NULL)));

alter table proforma_adjustment add constraint proforma_adjustment_check1 CHECK (((spread = 'timekeepers'::text) = (cardinality(timekeeper_ids) > 0)));

alter table proforma_adjustment add constraint proforma_adjustment_clause_id_fkey FOREIGN KEY (clause_id) REFERENCES engagement_clause(id);

alter table proforma_adjustment add constraint proforma_adjustment_matter_ids_check CHECK ((cardinality(matter_ids) > 0));

alter table proforma_adjustment add constraint proforma_adjustment_of_clause CHECK (((clause_id IS NOT NULL) = (spread = ANY (ARRAY['fees-left'::text, 'fees-and-charges-left'::text, 'all-left'::text]))));

alter table proforma_adjustment add constraint proforma_adjustment_percent_ppm_check CHECK (((percent_ppm >= '-1000000'::integer) AND (percent_ppm <= 1000000)));

alter table proforma_adjustment add constraint proforma_adjustment_pkey PRIMARY KEY (id);

alter table proforma_adjustment add constraint proforma_adjustment_proforma_id_fkey FOREIGN KEY (proforma_id) REFERENCES proforma(id);

alter table proforma_adjustment add constraint proforma_adjustment_spread_check CHECK ((spread = ANY (ARRAY['by-value'::text, 'by-hours'::text, 'timekeepers'::text, 'fees-only'::text, 'soft-costs-only'::text, 'fees-left'::text, 'fees-and-charges-left'::text, 'all-left'::text])));

alter table proforma_comment add constraint proforma_comment_kind_check CHECK ((kind = ANY (ARRAY['comment'::text, 'note'::text])));

alter table proforma_comment add constraint proforma_comment_line_id_fkey FOREIGN KEY (line_id) REFERENCES proforma_line(id);

alter table proforma_comment add constraint proforma_comment_pkey PRIMARY KEY (id);

alter table proforma_comment add constraint proforma_comment_proforma_id_fkey FOREIGN KEY (proforma_id) REFERENCES proforma(id);

alter table proforma_comment add constraint proforma_comment_words_check CHECK ((words <> ''::text));

alter table proforma_edit add constraint proforma_edit_pkey PRIMARY KEY (proforma_id, sequence);

alter table proforma_edit add constraint proforma_edit_proforma_id_fkey FOREIGN KEY (proforma_id) REFERENCES proforma(id);

alter table proforma_edit add constraint proforma_edit_sequence_check CHECK ((sequence > 0));

alter table proforma_lease add constraint proforma_lease_pkey PRIMARY KEY (proforma_id);

alter table proforma_lease add constraint proforma_lease_proforma_id_fkey FOREIGN KEY (proforma_id) REFERENCES proforma(id);

alter table proforma_line add constraint proforma_line_card_id_fkey FOREIGN KEY (card_id) REFERENCES card(id);

alter table proforma_line add constraint proforma_line_pkey PRIMARY KEY (id);

alter table proforma_line add constraint proforma_line_proforma_id_fkey FOREIGN KEY (proforma_id) REFERENCES proforma(id);

alter table proforma_line add constraint proforma_line_rate_e4_check CHECK ((rate_e4 >= 0));

alter table proforma_line add constraint proforma_line_seconds_check CHECK (((seconds >= 0) AND ((seconds % (36)::bigint) = 0)));

alter table proforma_line add constraint proforma_line_shares_check CHECK ((shares ~ '^[0-9a-f-]{36}:[1-9][0-9]*(,[0-9a-f-]{36}:[1-9][0-9]*)*$'::text));

alter table proforma_look add constraint proforma_look_pkey PRIMARY KEY (proforma_id, person_id);

alter table proforma_look add constraint proforma_look_proforma_id_fkey FOREIGN KEY (proforma_id) REFERENCES proforma(id);

alter table proforma_matter add constraint proforma_matter_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES matter(id);

alter table proforma_matter add constraint proforma_matter_pkey PRIMARY KEY (proforma_id, matter_id);

alter table proforma_matter add constraint proforma_matter_proforma_id_fkey FOREIGN KEY (proforma_id) REFERENCES proforma(id);

alter table proforma_origin add constraint proforma_origin_check CHECK ((from_id <> proforma_id));

alter table proforma_origin add constraint proforma_origin_from_id_fkey FOREIGN KEY (from_id) REFERENCES proforma(id);

alter table proforma_origin add constraint proforma_origin_pkey PRIMARY KEY (proforma_id, from_id);

alter table proforma_origin add constraint proforma_origin_proforma_id_fkey FOREIGN KEY (proforma_id) REFERENCES proforma(id);

alter table proforma_preview add constraint proforma_preview_pkey PRIMARY KEY (proforma_id);

alter table proforma_preview add constraint proforma_preview_proforma_id_fkey FOREIGN KEY (proforma_id) REFERENCES proforma(id);

alter table proforma_proposal add constraint proforma_proposal_check CHECK (((state = 'open'::text) = (decided_by IS NULL)));

alter table proforma_proposal add constraint proforma_proposal_pkey PRIMARY KEY (id);

alter table proforma_proposal add constraint proforma_proposal_proforma_id_fkey FOREIGN KEY (proforma_id) REFERENCES proforma(id);

alter table proforma_proposal add constraint proforma_proposal_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'rejected'::text, 'withdrawn'::text])));

alter table proforma_reviewer add constraint proforma_reviewer_answer_check CHECK ((answer = ANY (ARRAY['completed'::text, 'returned'::text, 'rejected'::text, 'recalled'::text])));

alter table proforma_reviewer add constraint proforma_reviewer_check CHECK (((answer IS NULL) = (answered_at IS NULL)));

alter table proforma_reviewer add constraint proforma_reviewer_kind_check CHECK ((kind = ANY (ARRAY['owner'::text, 'co-owner'::text, 'collaborator'::text])));

alter table proforma_reviewer add constraint proforma_reviewer_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id);

alter table proforma_reviewer add constraint proforma_reviewer_pkey PRIMARY KEY (id);

alter table proforma_reviewer add constraint proforma_reviewer_proforma_id_fkey FOREIGN KEY (proforma_id) REFERENCES proforma(id);

alter table proforma_reviewer add constraint proforma_reviewer_proforma_id_round_person_id_key UNIQUE (proforma_id, round, person_id);

alter table proforma_run add constraint proforma_run_check CHECK ((from_day <= through_day));

alter table proforma_run add constraint proforma_run_pkey PRIMARY KEY (id);

alter table proforma_step add constraint proforma_step_pkey PRIMARY KEY (id);

alter table proforma_step add constraint proforma_step_proforma_id_fkey FOREIGN KEY (proforma_id) REFERENCES proforma(id);

alter table rate add constraint rate_check CHECK (((level = 'client'::text) = ((client_id IS NOT NULL) AND (matter_id IS NULL))));

alter table rate add constraint rate_check1 CHECK (((level = ANY (ARRAY['matter'::text, 'exception'::text])) = (matter_id IS NOT NULL)));

alter table rate add constraint rate_check2 CHECK (((level <> 'exception'::text) OR (timekeeper_id IS NOT NULL)));

alter table rate add constraint rate_check3 CHECK (((timekeeper_id IS NULL) OR (title IS NULL)));

alter table rate add constraint rate_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table rate add constraint rate_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));

alter table rate add constraint rate_level_check CHECK ((level = ANY (ARRAY['standard'::text, 'client'::text, 'matter'::text, 'exception'::text])));

alter table rate add constraint rate_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES matter(id);

alter table rate add constraint rate_office_id_fkey FOREIGN KEY (office_id) REFERENCES office(id);

alter table rate add constraint rate_pkey PRIMARY KEY (id);

alter table rate add constraint rate_rate_e4_check CHECK ((rate_e4 >= 0));

alter table rate add constraint rate_scope_valid_excl EXCLUDE USING gist (scope WITH =, valid WITH &&) WHERE ((withdrawn_at IS NULL));

alter table rate add constraint rate_timekeeper_id_fkey FOREIGN KEY (timekeeper_id) REFERENCES timekeeper(id);

alter table rate add constraint rate_valid_check CHECK ((NOT isempty(valid)));

alter table rate_change add constraint rate_change_check CHECK (((state <> ALL (ARRAY['approved'::text, 'in-force'::text, 'rejected'::text])) OR (decided_by IS NULL) OR (decided_by <> proposed_by)));

alter table rate_change add constraint rate_change_check1 CHECK (((state <> 'in-force'::text) OR (client_id IS NULL) OR (agreed_on IS NOT NULL)));

alter table rate_change add constraint rate_change_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table rate_change add constraint rate_change_pkey PRIMARY KEY (id);

alter table rate_change add constraint rate_change_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'approved'::text, 'in-force'::text, 'rejected'::text, 'withdrawn'::text, 'taken-back'::text])));

alter table rate_change_line add constraint rate_change_line_change_id_fkey FOREIGN KEY (change_id) REFERENCES rate_change(id);

alter table rate_change_line add constraint rate_change_line_change_id_rate_id_key UNIQUE (change_id, rate_id);

alter table rate_change_line add constraint rate_change_line_made_id_fkey FOREIGN KEY (made_id) REFERENCES rate(id);

alter table rate_change_line add constraint rate_change_line_pkey PRIMARY KEY (change_id, "position");

alter table rate_change_line add constraint rate_change_line_rate_e4_check CHECK ((rate_e4 > 0));

alter table rate_change_line add constraint rate_change_line_rate_id_fkey FOREIGN KEY (rate_id) REFERENCES rate(id);

alter table rate_explanation add constraint rate_explanation_hash_check CHECK ((octet_length(hash) = 32));

alter table rate_explanation add constraint rate_explanation_pkey PRIMARY KEY (hash);

alter table reapplication add constraint reapplication_amount_minor_check CHECK (((amount_minor >= 0) AND (cash_minor >= 0) AND ((amount_minor = 0) = (cash_minor = 0))));

alter table reapplication add constraint reapplication_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id) DEFERRABLE INITIALLY DEFERRED;

alter table reapplication add constraint reapplication_payer_id_fkey FOREIGN KEY (payer_id) REFERENCES payer(id);

alter table reapplication add constraint reapplication_pkey PRIMARY KEY (id);

alter table reapplication add constraint reapplication_proforma_id_fkey FOREIGN KEY (proforma_id) REFERENCES proforma(id);

alter table reapplication add constraint reapplication_receipt_id_fkey FOREIGN KEY (receipt_id) REFERENCES receipt(id);

alter table reapplication add constraint reapplication_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'applied'::text, 'given-up'::text])));

alter table receipt add constraint receipt_amount_minor_check CHECK ((amount_minor > 0));

alter table receipt add constraint receipt_bank_account_id_fkey FOREIGN KEY (bank_account_id) REFERENCES bank_account(id);

alter table receipt add constraint receipt_check CHECK (((bank_account_id IS NULL) = (opening_id IS NOT NULL)));

alter table receipt add constraint receipt_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table receipt add constraint receipt_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));

alter table receipt add constraint receipt_deposit_id_fkey FOREIGN KEY (deposit_id) REFERENCES deposit(id);

alter table receipt add constraint receipt_entity_id_fkey FOREIGN KEY (entity_id) REFERENCES legal_entity(id);

alter table receipt add constraint receipt_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id) DEFERRABLE INITIALLY DEFERRED;

alter table receipt add constraint receipt_method_check CHECK ((method = ANY (ARRAY['cheque'::text, 'card'::text, 'wire'::text, 'cash'::text, 'opening'::text])));

alter table receipt add constraint receipt_number_key UNIQUE (number);

alter table receipt add constraint receipt_open_minor_check CHECK ((open_minor >= 0));

alter table receipt add constraint receipt_opening_id_fkey FOREIGN KEY (opening_id) REFERENCES opening_balance(id);

alter table receipt add constraint receipt_payer_id_fkey FOREIGN KEY (payer_id) REFERENCES payer(id);

alter table receipt add constraint receipt_pkey PRIMARY KEY (id);

alter table receipt_movement add constraint receipt_movement_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id) DEFERRABLE INITIALLY DEFERRED;

alter table receipt_movement add constraint receipt_movement_journal_id_fkey FOREIGN KEY (journal_id) REFERENCES journal(id);

alter table receipt_movement add constraint receipt_movement_kind_check CHECK ((kind = ANY (ARRAY['received'::text, 'opening'::text, 'allocated'::text, 'refunded'::text, 'kept'::text, 'received-reversed'::text, 'allocated-reversed'::text, 'refunded-reversed'::text, 'kept-reversed'::text, 'taken-back'::text])));

alter table receipt_movement add constraint receipt_movement_movement_id_fkey FOREIGN KEY (movement_id) REFERENCES receivable_movement(id);

alter table receipt_movement add constraint receipt_movement_movement_id_key UNIQUE (movement_id);

alter table receipt_movement add constraint receipt_movement_pkey PRIMARY KEY (id);

alter table receipt_movement add constraint receipt_movement_receipt_id_fkey FOREIGN KEY (receipt_id) REFERENCES receipt(id);

alter table receipt_movement add constraint receipt_movement_reverses_id_fkey FOREIGN KEY (reverses_id) REFERENCES receipt_movement(id);

alter table receipt_movement add constraint receipt_movement_reverses_id_key UNIQUE (reverses_id);

alter table receivable add constraint receivable_billing_timekeeper_id_fkey FOREIGN KEY (billing_timekeeper_id) REFERENCES timekeeper(id);

alter table receivable add constraint receivable_check CHECK (((invoice_id IS NULL) <> (opening_id IS NULL)));

alter table receivable add constraint receivable_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table receivable add constraint receivable_entity_id_fkey FOREIGN KEY (entity_id) REFERENCES legal_entity(id);

alter table receivable add constraint receivable_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoice(id);

alter table receivable add constraint receivable_invoice_id_key UNIQUE (invoice_id);

alter table receivable add constraint receivable_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES matter(id);

alter table receivable add constraint receivable_office_id_fkey FOREIGN KEY (office_id) REFERENCES office(id);

alter table receivable add constraint receivable_opening_id_fkey FOREIGN KEY (opening_id) REFERENCES opening_balance(id);

alter table receivable add constraint receivable_originating_timekeeper_id_fkey FOREIGN KEY (originating_timekeeper_id) REFERENCES timekeeper(id);

alter table receivable add constraint receivable_payer_id_fkey FOREIGN KEY (payer_id) REFERENCES payer(id);

alter table receivable add constraint receivable_pkey PRIMARY KEY (id);

alter table receivable_line add constraint receivable_line_card_id_fkey FOREIGN KEY (card_id) REFERENCES card(id);

alter table receivable_line add constraint receivable_line_kind_check CHECK ((kind = ANY (ARRAY['time'::text, 'disbursement'::text, 'charge'::text, 'on-account'::text])));

alter table receivable_line add constraint receivable_line_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES matter(id);

alter table receivable_line add constraint receivable_line_net_minor_check CHECK ((net_minor >= 0));

alter table receivable_line add constraint receivable_line_pkey PRIMARY KEY (receivable_id, line_no);

alter table receivable_line add constraint receivable_line_receivable_id_fkey FOREIGN KEY (receivable_id) REFERENCES receivable(id);

alter table receivable_line add constraint receivable_line_tax_minor_check CHECK ((tax_minor >= 0));

alter table receivable_line add constraint receivable_line_timekeeper_id_fkey FOREIGN KEY (timekeeper_id) REFERENCES timekeeper(id);

alter table receivable_movement add constraint receivable_movement_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id) DEFERRABLE INITIALLY DEFERRED;

alter table receivable_movement add constraint receivable_movement_journal_id_fkey FOREIGN KEY (journal_id) REFERENCES journal(id);

alter table receivable_movement add constraint receivable_movement_kind_check CHECK ((kind = ANY (ARRAY['issued'::text, 'opening'::text, 'allocated'::text, 'difference'::text, 'applied'::text, 'credited'::text, 'written-off'::text, 'unbilled'::text, 'taken-back'::text, 'allocated-reversed'::text, 'difference-reversed'::text, 'applied-reversed'::text, 'credited-reversed'::text, 'written-off-reversed'::text])));

alter table receivable_movement add constraint receivable_movement_pkey PRIMARY KEY (id);

alter table receivable_movement add constraint receivable_movement_receivable_id_fkey FOREIGN KEY (receivable_id) REFERENCES receivable(id);

alter table receivable_movement add constraint receivable_movement_reverses_id_fkey FOREIGN KEY (reverses_id) REFERENCES receivable_movement(id);

alter table receivable_movement add constraint receivable_movement_reverses_id_key UNIQUE (reverses_id);

alter table receivable_movement_line add constraint receivable_movement_line_movement_id_fkey FOREIGN KEY (movement_id) REFERENCES receivable_movement(id);

alter table receivable_movement_line add constraint receivable_movement_line_pkey PRIMARY KEY (movement_id, line_no);

alter table receivable_movement_line add constraint receivable_movement_line_receivable_id_line_no_fkey FOREIGN KEY (receivable_id, line_no) REFERENCES receivable_line(receivable_id, line_no);

alter table refund add constraint refund_amount_minor_check CHECK ((amount_minor > 0));

alter table refund add constraint refund_bank_account_id_fkey FOREIGN KEY (bank_account_id) REFERENCES bank_account(id);

alter table refund add constraint refund_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES person(id);

alter table refund add constraint refund_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id) DEFERRABLE INITIALLY DEFERRED;

alter table refund add constraint refund_number_key UNIQUE (number);

alter table refund add constraint refund_pkey PRIMARY KEY (id);

alter table refund add constraint refund_receipt_id_fkey FOREIGN KEY (receipt_id) REFERENCES receipt(id);

alter table refund add constraint refund_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES person(id);

alter table refund add constraint refund_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'paid'::text, 'rejected'::text, 'reversed'::text])));

alter table reminder add constraint reminder_about_id_person_id_kind_since_nth_key UNIQUE (about_id, person_id, kind, since, nth);

alter table reminder add constraint reminder_kind_check CHECK ((kind = ANY (ARRAY['reminder'::text, 'escalation'::text])));

alter table reminder add constraint reminder_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES letter(id);

alter table reminder add constraint reminder_nth_check CHECK ((nth > 0));

alter table reminder add constraint reminder_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id);

alter table reminder add constraint reminder_pkey PRIMARY KEY (id);

alter table review_link add constraint review_link_check CHECK (((kind = 'approve'::text) = (person_id IS NOT NULL)));

alter table review_link add constraint review_link_check1 CHECK (((kind = 'approve'::text) = (content_hash IS NOT NULL)));

alter table review_link add constraint review_link_check2 CHECK (((kind = 'review'::text) = (guest_email <> ''::text)));

alter table review_link add constraint review_link_content_hash_check CHECK ((octet_length(content_hash) = 32));

alter table review_link add constraint review_link_kind_check CHECK ((kind = ANY (ARRAY['review'::text, 'approve'::text])));

alter table review_link add constraint review_link_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES letter(id);

alter table review_link add constraint review_link_made_by_fkey FOREIGN KEY (made_by) REFERENCES person(id);

alter table review_link add constraint review_link_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id);

alter table review_link add constraint review_link_pkey PRIMARY KEY (id);

alter table review_link add constraint review_link_proforma_id_fkey FOREIGN KEY (proforma_id) REFERENCES proforma(id);

alter table review_link_use add constraint review_link_use_link_id_fkey FOREIGN KEY (link_id) REFERENCES review_link(id);

alter table review_link_use add constraint review_link_use_pkey PRIMARY KEY (id);

alter table review_link_use add constraint review_link_use_what_check CHECK ((what = ANY (ARRAY['opened'::text, 'noted'::text, 'completed'::text, 'returned'::text, 'approved'::text, 'refused'::text])));

alter table review_policy add constraint review_policy_client_id_fkey FOREIGN KEY (client_id) REFERENCES client(id);

alter table review_policy add constraint review_policy_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES matter(id);

alter table review_policy add constraint review_policy_mode_check CHECK ((mode = ANY (ARRAY['sequential'::text, 'parallel'::text])));

alter table review_policy add constraint review_policy_one_a_day EXCLUDE USING gist (COALESCE(matter_id, client_id) WITH =, valid WITH &&);

alter table review_policy add constraint review_policy_pkey PRIMARY KEY (id);

alter table review_policy add constraint review_policy_valid_check CHECK ((NOT isempty(valid)));

alter table review_policy_reviewer add constraint review_policy_reviewer_check CHECK (((kind = 'owner'::text) = (person_id IS NULL)));

alter table review_policy_reviewer add constraint review_policy_reviewer_kind_check CHECK ((kind = ANY (ARRAY['owner'::text, 'co-owner'::text, 'collaborator'::text])));

alter table review_policy_reviewer add constraint review_policy_reviewer_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id);

alter table review_policy_reviewer add constraint review_policy_reviewer_pkey PRIMARY KEY (policy_id, "position");

alter table review_policy_reviewer add constraint review_policy_reviewer_policy_id_fkey FOREIGN KEY (policy_id) REFERENCES review_policy(id);

alter table row_change add constraint row_change_pkey PRIMARY KEY (id);

alter table run_outcome add constraint run_outcome_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES matter(id);

alter table run_outcome add constraint run_outcome_outcome_check CHECK ((outcome = ANY (ARRAY['generated'::text, 'gathered'::text, 'existing'::text, 'skipped'::text])));

alter table run_outcome add constraint run_outcome_pkey PRIMARY KEY (run_id, matter_id);

alter table run_outcome add constraint run_outcome_proforma_id_fkey FOREIGN KEY (proforma_id) REFERENCES proforma(id);

alter table run_outcome add constraint run_outcome_run_id_fkey FOREIGN KEY (run_id) REFERENCES proforma_run(id);

alter table run_schedule add constraint run_schedule_day_kind_check CHECK ((day_kind = ANY (ARRAY['calendar'::text, 'working'::text])));

alter table run_schedule add constraint run_schedule_day_number_check CHECK (((day_number >= 1) AND (day_number <= 28)));

alter table run_schedule add constraint run_schedule_name_check CHECK ((name <> ''::text));

alter table run_schedule add constraint run_schedule_pkey PRIMARY KEY (id);

alter table run_schedule add constraint run_schedule_through_check CHECK ((through = ANY (ARRAY['last-month'::text, 'that-day'::text])));

alter table sample add constraint sample_pkey PRIMARY KEY (proforma_id);

alter table sample add constraint sample_proforma_id_fkey FOREIGN KEY (proforma_id) REFERENCES proforma(id);

alter table sample add constraint sample_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'passed'::text, 'returned'::text])));

alter table sample_policy add constraint sample_policy_pkey PRIMARY KEY (id);

alter table sample_policy add constraint sample_policy_share_ppm_check CHECK (((share_ppm >= 0) AND (share_ppm <= 1000000)));

alter table search_entry add constraint search_entry_pkey PRIMARY KEY (subject_type, subject_id);

alter table setting add constraint setting_pkey PRIMARY KEY (owner_id, key);

alter table tax_code add constraint tax_code_entity_id_code_key UNIQUE (entity_id, code);

alter table tax_code add constraint tax_code_entity_id_fkey FOREIGN KEY (entity_id) REFERENCES legal_entity(id);

alter table tax_code add constraint tax_code_kind_check CHECK ((kind = ANY (ARRAY['standard'::text, 'reduced'::text, 'zero'::text, 'exempt'::text, 'reverse-charge'::text, 'out-of-scope'::text])));

alter table tax_code add constraint tax_code_pkey PRIMARY KEY (id);

alter table tax_rate add constraint tax_rate_rate_ppm_check CHECK (((rate_ppm >= 0) AND (rate_ppm <= 1000000)));

alter table tax_rate add constraint tax_rate_tax_code_id_fkey FOREIGN KEY (tax_code_id) REFERENCES tax_code(id);

alter table tax_rate add constraint tax_rate_tax_code_id_valid_excl EXCLUDE USING gist (tax_code_id WITH =, valid WITH &&);

alter table tax_rate add constraint tax_rate_valid_check CHECK ((NOT isempty(valid)));

alter table tax_rule add constraint tax_rule_check CHECK (((expense_codes IS NULL) OR (line_kind = ANY (ARRAY['disbursement'::text, 'agent'::text]))));

alter table tax_rule add constraint tax_rule_countries_check CHECK ((cardinality(countries) > 0));

alter table tax_rule add constraint tax_rule_entity_id_fkey FOREIGN KEY (entity_id) REFERENCES legal_entity(id);

alter table tax_rule add constraint tax_rule_expense_codes_check CHECK ((cardinality(expense_codes) > 0));

alter table tax_rule add constraint tax_rule_line_id_valid_excl EXCLUDE USING gist (line_id WITH =, valid WITH &&) WHERE ((withdrawn_at IS NULL));

alter table tax_rule add constraint tax_rule_line_kind_check CHECK ((line_kind = ANY (ARRAY['fees'::text, 'charges'::text, 'disbursement'::text, 'agent'::text])));

alter table tax_rule add constraint tax_rule_payer_kind_check CHECK ((payer_kind = ANY (ARRAY['business'::text, 'private'::text, 'unknown'::text])));

alter table tax_rule add constraint tax_rule_pkey PRIMARY KEY (id);

alter table tax_rule add constraint tax_rule_source_check CHECK ((source <> ''::text));

alter table tax_rule add constraint tax_rule_tax_code_id_fkey FOREIGN KEY (tax_code_id) REFERENCES tax_code(id);

alter table tax_rule add constraint tax_rule_valid_check CHECK ((NOT isempty(valid)));

alter table tax_rule add constraint tax_rule_withholding_ppm_check CHECK (((withholding_ppm >= 0) AND (withholding_ppm <= 1000000)));

alter table timekeeper add constraint timekeeper_number_key UNIQUE (number);

alter table timekeeper add constraint timekeeper_office_id_fkey FOREIGN KEY (office_id) REFERENCES office(id);

alter table timekeeper add constraint timekeeper_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id);

alter table timekeeper add constraint timekeeper_person_id_key UNIQUE (person_id);

alter table timekeeper add constraint timekeeper_pkey PRIMARY KEY (id);

alter table waiting_policy add constraint waiting_policy_check CHECK (((escalate_days IS NULL) = (escalate_to IS NULL)));

alter table waiting_policy add constraint waiting_policy_check1 CHECK ((escalate_days > remind_days));

alter table waiting_policy add constraint waiting_policy_escalate_days_check CHECK (((escalate_days >= 1) AND (escalate_days <= 365)));

alter table waiting_policy add constraint waiting_policy_escalate_to_fkey FOREIGN KEY (escalate_to) REFERENCES person(id);

alter table waiting_policy add constraint waiting_policy_pkey PRIMARY KEY (what, from_day);

alter table waiting_policy add constraint waiting_policy_remind_days_check CHECK (((remind_days >= 1) AND (remind_days <= 365)));

alter table waiting_policy add constraint waiting_policy_what_check CHECK ((what = ANY (ARRAY['with-reviewer'::text, 'completed'::text, 'approval-pending'::text, 'approved'::text, 'ageing-list'::text])));

alter table worker_heartbeat add constraint worker_heartbeat_pkey PRIMARY KEY (worker_id);

alter table write_off add constraint write_off_amount_minor_check CHECK ((amount_minor > 0));

alter table write_off add constraint write_off_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES person(id);

alter table write_off add constraint write_off_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id) DEFERRABLE INITIALLY DEFERRED;

alter table write_off add constraint write_off_number_key UNIQUE (number);

alter table write_off add constraint write_off_pkey PRIMARY KEY (id);

alter table write_off add constraint write_off_receivable_id_fkey FOREIGN KEY (receivable_id) REFERENCES receivable(id);

alter table write_off add constraint write_off_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES person(id);

alter table write_off add constraint write_off_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'posted'::text, 'rejected'::text, 'reversed'::text])));

CREATE INDEX advanced_cost_movement_of ON public.advanced_cost_movement USING btree (receivable_id, line_no);

CREATE UNIQUE INDEX ageing_list_current ON public.ageing_list USING btree (person_id) WHERE (replaced_at IS NULL);

CREATE INDEX auth_session_user ON public.auth_session USING btree ("userId");

CREATE INDEX auth_verification_identifier ON public.auth_verification USING btree (identifier);

CREATE INDEX billing_code_by_code ON public.billing_code USING btree (code);

CREATE INDEX budget_client ON public.budget USING btree (client_id);

CREATE INDEX budget_matter ON public.budget USING btree (matter_id);

CREATE INDEX card_client_day ON public.card USING btree (client_id, work_date DESC);

CREATE INDEX card_import_of ON public.card USING btree (import_id);

CREATE INDEX card_matter_day ON public.card USING btree (matter_id, work_date);

CREATE INDEX card_matter_open ON public.card USING btree (matter_id) WHERE (state = 'open'::text);

CREATE INDEX card_opening ON public.card USING btree (opening_id) WHERE (opening_id IS NOT NULL);

CREATE INDEX card_time_of_day ON public.card USING btree (timekeeper_id, work_date) INCLUDE (worked_seconds) WHERE ((kind = 'time'::text) AND (state <> ALL (ARRAY['purged'::text, 'taken-back'::text])));

CREATE INDEX card_timekeeper_day ON public.card USING btree (timekeeper_id, work_date);

CREATE INDEX card_event_card ON public.card_event USING btree (card_id);

CREATE INDEX card_event_day ON public.card_event USING btree (counts_on);

CREATE INDEX card_event_event ON public.card_event USING btree (event_id);

CREATE INDEX card_event_matter ON public.card_event USING btree (matter_id, counts_on);

CREATE INDEX card_fee_item ON public.card_fee USING btree (item_id);

CREATE INDEX card_fee_matter ON public.card_fee USING btree (matter_id);

CREATE INDEX card_hold_event ON public.card_hold USING btree (until_event_id) WHERE (released_at IS NULL);

CREATE UNIQUE INDEX card_hold_open ON public.card_hold USING btree (card_id) WHERE (released_at IS NULL);

CREATE UNIQUE INDEX clause_charge_card ON public.clause_charge USING btree (card_id);

CREATE INDEX clause_charge_of ON public.clause_charge USING btree (line_id);

CREATE UNIQUE INDEX clause_charge_period ON public.clause_charge USING btree (line_id, period_from) WHERE (taken_back_at IS NULL);

CREATE INDEX comment_mention_unread ON public.comment_mention USING btree (person_id) WHERE (read_at IS NULL);

CREATE INDEX contact_client ON public.contact USING btree (client_id);

CREATE INDEX correction_event ON public.correction USING btree (event_id);

CREATE INDEX correction_receivable ON public.correction USING btree (receivable_id);

CREATE INDEX correction_line_of ON public.correction_line USING btree (receivable_id, line_no);

CREATE INDEX delegation_delegate ON public.delegation USING btree (delegate_id);

CREATE INDEX dispatch_correction ON public.dispatch USING btree (correction_id) WHERE (correction_id IS NOT NULL);

CREATE INDEX dispatch_failed ON public.dispatch USING btree (id) WHERE (state = 'failed'::text);

CREATE INDEX dispatch_invoice ON public.dispatch USING btree (invoice_id);

CREATE UNIQUE INDEX dispute_open ON public.dispute USING btree (receivable_id) WHERE (closed_on IS NULL);

CREATE INDEX docket_change_event ON public.docket_change USING btree (docket_event_id);

CREATE INDEX docket_change_import ON public.docket_change USING btree (import_id);

CREATE INDEX docket_event_client ON public.docket_event USING btree (client_id, COALESCE(completed_day, event_day, due_day)) WHERE (removed_at IS NULL);

CREATE INDEX docket_event_day ON public.docket_event USING btree (COALESCE(completed_day, event_day, due_day)) WHERE (removed_at IS NULL);

CREATE INDEX docket_event_matter ON public.docket_event USING btree (matter_id, completed_day);

CREATE INDEX docket_event_open ON public.docket_event USING btree (due_day) WHERE ((state = 'open'::text) AND (removed_at IS NULL));

CREATE INDEX docket_outcome_cards ON public.docket_outcome USING gin (card_ids);

CREATE INDEX docket_outcome_expected ON public.docket_outcome USING btree (expected_id) WHERE (expected_id IS NOT NULL);

CREATE INDEX docket_outcome_matter ON public.docket_outcome USING btree (matter_id);

CREATE INDEX docket_outcome_open ON public.docket_outcome USING btree (state) WHERE (state = 'proposed'::text);

CREATE INDEX document_link_attached ON public.document_link USING btree (subject_type, subject_id) WHERE (kind = ANY (ARRAY['attachment'::text, 'receipt'::text]));

CREATE INDEX document_link_event ON public.document_link USING btree (event_id);

CREATE UNIQUE INDEX document_link_one_of_kind ON public.document_link USING btree (subject_type, subject_id, kind) WHERE (kind <> ALL (ARRAY['attachment'::text, 'receipt'::text]));

CREATE INDEX engagement_client ON public.engagement USING btree (client_id);

CREATE INDEX engagement_clause_of ON public.engagement_clause USING btree (engagement_id);

CREATE INDEX engagement_matter_of ON public.engagement_matter USING btree (matter_id);

CREATE INDEX estimate_client ON public.estimate USING btree (client_id);

CREATE INDEX event_recorded ON public.event USING btree (recorded_at);

CREATE INDEX event_subject ON public.event USING btree (subject_type, subject_id);

CREATE INDEX event_unsealed ON public.event USING btree (transaction_id, id);

CREATE INDEX expected_event_matter ON public.expected_event USING btree (matter_id);

CREATE INDEX fee_alias_word ON public.fee_alias USING btree (folded);

CREATE UNIQUE INDEX fee_check_standing ON public.fee_check USING btree (version_id, item_id) WHERE (withdrawn_at IS NULL);

CREATE INDEX flag_code ON public.flag USING btree (code, raised_at);

CREATE INDEX flag_open ON public.flag USING btree (proforma_id) WHERE (gone_at IS NULL);

CREATE INDEX flag_rule_clause ON public.flag_rule USING btree (clause_id);

CREATE UNIQUE INDEX flag_waiver_one ON public.flag_waiver USING btree (fingerprint) WHERE (withdrawn_at IS NULL);

CREATE INDEX import_mapping_header ON public.import_mapping USING btree (header_key);

CREATE INDEX information_line_card ON public.information_line USING btree (card_id);

CREATE INDEX information_line_matter ON public.information_line USING btree (matter_id);

CREATE INDEX information_proforma_client ON public.information_proforma USING btree (client_id, recorded_at DESC);

CREATE INDEX invoice_client ON public.invoice USING btree (client_id);

CREATE INDEX invoice_day ON public.invoice USING btree (entity_id, invoice_date);

CREATE INDEX invoice_event ON public.invoice USING btree (event_id);

CREATE INDEX invoice_proforma ON public.invoice USING btree (proforma_id);

CREATE INDEX invoice_audit_unread ON public.invoice_audit USING btree (footed_at) WHERE (sampled AND (outcome IS NULL));

CREATE INDEX invoice_line_card ON public.invoice_line USING btree (card_id);

CREATE INDEX journal_entity_day ON public.journal USING btree (entity_id, counts_on);

CREATE INDEX journal_event ON public.journal USING btree (event_id);

CREATE INDEX journal_line_account ON public.journal_line USING btree (account, entity_id);

CREATE INDEX journal_line_card ON public.journal_line USING btree (card_id) WHERE (card_id IS NOT NULL);

CREATE INDEX journal_line_invoice ON public.journal_line USING btree (invoice_id) WHERE (invoice_id IS NOT NULL);

CREATE INDEX journal_line_of_account ON public.journal_line USING btree (account, entity_id, currency) INCLUDE (journal_id, amount, entity_amount);

CREATE INDEX letter_failed ON public.letter USING btree (settled_at) WHERE (state = 'failed'::text);

CREATE INDEX matter_billing_timekeeper ON public.matter USING btree (billing_timekeeper_id);

CREATE INDEX matter_client ON public.matter USING btree (client_id);

CREATE INDEX matter_family ON public.matter USING btree (family_id);

CREATE INDEX office_answer_matter ON public.office_answer USING btree (matter_id, recorded_at DESC);

CREATE UNIQUE INDEX office_answer_under_way ON public.office_answer USING btree (matter_id) WHERE (state = 'asked'::text);

CREATE INDEX on_account_choice_of ON public.on_account_choice USING btree (on_account_id);

CREATE INDEX on_account_invoice_matter ON public.on_account_invoice USING btree (matter_id);

CREATE INDEX on_account_movement_of ON public.on_account_movement USING btree (on_account_id);

CREATE UNIQUE INDEX opening_balance_file ON public.opening_balance USING btree (entity_id, kind, file_hash) WHERE (state = 'taken'::text);

CREATE INDEX payer_client ON public.payer USING btree (client_id);

CREATE INDEX prepared_run_waiting ON public.prepared_run USING btree (due_on) WHERE (decision IS NULL);

CREATE INDEX proforma_deferred_event ON public.proforma USING btree (deferred_event_id) WHERE (state = 'deferred'::text);

CREATE INDEX proforma_lead ON public.proforma USING btree (matter_id);

CREATE INDEX proforma_state ON public.proforma USING btree (state);

CREATE INDEX proforma_adjustment_of ON public.proforma_adjustment USING btree (proforma_id);

CREATE INDEX proforma_comment_of ON public.proforma_comment USING btree (proforma_id);

CREATE INDEX proforma_line_of_card ON public.proforma_line USING btree (card_id, proforma_id);

CREATE UNIQUE INDEX proforma_line_one_proforma ON public.proforma_line USING btree (card_id) WHERE attached;

CREATE INDEX proforma_line_proforma ON public.proforma_line USING btree (proforma_id, "position");

CREATE INDEX proforma_matter_of ON public.proforma_matter USING btree (matter_id);

CREATE UNIQUE INDEX proforma_matter_open ON public.proforma_matter USING btree (matter_id) WHERE open;

CREATE INDEX proforma_proposal_of ON public.proforma_proposal USING btree (proforma_id, state);

CREATE INDEX proforma_reviewer_open ON public.proforma_reviewer USING btree (person_id) WHERE (answer IS NULL);

CREATE INDEX proforma_step_of ON public.proforma_step USING btree (proforma_id);

CREATE INDEX rate_client ON public.rate USING btree (client_id);

CREATE INDEX rate_matter ON public.rate USING btree (matter_id);

CREATE INDEX rate_timekeeper ON public.rate USING btree (timekeeper_id);

CREATE INDEX reapplication_waiting ON public.reapplication USING btree (proforma_id, payer_id) WHERE (state = 'waiting'::text);

CREATE INDEX receipt_deposit ON public.receipt USING btree (deposit_id);

CREATE INDEX receipt_event ON public.receipt USING btree (event_id);

CREATE INDEX receipt_payer ON public.receipt USING btree (payer_id);

CREATE INDEX receipt_unapplied ON public.receipt USING btree (entity_id) WHERE (open_minor <> 0);

CREATE INDEX receipt_movement_event ON public.receipt_movement USING btree (event_id);

CREATE INDEX receipt_movement_of ON public.receipt_movement USING btree (receipt_id);

CREATE INDEX receivable_client ON public.receivable USING btree (client_id);

CREATE INDEX receivable_open ON public.receivable USING btree (client_id) WHERE (open_minor <> 0);

CREATE INDEX receivable_payer ON public.receivable USING btree (payer_id);

CREATE INDEX receivable_line_card ON public.receivable_line USING btree (card_id);

CREATE INDEX receivable_movement_day ON public.receivable_movement USING btree (counts_on) INCLUDE (receivable_id, amount_minor, entity_minor);

CREATE INDEX receivable_movement_event ON public.receivable_movement USING btree (event_id);

CREATE INDEX receivable_movement_of ON public.receivable_movement USING btree (receivable_id);

CREATE INDEX receivable_movement_recorded ON public.receivable_movement USING btree (recorded_at);

CREATE INDEX receivable_movement_source ON public.receivable_movement USING btree (source_id);

CREATE INDEX receivable_movement_line_of ON public.receivable_movement_line USING btree (receivable_id, line_no);

CREATE INDEX refund_receipt ON public.refund USING btree (receipt_id);

CREATE INDEX review_link_proforma ON public.review_link USING btree (proforma_id);

CREATE INDEX review_link_use_of ON public.review_link_use USING btree (link_id);

CREATE INDEX row_change_transaction ON public.row_change USING btree (transaction_id);

CREATE INDEX search_entry_words ON public.search_entry USING gin (words gin_trgm_ops);

CREATE INDEX tax_rule_of ON public.tax_rule USING btree (entity_id);

CREATE INDEX write_off_receivable ON public.write_off USING btree (receivable_id);

CREATE OR REPLACE FUNCTION public.add_engross_job(job text, payload jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'graphile_worker'
AS $function$
begin
  perform graphile_worker.add_job(identifier => job, payload => payload::json, max_attempts => 8);
end $function$
;

CREATE OR REPLACE FUNCTION public.carry_proforma_matters()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  if tg_op = 'INSERT' then
    insert into proforma_matter (proforma_id, matter_id, open) values (new.id, new.matter_id, true);
  elsif proforma_is_open(new) <> proforma_is_open(old) then
    update proforma_matter set open = proforma_is_open(new) where proforma_id = new.id;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.close_billed_proforma(which uuid, billed_lines uuid[])
 RETURNS void
 LANGUAGE sql
AS $function$
  update proforma_line set attached = false, billed = (id = any (billed_lines)) where proforma_id = which;
  update proforma set state = 'billed', state_since = clock_timestamp(), state_note = '', version = version + 1 where id = which;
$function$
;

CREATE OR REPLACE FUNCTION public.cover_rows(covered regclass, key_given text DEFAULT NULL::text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  named text := covered::text;
  key_said text;
  row_said text;
begin
  select coalesce(key_given, string_agg(format('r.%I::text', a.attname), ' || ''/'' || ' order by k.at)) into strict key_said
    from pg_index i cross join unnest(i.indkey::int2[]) with ordinality as k(attnum, at) join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
    where i.indrelid = covered and i.indisprimary;
  -- Instants and bytes in a form that no setting of a connection changes.
  select format('md5(row(%s)::text)::uuid', string_agg(case format_type(a.atttypid, null) when 'timestamp with time zone' then format('extract(epoch from r.%I)', a.attname)
      when 'bytea' then format('md5(r.%I)', a.attname) else format('r.%I', a.attname) end, ', ' order by a.attnum)) into strict row_said
    from pg_attribute a where a.attrelid = covered and a.attnum > 0 and not a.attisdropped;
  insert into covered_relation values (named, key_said, row_said)
    on conflict (relation) do update set key_said = excluded.key_said, row_said = excluded.row_said;
  execute format($f$create or replace function %1$I() returns trigger language plpgsql as $body$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select %2$L, %3$s, null from gone r;
  else
    insert into row_change (relation, key, digest) select %2$L, %3$s, %4$s from fresh r;
  end if;
  return null;
end $body$$f$, 'remember_' || named, named, key_said, row_said);
  execute format('create or replace trigger remember_inserted after insert on %s referencing new table as fresh for each statement execute function %I()', named, 'remember_' || named);
  execute format('create or replace trigger remember_updated after update on %s referencing new table as fresh for each statement execute function %I()', named, 'remember_' || named);
  execute format('create or replace trigger remember_deleted after delete on %s referencing old table as gone for each statement execute function %I()', named, 'remember_' || named);
  execute format('insert into row_change (relation, key, digest) select %L, %s, %s from %s r', named, key_said, row_said, named);
end $function$
;

CREATE OR REPLACE FUNCTION public.detach_excluded_lines(cards uuid[])
 RETURNS void
 LANGUAGE sql
AS $function$
  update proforma_line set attached = false, version = version + 1 where card_id = any (cards) and attached and excluded;
$function$
;

CREATE OR REPLACE FUNCTION public.forbid_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is append-only: correct it by a linked reversal', tg_table_name using errcode = 'EN001';
end $function$
;

CREATE OR REPLACE FUNCTION public.journal_balances()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select 1 from journal_line where journal_id = new.id) then
    raise exception 'Journal % has no lines', new.id using errcode = 'EN004';
  end if;
  if exists (select 1 from journal_line where journal_id = new.id group by entity_id, currency having sum(amount) <> 0)
     or exists (select 1 from journal_line where journal_id = new.id group by entity_id having sum(entity_amount) <> 0) then
    raise exception 'Journal % does not balance', new.id using errcode = 'EN004';
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.journal_lines_at_once()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select 1 from (select distinct journal_id from fresh) f join journal j on j.id = f.journal_id
             where j.transaction_id <> pg_current_xact_id()) then
    raise exception 'A journal takes no more lines after it was posted' using errcode = 'EN001';
  end if;
  if exists (select 1 from fresh f join journal j on j.id = f.journal_id where j.entity_id <> f.entity_id) then
    raise exception 'A journal line names another entity than its journal' using errcode = 'EN004';
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.journal_period_open()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare p period;
begin
  select * into p from period where id = new.period_id for share;
  if p.entity_id <> new.entity_id or not p.days @> new.counts_on then
    raise exception 'Day % is not in period % of that entity', new.counts_on, p.name using errcode = 'EN003';
  end if;
  if p.state = 'closed' or (p.state = 'soft-closed' and coalesce(current_setting('engross.may_post_soft_closed', true), '') <> 'yes') then
    raise exception 'Period % is %; post on a day of an open period', p.name, p.state using errcode = 'EN002';
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.on_account_left()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare left_over on_account;
begin
  select * into left_over from on_account where receivable_id = new.receivable_id;
  if left_over.net_minor < 0 or left_over.tax_minor < 0 then
    raise exception 'More of invoice % would be taken up by later invoices than is on account',
      (select number from receivable where id = new.receivable_id) using errcode = 'EN006';
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.payer_shares_whole()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (select coalesce(sum(share_ppm), 0) from matter_payer where set_id = new.id) <> 1000000 then
    raise exception 'Payer shares do not sum to 100 %%' using errcode = 'EN005';
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.place_proforma_matter()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  select proforma_is_open(p) into new.open from proforma p where p.id = new.proforma_id;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.proforma_is_open(p proforma)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select p.state not in ('billed', 'closed', 'reversed') and not p.unbilled
$function$
;

CREATE OR REPLACE FUNCTION public.rebuild_row_now()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute (select 'create or replace view row_now with (security_invoker) as '
      || string_agg(format('select %L as relation, %s as key, %s as digest from %s r', relation, key_said, row_said, relation), ' union all ' order by relation)
    from covered_relation);
end $function$
;

CREATE OR REPLACE FUNCTION public.release_due_holds(today date, by_person uuid)
 RETURNS integer
 LANGUAGE sql
AS $function$
  with due as (update card_hold set released_at = clock_timestamp(), released_by = by_person
    where released_at is null and until_day <= today returning 1)
  select count(*)::int from due
$function$
;

CREATE OR REPLACE FUNCTION public.remember_ageing_item()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'ageing_item', r.list_id::text || '/' || r.matter_id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'ageing_item', r.list_id::text || '/' || r.matter_id::text, md5(row(r.list_id, r.matter_id, r.client_id, r.currency, r.wip_minor, r.cards, r.oldest_day, r.answer, r.until_day, r.reason, r.answered_by, extract(epoch from r.answered_at), r.changed, r.decision, r.decided_by, extract(epoch from r.decided_at), r.decision_note)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_bank_account()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'bank_account', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'bank_account', r.id::text, md5(row(r.id, r.entity_id, r.name, r.currency, r.account, r.reference, r.active)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_budget()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'budget', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'budget', r.id::text, md5(row(r.id, r.line_id, r.client_id, r.matter_id, r.family_id, r.name, r.currency, r.amount_minor, r.covers, r.spans, r.valid, r.source, r.actor_id, extract(epoch from r.recorded_at), extract(epoch from r.replaced_at), r.task_codes)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_card()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'card', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'card', r.id::text, md5(row(r.id, r.number, r.kind, r.cost_kind, r.entity_id, r.client_id, r.matter_id, r.timekeeper_id, r.work_date, r.post_date, r.narrative, r.task_code, r.activity_code, r.expense_code, r.currency, r.worked_seconds, r.billable_seconds, r.standard_rate_e4, r.agreed_rate_e4, r.standard_minor, r.work_minor, md5(r.rate_explanation_hash), r.open_seconds, r.wip_minor, r.wip_entity_minor, r.state, r.version, r.import_id, r.import_row, r.source_key, extract(epoch from r.recorded_at), r.opening_id)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_card_fee()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'card_fee', r.card_id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'card_fee', r.card_id::text, md5(row(r.card_id, r.client_id, r.matter_id, r.item_id, r.version_id, r.entity_status, r.paid_on, r.currency, r.amount_minor, r.quantity, r.exchange_rate, r.explanation, extract(epoch from r.recorded_at))::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_card_hold()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'card_hold', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'card_hold', r.id::text, md5(row(r.id, r.card_id, r.reason, r.until_day, r.placed_by, extract(epoch from r.placed_at), r.released_by, extract(epoch from r.released_at), r.until_event_id)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_clause_charge()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'clause_charge', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'clause_charge', r.id::text, md5(row(r.id, r.clause_id, r.line_id, r.matter_id, r.card_id, r.kind, r.period_from, r.period_to, r.result_minor, r.currency, r.amount_minor, r.words, extract(epoch from r.taken_back_at), r.taken_back_reason, r.actor_id, extract(epoch from r.recorded_at))::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_deposit()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'deposit', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'deposit', r.id::text, md5(row(r.id, r.number, r.bank_account_id, r.day, r.reference, r.control_minor, extract(epoch from r.closed_at), r.event_id, extract(epoch from r.recorded_at))::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_dispatch()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'dispatch', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'dispatch', r.id::text, md5(row(r.id, r.invoice_id, r.client_id, r.channel, r.recipients, r.subject, r.message, r.state, r.evidence, r.actor_id, extract(epoch from r.recorded_at), extract(epoch from r.settled_at), r.correction_id, r.retry_of, r.sent_on)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_dispute()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'dispute', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'dispute', r.id::text, md5(row(r.id, r.receivable_id, r.amount_minor, r.reason, r.opened_on, r.opened_by, r.closed_on, r.closed_by, r.outcome, r.event_id, extract(epoch from r.recorded_at))::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_docket_outcome()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'docket_outcome', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'docket_outcome', r.id::text, md5(row(r.id, r.docket_event_id, r.rule_id, r.line_id, r.client_id, r.matter_id, r.action, r.state, r.sentence, r.problem, r.currency, r.amount_minor, r.card_ids, r.tries, r.reason, r.decided_by, extract(epoch from r.decided_at), extract(epoch from r.recorded_at), r.fell_with, r.expected_id)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_engagement()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'engagement', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'engagement', r.id::text, md5(row(r.id, r.client_id, r.title, r.parties, r.signed_on, r.valid, r.ended_reason, r.actor_id, extract(epoch from r.recorded_at))::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_engagement_clause()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'engagement_clause', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'engagement_clause', r.id::text, md5(row(r.id, r.line_id, r.engagement_id, r.number, r.kind, r.words, r.terms, r.valid, r.reason, r.ended_reason, extract(epoch from r.withdrawn_at), r.withdrawn_reason, r.actor_id, extract(epoch from r.recorded_at))::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_engagement_matter()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'engagement_matter', r.engagement_id::text || '/' || r.matter_id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'engagement_matter', r.engagement_id::text || '/' || r.matter_id::text, md5(row(r.engagement_id, r.matter_id)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_estimate()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'estimate', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'estimate', r.id::text, md5(row(r.id, r.client_id, r.matter_id, r.family_id, r.name, r.scope, r.currency, r.amount_minor, r.covers, r.valid_until, r.recipient, r.state, r.version, r.letter_id, r.sent_on, r.answered_on, r.answered_by, r.answer_note, r.budget_line_id, r.actor_id, extract(epoch from r.recorded_at), r.counts_from, r.counts_to)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_exchange_rate()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'exchange_rate', r.from_currency::text || '/' || r.to_currency::text || '/' || r.day::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'exchange_rate', r.from_currency::text || '/' || r.to_currency::text || '/' || r.day::text, md5(row(r.from_currency, r.to_currency, r.day, r.rate, r.source)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_fee_amount()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'fee_amount', r.version_id::text || '/' || r.item_id::text || '/' || r.entity_status::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'fee_amount', r.version_id::text || '/' || r.item_id::text || '/' || r.entity_status::text, md5(row(r.version_id, r.item_id, r.entity_status, r.amount_minor)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_information_line()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'information_line', r.information_id::text || '/' || r.card_id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'information_line', r.information_id::text || '/' || r.card_id::text, md5(row(r.information_id, r.card_id, r.matter_id, r.bill_minor)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_information_proforma()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'information_proforma', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'information_proforma', r.id::text, md5(row(r.id, r.number, r.proforma_id, r.entity_id, r.client_id, r.currency, r.through_day, r.for_whom, r.net_minor, r.snapshot, md5(r.snapshot_hash), r.actor_id, extract(epoch from r.recorded_at))::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_invoice_audit()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'invoice_audit', r.invoice_id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'invoice_audit', r.invoice_id::text, md5(row(r.invoice_id, r.differences, extract(epoch from r.footed_at), r.sampled, r.reader_id, r.checklist, r.outcome, r.note, extract(epoch from r.read_at))::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_legal_entity()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'legal_entity', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'legal_entity', r.id::text, md5(row(r.id, r.code, r.name, r.country, r.currency, r.address, r.tax_id, r.phone, r.email, r.website, r.basis, r.rounding, r.paper, r.bank, r.invoice_footer, r.four_eyes, r.advances_are_asset, r.year_starts_month)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_matter_payer()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'matter_payer', r.set_id::text || '/' || r.payer_id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'matter_payer', r.set_id::text || '/' || r.payer_id::text, md5(row(r.set_id, r.payer_id, r."position", r.share_ppm)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_matter_payer_set()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'matter_payer_set', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'matter_payer_set', r.id::text, md5(row(r.id, r.matter_id, r.valid)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_on_account()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'on_account', r.receivable_id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'on_account', r.receivable_id::text, md5(row(r.receivable_id, r.net_minor, r.tax_minor, r.entity_net_minor, r.entity_tax_minor)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_on_account_choice()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'on_account_choice', r.proforma_id::text || '/' || r.on_account_id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'on_account_choice', r.proforma_id::text || '/' || r.on_account_id::text, md5(row(r.proforma_id, r.on_account_id, r.amount_minor, r.actor_id, extract(epoch from r.recorded_at))::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_opening_balance()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'opening_balance', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'opening_balance', r.id::text, md5(row(r.id, r.entity_id, r.kind, r.cutover_day, r.file_name, md5(r.file_hash), r.rows, r.control, r.state, r.event_id, extract(epoch from r.recorded_at), extract(epoch from r.taken_back_at))::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_outbox_message()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'outbox_message', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'outbox_message', r.id::text, md5(row(r.id, r.subject_type, r.subject_id, r.client_id, r.message_id, r.sender, r.recipients, r.subject, r.body, md5(r.source), extract(epoch from r.recorded_at))::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_own_fee()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'own_fee', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'own_fee', r.id::text, md5(row(r.id, r.item_id, r.entity_status, r.currency, r.amount_minor, r.valid, r.reason, r.actor_id, extract(epoch from r.recorded_at))::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_payer_tax()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'payer_tax', r.payer_id::text || '/' || r.entity_id::text || '/' || lower(r.valid)::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'payer_tax', r.payer_id::text || '/' || r.entity_id::text || '/' || lower(r.valid)::text, md5(row(r.payer_id, r.entity_id, r.tax_code_id, r.valid)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_period()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'period', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'period', r.id::text, md5(row(r.id, r.entity_id, r.name, r.days, r.state)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_person_limit()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'person_limit', r.person_id::text || '/' || r.kind::text || '/' || r.currency::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'person_limit', r.person_id::text || '/' || r.kind::text || '/' || r.currency::text, md5(row(r.person_id, r.kind, r.currency, r.minor)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_proforma()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'proforma', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'proforma', r.id::text, md5(row(r.id, r.number, r.run_id, r.entity_id, r.client_id, r.matter_id, r.currency, r.through_day, r.billing_timekeeper_id, r.state, extract(epoch from r.state_since), r.state_note, r.deferred_until, r.version, r.edit_cursor, md5(r.approved_hash), r.approved_by, extract(epoch from r.approved_at), r.submitted_by, extract(epoch from r.recorded_at), r.unbilled, r.review_mode, r.review_round, r.review_chosen, r.from_day, r.deferred_event_id, r.terms_on)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_proforma_adjustment()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'proforma_adjustment', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'proforma_adjustment', r.id::text, md5(row(r.id, r.proforma_id, r.label, r.amount_minor, r.percent_ppm, r.spread, r.reason, r.active, r."position", r.timekeeper_ids, r.matter_ids, r.clause_id, r.taken_off, r.line_ids)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_proforma_edit()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'proforma_edit', r.proforma_id::text || '/' || r.sequence::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'proforma_edit', r.proforma_id::text || '/' || r.sequence::text, md5(row(r.proforma_id, r.sequence, r.operation, r.reason, r.changes, r.actor_id, extract(epoch from r.recorded_at), extract(epoch from r.undone_at), r.superseded, r.proposed_by)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_proforma_line()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'proforma_line', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'proforma_line', r.id::text, md5(row(r.id, r.proforma_id, r.card_id, r.attached, r.billed, r."position", r.version, r.excluded, r.no_charge, r.printed, r.seconds, r.rate_e4, r.bill_minor, r.narrative, r.work_date, r.task_code, r.activity_code, r.expense_code, r.shares)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_proforma_matter()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'proforma_matter', r.proforma_id::text || '/' || r.matter_id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'proforma_matter', r.proforma_id::text || '/' || r.matter_id::text, md5(row(r.proforma_id, r.matter_id, r.open)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_proforma_origin()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'proforma_origin', r.proforma_id::text || '/' || r.from_id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'proforma_origin', r.proforma_id::text || '/' || r.from_id::text, md5(row(r.proforma_id, r.from_id)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_proforma_proposal()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'proforma_proposal', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'proforma_proposal', r.id::text, md5(row(r.id, r.proforma_id, r.operation, r.seen, r.sentence, r.effect_minor, r.proposer_id, extract(epoch from r.recorded_at), r.state, r.decided_by, extract(epoch from r.decided_at), r.note, r.edit_sequence)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_proforma_step()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'proforma_step', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'proforma_step', r.id::text, md5(row(r.id, r.proforma_id, r.from_state, r.to_state, r.note, r.actor_id, extract(epoch from r.recorded_at))::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_rate()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'rate', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'rate', r.id::text, md5(row(r.id, r.level, r.timekeeper_id, r.title, r.office_id, r.client_id, r.matter_id, r.currency, r.rate_e4, r.valid, r.source, extract(epoch from r.recorded_at), r.scope, extract(epoch from r.withdrawn_at))::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_rate_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'rate_change', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'rate_change', r.id::text, md5(row(r.id, r.title, r.client_id, r.from_day, r.percent_ppm, r.reason, r.state, r.version, r.proposed_by, extract(epoch from r.proposed_at), r.decided_by, extract(epoch from r.decided_at), r.note, r.agreed_on, r.agreed_by, extract(epoch from r.in_force_at))::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_rate_change_line()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'rate_change_line', r.change_id::text || '/' || r."position"::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'rate_change_line', r.change_id::text || '/' || r."position"::text, md5(row(r.change_id, r."position", r.rate_id, r.was_e4, r.rate_e4, r.made_id, r.set_by)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_rate_explanation()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'rate_explanation', r.hash::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'rate_explanation', r.hash::text, md5(row(md5(r.hash), r.explanation)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_receipt()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'receipt', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'receipt', r.id::text, md5(row(r.id, r.number, r.entity_id, r.client_id, r.payer_id, r.bank_account_id, r.deposit_id, r.opening_id, r.method, r.reference, r.received_on, r.currency, r.amount_minor, r.entity_minor, r.entity_rate_source, r.open_minor, r.entity_open_minor, r.event_id, extract(epoch from r.recorded_at))::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_receivable()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'receivable', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'receivable', r.id::text, md5(row(r.invoice_id, r.entity_id, r.client_id, r.payer_id, r.currency, r.due_date, r.amount_minor, r.open_minor, r.entity_open_minor, r.id, r.number, r.invoice_date, r.matter_id, r.office_id, r.billing_timekeeper_id, r.originating_timekeeper_id, r.entity_amount_minor, r.opening_id, r.first_moved_on, r.last_moved_on, extract(epoch from r.last_recorded_at))::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_refund()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'refund', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'refund', r.id::text, md5(row(r.id, r.number, r.receipt_id, r.bank_account_id, r.amount_minor, r.reason, r.state, r.requested_by, r.decided_by, extract(epoch from r.decided_at), r.note, r.event_id, extract(epoch from r.recorded_at))::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_run_outcome()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'run_outcome', r.run_id::text || '/' || r.matter_id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'run_outcome', r.run_id::text || '/' || r.matter_id::text, md5(row(r.run_id, r.matter_id, r.outcome, r.reason, r.proforma_id, r.cards, r.currency, r.wip_minor)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_tax_code()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'tax_code', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'tax_code', r.id::text, md5(row(r.id, r.entity_id, r.code, r.name, r.kind, r.note)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_tax_rate()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'tax_rate', r.tax_code_id::text || '/' || lower(r.valid)::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'tax_rate', r.tax_code_id::text || '/' || lower(r.valid)::text, md5(row(r.tax_code_id, r.rate_ppm, r.valid)::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_tax_rule()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'tax_rule', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'tax_rule', r.id::text, md5(row(r.id, r.line_id, r.entity_id, r.name, r.line_kind, r.expense_codes, r.countries, r.payer_kind, r.tax_code_id, r.withholding_ppm, r.source, r.valid, r.last_day, r.reason, r.ended_reason, extract(epoch from r.withdrawn_at), r.withdrawn_reason, r.actor_id, extract(epoch from r.recorded_at))::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remember_write_off()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    insert into row_change (relation, key, digest) select 'write_off', r.id::text, null from gone r;
  else
    insert into row_change (relation, key, digest) select 'write_off', r.id::text, md5(row(r.id, r.number, r.receivable_id, r.amount_minor, r.reason_kind, r.reason, r.state, r.requested_by, r.decided_by, extract(epoch from r.decided_at), r.note, r.event_id, extract(epoch from r.recorded_at))::text)::uuid from fresh r;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.reopen_billed_proforma(which uuid, by_person uuid, why text)
 RETURNS void
 LANGUAGE sql
AS $function$
  update proforma_line l set attached = true, billed = false, version = version + 1
    where l.proforma_id = which and not l.attached and (l.billed or (l.excluded
      and exists (select 1 from card k join proforma_matter x on x.matter_id = k.matter_id and x.proforma_id = which
        where k.id = l.card_id and k.state = 'open')
      and not exists (select 1 from proforma_line o where o.card_id = l.card_id and o.attached)
      and not exists (select 1 from proforma_line o where o.card_id = l.card_id and o.proforma_id = which and o.id <> l.id
        and (o.billed or (o.excluded and (o.version, o.id) > (l.version, l.id))))));
  insert into proforma_step (id, proforma_id, from_state, to_state, note, actor_id)
    select gen_random_uuid(), which, state, 'pre-review', why, by_person from proforma where id = which;
  update proforma set state = 'pre-review', state_since = clock_timestamp(), state_note = why, version = version + 1, unbilled = true,
    approved_hash = null, approved_by = null, approved_at = null where id = which;
$function$
;

CREATE TRIGGER advanced_cost_append_only BEFORE DELETE OR UPDATE ON public.advanced_cost FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER advanced_cost_movement_append_only BEFORE DELETE OR UPDATE ON public.advanced_cost_movement FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.ageing_item REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_ageing_item();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.ageing_item REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_ageing_item();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.ageing_item REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_ageing_item();

CREATE TRIGGER attachment_removed_append_only BEFORE DELETE OR UPDATE ON public.attachment_removed FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER back_test_append_only BEFORE DELETE OR UPDATE ON public.back_test FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.bank_account REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_bank_account();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.bank_account REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_bank_account();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.bank_account REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_bank_account();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.budget REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_budget();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.budget REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_budget();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.budget REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_budget();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.card REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_card();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.card REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_card();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.card REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_card();

CREATE TRIGGER card_event_append_only BEFORE DELETE OR UPDATE ON public.card_event FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER card_fee_append_only BEFORE DELETE OR UPDATE ON public.card_fee FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.card_fee REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_card_fee();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.card_fee REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_card_fee();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.card_fee REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_card_fee();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.card_hold REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_card_hold();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.card_hold REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_card_hold();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.card_hold REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_card_hold();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.clause_charge REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_clause_charge();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.clause_charge REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_clause_charge();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.clause_charge REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_clause_charge();

CREATE TRIGGER correction_append_only BEFORE DELETE OR UPDATE ON public.correction FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER correction_line_append_only BEFORE DELETE OR UPDATE ON public.correction_line FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER correction_reversal_append_only BEFORE DELETE OR UPDATE ON public.correction_reversal FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.deposit REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_deposit();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.deposit REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_deposit();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.deposit REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_deposit();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.dispatch REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_dispatch();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.dispatch REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_dispatch();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.dispatch REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_dispatch();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.dispute REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_dispute();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.dispute REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_dispute();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.dispute REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_dispute();

CREATE TRIGGER docket_change_append_only BEFORE DELETE OR UPDATE ON public.docket_change FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.docket_outcome REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_docket_outcome();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.docket_outcome REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_docket_outcome();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.docket_outcome REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_docket_outcome();

CREATE TRIGGER document_append_only BEFORE DELETE OR UPDATE ON public.document FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER document_link_append_only BEFORE DELETE OR UPDATE ON public.document_link FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.engagement REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_engagement();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.engagement REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_engagement();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.engagement REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_engagement();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.engagement_clause REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_engagement_clause();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.engagement_clause REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_engagement_clause();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.engagement_clause REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_engagement_clause();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.engagement_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_engagement_matter();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.engagement_matter REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_engagement_matter();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.engagement_matter REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_engagement_matter();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.estimate REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_estimate();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.estimate REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_estimate();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.estimate REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_estimate();

CREATE TRIGGER event_append_only BEFORE DELETE OR UPDATE ON public.event FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER event_seal_append_only BEFORE DELETE OR UPDATE ON public.event_seal FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.exchange_rate REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_exchange_rate();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.exchange_rate REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_exchange_rate();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.exchange_rate REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_exchange_rate();

CREATE TRIGGER fee_amount_append_only BEFORE DELETE OR UPDATE ON public.fee_amount FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.fee_amount REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_fee_amount();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.fee_amount REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_fee_amount();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.fee_amount REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_fee_amount();

CREATE TRIGGER fee_entry_append_only BEFORE DELETE OR UPDATE ON public.fee_entry FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER guideline_acknowledgement_append_only BEFORE DELETE OR UPDATE ON public.guideline_acknowledgement FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER guideline_clause_append_only BEFORE DELETE OR UPDATE ON public.guideline_clause FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER information_line_append_only BEFORE DELETE OR UPDATE ON public.information_line FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.information_line REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_information_line();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.information_line REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_information_line();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.information_line REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_information_line();

CREATE TRIGGER information_proforma_append_only BEFORE DELETE OR UPDATE ON public.information_proforma FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.information_proforma REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_information_proforma();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.information_proforma REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_information_proforma();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.information_proforma REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_information_proforma();

CREATE TRIGGER invoice_append_only BEFORE DELETE OR UPDATE ON public.invoice FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.invoice_audit REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_invoice_audit();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.invoice_audit REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_invoice_audit();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.invoice_audit REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_invoice_audit();

CREATE TRIGGER invoice_line_append_only BEFORE DELETE OR UPDATE ON public.invoice_line FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER invoice_line_step_append_only BEFORE DELETE OR UPDATE ON public.invoice_line_step FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER invoice_line_tax_append_only BEFORE DELETE OR UPDATE ON public.invoice_line_tax FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER invoice_reversal_append_only BEFORE DELETE OR UPDATE ON public.invoice_reversal FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER invoice_tax_append_only BEFORE DELETE OR UPDATE ON public.invoice_tax FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER journal_append_only BEFORE DELETE OR UPDATE ON public.journal FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE CONSTRAINT TRIGGER journal_balanced AFTER INSERT ON public.journal DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION journal_balances();

CREATE TRIGGER journal_period BEFORE INSERT ON public.journal FOR EACH ROW EXECUTE FUNCTION journal_period_open();

CREATE TRIGGER journal_line_append_only BEFORE DELETE OR UPDATE ON public.journal_line FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER journal_line_at_once AFTER INSERT ON public.journal_line REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION journal_lines_at_once();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.legal_entity REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_legal_entity();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.legal_entity REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_legal_entity();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.legal_entity REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_legal_entity();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.matter_payer REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_matter_payer();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.matter_payer REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_matter_payer();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.matter_payer REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_matter_payer();

CREATE CONSTRAINT TRIGGER matter_payer_set_whole AFTER INSERT ON public.matter_payer_set DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payer_shares_whole();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.matter_payer_set REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_matter_payer_set();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.matter_payer_set REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_matter_payer_set();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.matter_payer_set REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_matter_payer_set();

CREATE CONSTRAINT TRIGGER on_account_not_below_zero AFTER INSERT OR UPDATE ON public.on_account DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION on_account_left();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.on_account REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_on_account();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.on_account REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_on_account();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.on_account REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_on_account();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.on_account_choice REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_on_account_choice();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.on_account_choice REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_on_account_choice();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.on_account_choice REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_on_account_choice();

CREATE TRIGGER on_account_invoice_append_only BEFORE DELETE OR UPDATE ON public.on_account_invoice FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER on_account_movement_append_only BEFORE DELETE OR UPDATE ON public.on_account_movement FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.opening_balance REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_opening_balance();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.opening_balance REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_opening_balance();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.opening_balance REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_opening_balance();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.outbox_message REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_outbox_message();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.outbox_message REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_outbox_message();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.outbox_message REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_outbox_message();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.own_fee REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_own_fee();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.own_fee REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_own_fee();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.own_fee REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_own_fee();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.payer_tax REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_payer_tax();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.payer_tax REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_payer_tax();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.payer_tax REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_payer_tax();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.period REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_period();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.period REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_period();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.period REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_period();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.person_limit REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_person_limit();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.person_limit REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_person_limit();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.person_limit REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_person_limit();

CREATE TRIGGER proforma_matters_carried AFTER INSERT OR UPDATE OF state, unbilled ON public.proforma FOR EACH ROW EXECUTE FUNCTION carry_proforma_matters();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.proforma REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_proforma();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.proforma REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_proforma();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.proforma REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_proforma();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.proforma_adjustment REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_proforma_adjustment();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.proforma_adjustment REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_proforma_adjustment();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.proforma_adjustment REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_proforma_adjustment();

CREATE TRIGGER proforma_comment_append_only BEFORE DELETE OR UPDATE ON public.proforma_comment FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.proforma_edit REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_proforma_edit();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.proforma_edit REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_proforma_edit();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.proforma_edit REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_proforma_edit();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.proforma_line REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_proforma_line();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.proforma_line REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_proforma_line();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.proforma_line REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_proforma_line();

CREATE TRIGGER proforma_matter_placed BEFORE INSERT ON public.proforma_matter FOR EACH ROW EXECUTE FUNCTION place_proforma_matter();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.proforma_matter REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_proforma_matter();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.proforma_matter REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_proforma_matter();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.proforma_matter REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_proforma_matter();

CREATE TRIGGER proforma_origin_append_only BEFORE DELETE OR UPDATE ON public.proforma_origin FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.proforma_origin REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_proforma_origin();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.proforma_origin REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_proforma_origin();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.proforma_origin REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_proforma_origin();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.proforma_proposal REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_proforma_proposal();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.proforma_proposal REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_proforma_proposal();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.proforma_proposal REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_proforma_proposal();

CREATE TRIGGER proforma_step_append_only BEFORE DELETE OR UPDATE ON public.proforma_step FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.proforma_step REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_proforma_step();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.proforma_step REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_proforma_step();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.proforma_step REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_proforma_step();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.rate REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_rate();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.rate REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_rate();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.rate REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_rate();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.rate_change REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_rate_change();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.rate_change REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_rate_change();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.rate_change REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_rate_change();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.rate_change_line REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_rate_change_line();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.rate_change_line REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_rate_change_line();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.rate_change_line REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_rate_change_line();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.rate_explanation REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_rate_explanation();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.rate_explanation REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_rate_explanation();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.rate_explanation REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_rate_explanation();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.receipt REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_receipt();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.receipt REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_receipt();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.receipt REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_receipt();

CREATE TRIGGER receipt_movement_append_only BEFORE DELETE OR UPDATE ON public.receipt_movement FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.receivable REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_receivable();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.receivable REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_receivable();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.receivable REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_receivable();

CREATE TRIGGER receivable_line_append_only BEFORE DELETE OR UPDATE ON public.receivable_line FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER receivable_movement_append_only BEFORE DELETE OR UPDATE ON public.receivable_movement FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER receivable_movement_line_append_only BEFORE DELETE OR UPDATE ON public.receivable_movement_line FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.refund REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_refund();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.refund REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_refund();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.refund REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_refund();

CREATE TRIGGER reminder_append_only BEFORE DELETE OR UPDATE ON public.reminder FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER review_link_use_append_only BEFORE DELETE OR UPDATE ON public.review_link_use FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER row_change_append_only BEFORE DELETE OR UPDATE ON public.row_change FOR EACH ROW EXECUTE FUNCTION forbid_change();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.run_outcome REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_run_outcome();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.run_outcome REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_run_outcome();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.run_outcome REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_run_outcome();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.tax_code REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_tax_code();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.tax_code REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_tax_code();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.tax_code REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_tax_code();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.tax_rate REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_tax_rate();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.tax_rate REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_tax_rate();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.tax_rate REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_tax_rate();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.tax_rule REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_tax_rule();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.tax_rule REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_tax_rule();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.tax_rule REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_tax_rule();

CREATE TRIGGER remember_deleted AFTER DELETE ON public.write_off REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION remember_write_off();

CREATE TRIGGER remember_inserted AFTER INSERT ON public.write_off REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_write_off();

CREATE TRIGGER remember_updated AFTER UPDATE ON public.write_off REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION remember_write_off();

create view acting_for with (security_invoker) as
 SELECT delegate_id,
    principal_id,
    client_id,
    valid
   FROM delegation
  WHERE (ended_at IS NULL);

create view advanced_cost_open with (security_invoker) as
 SELECT a.receivable_id,
    a.line_no,
    r.entity_id,
    r.client_id,
    l.matter_id,
    l.card_id,
    r.currency,
    (a.minor + (COALESCE(m.minor, (0)::numeric))::bigint) AS minor,
    (a.entity_minor + (COALESCE(m.entity_minor, (0)::numeric))::bigint) AS entity_minor
   FROM (((advanced_cost a
     JOIN receivable r ON ((r.id = a.receivable_id)))
     JOIN receivable_line l ON (((l.receivable_id = a.receivable_id) AND (l.line_no = a.line_no))))
     LEFT JOIN ( SELECT advanced_cost_movement.receivable_id,
            advanced_cost_movement.line_no,
            sum(advanced_cost_movement.minor) AS minor,
            sum(advanced_cost_movement.entity_minor) AS entity_minor
           FROM advanced_cost_movement
          GROUP BY advanced_cost_movement.receivable_id, advanced_cost_movement.line_no) m ON (((m.receivable_id = a.receivable_id) AND (m.line_no = a.line_no))));

create view ageing_asked with (security_invoker) as
 SELECT i.matter_id,
    p.name AS asked_by
   FROM ((ageing_list l
     JOIN ageing_item i ON ((i.list_id = l.id)))
     JOIN person p ON ((p.id = i.answered_by)))
  WHERE ((l.replaced_at IS NULL) AND (i.answer = 'bill'::text) AND (NOT (EXISTS ( SELECT 1
           FROM (proforma_matter x
             JOIN proforma f ON ((f.id = x.proforma_id)))
          WHERE ((x.matter_id = i.matter_id) AND (f.recorded_at > i.answered_at))))));

create view ageing_item_told with (security_invoker) as
 SELECT list_id,
    matter_id,
    client_id,
    currency,
    wip_minor,
    cards,
    oldest_day,
    answer,
    until_day,
    reason,
    answered_by,
    answered_at,
    changed,
    decision,
    decided_by,
    decided_at,
    decision_note
   FROM ageing_item;

create view ageing_list_told with (security_invoker) as
 SELECT id,
    person_id,
    as_of,
    older_than_days,
    letter_id,
    actor_id,
    recorded_at,
    replaced_at
   FROM ageing_list;

create view ageing_waiting with (security_invoker) as
 SELECT l.id AS list_id,
    l.person_id,
    l.as_of,
    (count(*))::integer AS matters
   FROM (ageing_list l
     JOIN ageing_item i ON ((i.list_id = l.id)))
  WHERE ((l.replaced_at IS NULL) AND (i.answer IS NULL))
  GROUP BY l.id;

create view attached_document with (security_invoker) as
 SELECT id,
    subject_type,
    subject_id,
    kind,
    file_name,
    document_hash,
    client_id,
    matter_id,
    event_id,
    recorded_at
   FROM document_link l
  WHERE ((kind = ANY (ARRAY['attachment'::text, 'receipt'::text])) AND (NOT (EXISTS ( SELECT 1
           FROM attachment_removed r
          WHERE (r.link_id = l.id)))));

create view billed_line with (security_invoker) as
 SELECT l.invoice_id,
    l.line_no,
    l.kind,
    l.card_id,
    l.matter_id,
    l.timekeeper_id,
    i.number,
    i.entity_id,
    i.client_id,
    i.payer_id,
    i.currency,
    i.invoice_date,
    l.seconds,
    l.share_ppm,
    k.standard_minor,
    k.work_minor,
    l.bill_minor,
    p.task_code
   FROM (((invoice_line l
     JOIN invoice i ON ((i.id = l.invoice_id)))
     JOIN card k ON ((k.id = l.card_id)))
     JOIN proforma_line p ON ((p.id = l.proforma_line_id)))
  WHERE (NOT (EXISTS ( SELECT 1
           FROM invoice_reversal v
          WHERE (v.invoice_id = i.id))));

create view billed_line_all with (security_invoker) as
 SELECT invoice_id,
    line_no,
    bill_minor
   FROM invoice_line;

create view billed_line_ever with (security_invoker) as
 SELECT l.invoice_id,
    l.line_no,
    l.kind,
    l.card_id,
    l.matter_id,
    l.timekeeper_id,
    i.entity_id,
    i.currency,
    i.invoice_date,
    l.seconds,
    l.share_ppm,
    k.standard_minor,
    k.work_minor,
    l.bill_minor,
    i.recorded_at,
    v.counts_on AS reversed_on,
    v.recorded_at AS reversal_recorded_at
   FROM (((invoice_line l
     JOIN invoice i ON ((i.id = l.invoice_id)))
     JOIN card k ON ((k.id = l.card_id)))
     LEFT JOIN invoice_reversal v ON ((v.invoice_id = i.id)));

create view billed_on_matter with (security_invoker) as
 SELECT i.id AS invoice_id,
    i.proforma_id,
    l.matter_id,
    m.client_id,
    l.kind,
    p.task_code,
    i.currency,
    i.invoice_date,
    (sum(((l.bill_minor)::numeric - COALESCE(x.net, (0)::numeric))))::bigint AS net_minor
   FROM ((((invoice i
     JOIN invoice_line l ON ((l.invoice_id = i.id)))
     JOIN matter m ON ((m.id = l.matter_id)))
     JOIN proforma_line p ON ((p.id = l.proforma_line_id)))
     LEFT JOIN LATERAL ( SELECT sum(c.net_minor) AS net
           FROM correction_line c
          WHERE ((c.receivable_id = l.invoice_id) AND (c.line_no = l.line_no) AND (NOT (EXISTS ( SELECT 1
                   FROM correction_reversal v
                  WHERE (v.correction_id = c.correction_id)))))) x ON (true))
  WHERE ((NOT (EXISTS ( SELECT 1
           FROM invoice_reversal v
          WHERE (v.invoice_id = i.id)))) AND (NOT (EXISTS ( SELECT 1
           FROM clause_charge b
          WHERE ((b.card_id = l.card_id) AND (b.kind = 'holdback'::text))))))
  GROUP BY i.id, l.matter_id, m.client_id, l.kind, p.task_code;

create view card_brief with (security_invoker) as
 SELECT k.id,
    k.number,
    k.kind,
    k.cost_kind,
    k.entity_id,
    k.client_id,
    k.matter_id,
    k.timekeeper_id,
    k.work_date,
    k.narrative,
    k.task_code,
    k.activity_code,
    k.expense_code,
    k.currency,
    k.worked_seconds,
    k.billable_seconds,
    k.agreed_rate_e4,
    k.standard_minor,
    k.work_minor,
    k.open_seconds,
    k.wip_minor,
    k.wip_entity_minor,
    k.state,
    k.recorded_at,
    h.reason AS hold_reason,
    h.until_day AS hold_until
   FROM (card k
     LEFT JOIN card_hold h ON (((h.card_id = k.id) AND (h.released_at IS NULL))));

create view card_for_information with (security_invoker) as
 SELECT l.card_id,
    i.id AS information_id,
    ('I-'::text || i.number) AS number,
    i.recorded_at
   FROM (information_line l
     JOIN information_proforma i ON ((i.id = l.information_id)));

create view card_on_invoice with (security_invoker) as
 SELECT l.card_id,
    l.invoice_id,
    i.number
   FROM (invoice_line l
     JOIN invoice i ON ((i.id = l.invoice_id)))
  WHERE (NOT (EXISTS ( SELECT 1
           FROM invoice_reversal v
          WHERE (v.invoice_id = i.id))));

create view card_on_proforma with (security_invoker) as
 SELECT l.card_id,
    l.id AS proforma_line_id,
    l.proforma_id,
    (p.number)::text AS number,
    p.state,
    l.excluded
   FROM (proforma_line l
     JOIN proforma p ON ((p.id = l.proforma_id)))
  WHERE l.attached;

create view card_opened with (security_invoker) as
 SELECT id,
    opening_id
   FROM card
  WHERE (opening_id IS NOT NULL);

create view card_posted with (security_invoker) as
 SELECT id,
    post_date
   FROM card;

create view card_rate_sentence with (security_invoker) as
 SELECT k.id AS card_id,
    (x.explanation ->> 'sentence'::text) AS sentence
   FROM (card k
     JOIN rate_explanation x ON ((x.hash = k.rate_explanation_hash)));

create view card_step with (security_invoker) as
 SELECT e.id,
    e.card_id,
    e.kind,
    e.matter_id,
    k.entity_id,
    k.currency,
    e.seconds,
    e.wip_minor,
    e.wip_entity_minor,
    e.counts_on,
    e.recorded_at
   FROM (card_event e
     JOIN card k ON ((k.id = e.card_id)));

create view card_waiting with (security_invoker) as
 SELECT h.card_id,
    x.id AS event_id,
    x.title,
    x.expected_on
   FROM (card_hold h
     JOIN expected_event x ON ((x.id = h.until_event_id)))
  WHERE (h.released_at IS NULL);

create view charged_by_clause with (security_invoker) as
 SELECT card_id,
    kind,
    line_id,
    matter_id
   FROM clause_charge
  WHERE (taken_back_at IS NULL);

create view clause_record with (security_invoker) as
 SELECT id,
    line_id,
    engagement_id,
    number,
    kind,
    words,
    terms,
    valid,
    reason,
    ended_reason,
    withdrawn_at,
    withdrawn_reason,
    actor_id,
    recorded_at
   FROM engagement_clause;

create view client_brief with (security_invoker) as
 SELECT id,
    number,
    name,
    country,
    client_group,
    language,
    ebilling,
    bill_together
   FROM client;

create view client_record with (security_invoker) as
 SELECT id,
    number,
    name,
    client_group,
    address,
    country,
    language,
    reference,
    ebilling,
    version,
    recorded_at,
    bill_together
   FROM client;

create view contact_record with (security_invoker) as
 SELECT id,
    client_id,
    name,
    email,
    role
   FROM contact;

create view correction_dispatch with (security_invoker) as
 SELECT d.id,
    d.correction_id,
    d.channel,
    d.recipients,
    d.state,
    d.recorded_at,
    d.settled_at,
    o.id AS outbox_id,
    COALESCE((d.evidence ->> 'reason'::text), ''::text) AS problem,
    d.sent_on,
    COALESCE((d.evidence ->> 'note'::text), ''::text) AS note,
    (d.state = ANY (ARRAY['queued'::text, 'sent'::text])) AS stands
   FROM (dispatch d
     LEFT JOIN outbox_message o ON ((o.message_id = (d.evidence ->> 'messageId'::text))))
  WHERE (d.correction_id IS NOT NULL);

create view correction_head with (security_invoker) as
 SELECT c.id,
    c.document_type,
    c.number,
    c.entity_id,
    c.client_id,
    c.payer_id,
    c.currency,
    c.document_date,
    c.total_minor,
    c.receivable_id,
    r.invoice_id,
    r.number AS invoice_number,
    (EXISTS ( SELECT 1
           FROM correction_reversal v
          WHERE (v.correction_id = c.id))) AS reversed
   FROM (correction c
     JOIN receivable r ON ((r.id = c.receivable_id)));

create view credited_line with (security_invoker) as
 SELECT r.invoice_id,
    COALESCE(l.matter_id, r.matter_id) AS matter_id,
    l.kind,
    r.currency,
    m.counts_on,
    x.net_minor,
    p.task_code
   FROM (((((receivable_movement_line x
     JOIN receivable_movement m ON ((m.id = x.movement_id)))
     JOIN receivable r ON ((r.id = m.receivable_id)))
     JOIN receivable_line l ON (((l.receivable_id = x.receivable_id) AND (l.line_no = x.line_no))))
     LEFT JOIN invoice_line i ON (((i.invoice_id = r.invoice_id) AND (i.line_no = x.line_no))))
     LEFT JOIN proforma_line p ON ((p.id = i.proforma_line_id)))
  WHERE ((m.kind = ANY (ARRAY['credited'::text, 'credited-reversed'::text])) AND (r.invoice_id IS NOT NULL));

create view dispute_span with (security_invoker) as
 SELECT receivable_id,
    amount_minor,
    opened_on,
    closed_on,
    recorded_at,
    reason
   FROM dispute;

create view docket_proposed with (security_invoker) as
 SELECT id,
    client_id,
    matter_id,
    currency,
    COALESCE(amount_minor, (0)::bigint) AS amount_minor,
    (problem <> ''::text) AS has_problem,
    recorded_at
   FROM docket_outcome
  WHERE (state = 'proposed'::text);

create view docket_standing with (security_invoker) as
 SELECT id,
    client_id,
    matter_id,
    source,
    code,
    name,
    kind,
    state,
    event_day,
    due_day,
    completed_day,
    note,
    missing_since,
    version,
    recorded_at
   FROM docket_event
  WHERE (removed_at IS NULL);

create view engagement_record with (security_invoker) as
 SELECT id,
    client_id,
    title,
    parties,
    signed_on,
    valid,
    ended_reason,
    actor_id,
    recorded_at
   FROM engagement;

create view entity_posted with (security_invoker) as
 SELECT entity_id
   FROM journal;

create view event_row with (security_invoker) as
 SELECT journal.event_id,
    'journal'::text AS kind,
    (journal.id)::text AS key,
    md5((ROW(journal.id, journal.kind, journal.entity_id, journal.period_id, journal.counts_on, journal.reverses_id, journal.memo, EXTRACT(epoch FROM journal.recorded_at)))::text) AS digest
   FROM journal
UNION ALL
 SELECT j.event_id,
    'journal_line'::text AS kind,
    ((l.journal_id || '/'::text) || l.line_no) AS key,
    md5((ROW(l.journal_id, l.line_no, l.entity_id, l.account, l.currency, l.amount, l.entity_amount, l.office_id, l.client_id, l.matter_id, l.payer_id, l.timekeeper_id, l.card_id, l.invoice_id))::text) AS digest
   FROM (journal_line l
     JOIN journal j ON ((j.id = l.journal_id)))
UNION ALL
 SELECT card_event.event_id,
    'card_event'::text AS kind,
    (card_event.id)::text AS key,
    md5((ROW(card_event.id, card_event.card_id, card_event.kind, card_event.matter_id, card_event.seconds, card_event.wip_minor, card_event.wip_entity_minor, card_event.counts_on, card_event.journal_id, card_event.reason, EXTRACT(epoch FROM card_event.recorded_at)))::text) AS digest
   FROM card_event
UNION ALL
 SELECT e.event_id,
    'card'::text AS kind,
    (k.id)::text AS key,
    md5((ROW(k.id, k.number, k.kind, k.cost_kind, k.entity_id, k.timekeeper_id, k.post_date, k.currency, k.worked_seconds, k.standard_rate_e4, k.standard_minor, k.work_minor, k.import_id, k.import_row))::text) AS digest
   FROM (card_event e
     JOIN card k ON ((k.id = e.card_id)))
  WHERE (e.kind = 'posted'::text)
UNION ALL
 SELECT invoice.event_id,
    'invoice'::text AS kind,
    (invoice.id)::text AS key,
    md5((ROW(invoice.id, invoice.entity_id, invoice.series_year, invoice.series_number, invoice.number, invoice.proforma_id, invoice.client_id, invoice.payer_id, invoice.currency, invoice.invoice_date, invoice.due_date, invoice.fees_minor, invoice.disbursements_minor, invoice.charges_minor, invoice.tax_minor, invoice.total_minor, invoice.entity_currency, invoice.entity_rate, invoice.entity_rate_source, invoice.entity_total_minor, invoice.snapshot_hash, invoice.journal_id))::text) AS digest
   FROM invoice
UNION ALL
 SELECT i.event_id,
    'invoice_line'::text AS kind,
    ((l.invoice_id || '/'::text) || l.line_no) AS key,
    md5((ROW(l.invoice_id, l.line_no, l.card_id, l.proforma_line_id, l.kind, l.matter_id, l.timekeeper_id, l.share_ppm, l.seconds, l.rate_e4, l.printed, l.wip_minor, l.wip_entity_minor, l.bill_minor, l.tax_code_id, l.narrative))::text) AS digest
   FROM (invoice i
     JOIN invoice_line l ON ((l.invoice_id = i.id)))
UNION ALL
 SELECT i.event_id,
    'invoice_tax'::text AS kind,
    ((((t.invoice_id || '/'::text) || t.tax_code_id) || '/'::text) || t.rate_ppm) AS key,
    md5((ROW(t.invoice_id, t.tax_code_id, t.rate_ppm, t.base_minor, t.tax_minor, t.entity_base_minor, t.entity_tax_minor))::text) AS digest
   FROM (invoice i
     JOIN invoice_tax t ON ((t.invoice_id = i.id)))
UNION ALL
 SELECT invoice_reversal.event_id,
    'invoice_reversal'::text AS kind,
    (invoice_reversal.invoice_id)::text AS key,
    md5((ROW(invoice_reversal.invoice_id, invoice_reversal.cancellation_id, invoice_reversal.counts_on, invoice_reversal.reason, invoice_reversal.journal_id))::text) AS digest
   FROM invoice_reversal
UNION ALL
 SELECT correction.event_id,
    'correction'::text AS kind,
    (correction.id)::text AS key,
    md5((ROW(correction.id, correction.document_type, correction.entity_id, correction.series_year, correction.series_number, correction.number, correction.receivable_id, correction.client_id, correction.payer_id, correction.currency, correction.document_date, correction.fees_minor, correction.disbursements_minor, correction.charges_minor, correction.tax_minor, correction.total_minor, correction.entity_total_minor, correction.restores_wip, correction.reason, correction.snapshot_hash, correction.journal_id))::text) AS digest
   FROM correction
UNION ALL
 SELECT c.event_id,
    'correction_line'::text AS kind,
    ((l.correction_id || '/'::text) || l.line_no) AS key,
    md5((ROW(l.correction_id, l.receivable_id, l.line_no, l.card_id, l.net_minor, l.tax_minor, l.seconds, l.wip_minor, l.wip_entity_minor))::text) AS digest
   FROM (correction c
     JOIN correction_line l ON ((l.correction_id = c.id)))
UNION ALL
 SELECT correction_reversal.event_id,
    'correction_reversal'::text AS kind,
    (correction_reversal.correction_id)::text AS key,
    md5((ROW(correction_reversal.correction_id, correction_reversal.counts_on, correction_reversal.reason, correction_reversal.journal_id))::text) AS digest
   FROM correction_reversal
UNION ALL
 SELECT receivable_movement.event_id,
    'receivable_movement'::text AS kind,
    (receivable_movement.id)::text AS key,
    md5((ROW(receivable_movement.id, receivable_movement.receivable_id, receivable_movement.kind, receivable_movement.amount_minor, receivable_movement.entity_minor, receivable_movement.counts_on, receivable_movement.journal_id, receivable_movement.source_id, receivable_movement.reason_kind, receivable_movement.reason, receivable_movement.reverses_id, EXTRACT(epoch FROM receivable_movement.recorded_at)))::text) AS digest
   FROM receivable_movement
UNION ALL
 SELECT m.event_id,
    'receivable_movement_line'::text AS kind,
    ((l.movement_id || '/'::text) || l.line_no) AS key,
    md5((ROW(l.movement_id, l.receivable_id, l.line_no, l.net_minor, l.tax_minor))::text) AS digest
   FROM (receivable_movement m
     JOIN receivable_movement_line l ON ((l.movement_id = m.id)))
UNION ALL
 SELECT m.event_id,
    'receivable'::text AS kind,
    (r.id)::text AS key,
    md5((ROW(r.id, r.invoice_id, r.opening_id, r.number, r.invoice_date, r.entity_id, r.client_id, r.payer_id, r.matter_id, r.office_id, r.billing_timekeeper_id, r.originating_timekeeper_id, r.currency, r.due_date, r.amount_minor, r.entity_amount_minor))::text) AS digest
   FROM (receivable_movement m
     JOIN receivable r ON ((r.id = m.receivable_id)))
  WHERE (m.kind = ANY (ARRAY['issued'::text, 'opening'::text]))
UNION ALL
 SELECT m.event_id,
    'receivable_line'::text AS kind,
    ((l.receivable_id || '/'::text) || l.line_no) AS key,
    md5((ROW(l.receivable_id, l.line_no, l.kind, l.matter_id, l.timekeeper_id, l.card_id, l.net_minor, l.tax_minor))::text) AS digest
   FROM (receivable_movement m
     JOIN receivable_line l ON ((l.receivable_id = m.receivable_id)))
  WHERE (m.kind = ANY (ARRAY['issued'::text, 'opening'::text]))
UNION ALL
 SELECT receipt.event_id,
    'receipt'::text AS kind,
    (receipt.id)::text AS key,
    md5((ROW(receipt.id, receipt.number, receipt.entity_id, receipt.bank_account_id, receipt.deposit_id, receipt.opening_id, receipt.method, receipt.reference, receipt.received_on, receipt.currency, receipt.amount_minor, receipt.entity_minor, receipt.entity_rate_source))::text) AS digest
   FROM receipt
UNION ALL
 SELECT receipt_movement.event_id,
    'receipt_movement'::text AS kind,
    (receipt_movement.id)::text AS key,
    md5((ROW(receipt_movement.id, receipt_movement.receipt_id, receipt_movement.kind, receipt_movement.amount_minor, receipt_movement.entity_minor, receipt_movement.counts_on, receipt_movement.journal_id, receipt_movement.movement_id, receipt_movement.refund_id, receipt_movement.reason, receipt_movement.reverses_id, EXTRACT(epoch FROM receipt_movement.recorded_at)))::text) AS digest
   FROM receipt_movement
UNION ALL
 SELECT reapplication.event_id,
    'reapplication'::text AS kind,
    (reapplication.id)::text AS key,
    md5((ROW(reapplication.id, reapplication.receipt_id, reapplication.proforma_id, reapplication.payer_id, reapplication.currency, reapplication.amount_minor, reapplication.cash_minor))::text) AS digest
   FROM reapplication
UNION ALL
 SELECT refund.event_id,
    'refund'::text AS kind,
    (refund.id)::text AS key,
    md5((ROW(refund.id, refund.number, refund.receipt_id, refund.bank_account_id, refund.amount_minor, refund.reason, refund.requested_by))::text) AS digest
   FROM refund
UNION ALL
 SELECT write_off.event_id,
    'write_off'::text AS kind,
    (write_off.id)::text AS key,
    md5((ROW(write_off.id, write_off.number, write_off.receivable_id, write_off.amount_minor, write_off.reason_kind, write_off.reason, write_off.requested_by))::text) AS digest
   FROM write_off
UNION ALL
 SELECT dispute.event_id,
    'dispute'::text AS kind,
    (dispute.id)::text AS key,
    md5((ROW(dispute.id, dispute.receivable_id, dispute.amount_minor, dispute.reason, dispute.opened_on, dispute.opened_by))::text) AS digest
   FROM dispute
UNION ALL
 SELECT deposit.event_id,
    'deposit'::text AS kind,
    (deposit.id)::text AS key,
    md5((ROW(deposit.id, deposit.number, deposit.bank_account_id, deposit.day, deposit.reference, deposit.control_minor))::text) AS digest
   FROM deposit
UNION ALL
 SELECT opening_balance.event_id,
    'opening_balance'::text AS kind,
    (opening_balance.id)::text AS key,
    md5((ROW(opening_balance.id, opening_balance.entity_id, opening_balance.kind, opening_balance.cutover_day, opening_balance.file_name, opening_balance.file_hash, opening_balance.rows, opening_balance.control))::text) AS digest
   FROM opening_balance
UNION ALL
 SELECT document_link.event_id,
    'document_link'::text AS kind,
    (document_link.id)::text AS key,
    md5((ROW(document_link.id, document_link.document_hash, document_link.subject_type, document_link.subject_id, document_link.client_id, document_link.matter_id, document_link.kind, document_link.file_name, document_link.renderer))::text) AS digest
   FROM document_link
  WHERE (document_link.event_id IS NOT NULL)
UNION ALL
 SELECT m.event_id,
    'advanced_cost'::text AS kind,
    ((a.receivable_id || '/'::text) || a.line_no) AS key,
    md5((ROW(a.receivable_id, a.line_no, a.minor, a.entity_minor))::text) AS digest
   FROM (receivable_movement m
     JOIN advanced_cost a ON ((a.receivable_id = m.receivable_id)))
  WHERE (m.kind = ANY (ARRAY['issued'::text, 'opening'::text]))
UNION ALL
 SELECT m.event_id,
    'advanced_cost_movement'::text AS kind,
    ((a.movement_id || '/'::text) || a.line_no) AS key,
    md5((ROW(a.movement_id, a.receivable_id, a.line_no, a.minor, a.entity_minor))::text) AS digest
   FROM (receivable_movement m
     JOIN advanced_cost_movement a ON ((a.movement_id = m.id)))
UNION ALL
 SELECT i.event_id,
    'invoice_line_step'::text AS kind,
    ((((s.invoice_id || '/'::text) || s.line_no) || '/'::text) || s."position") AS key,
    md5((ROW(s.invoice_id, s.line_no, s."position", s.kind, s.label, s.reason, s.clause_id, s.before_minor, s.after_minor))::text) AS digest
   FROM (invoice i
     JOIN invoice_line_step s ON ((s.invoice_id = i.id)))
UNION ALL
 SELECT i.event_id,
    'on_account_invoice'::text AS kind,
    (o.invoice_id)::text AS key,
    md5((ROW(o.invoice_id, o.matter_id, o.whole_client, o.share_ppm, o.words, o.clause_id, i.on_account_minor))::text) AS digest
   FROM (invoice i
     JOIN on_account_invoice o ON ((o.invoice_id = i.id)))
UNION ALL
 SELECT m.event_id,
    'on_account_movement'::text AS kind,
    (x.movement_id)::text AS key,
    md5((ROW(x.movement_id, x.on_account_id, x.net_minor, x.tax_minor, x.entity_net_minor, x.entity_tax_minor))::text) AS digest
   FROM (receivable_movement m
     JOIN on_account_movement x ON ((x.movement_id = m.id)))
UNION ALL
 SELECT i.event_id,
    'invoice_line_tax'::text AS kind,
    ((t.invoice_id || '/'::text) || t.line_no) AS key,
    md5((ROW(t.invoice_id, t.line_no, t.tax_rule_id, t.sentence, t.as_agent, t.withholding_ppm))::text) AS digest
   FROM (invoice i
     JOIN invoice_line_tax t ON ((t.invoice_id = i.id)))
UNION ALL
 SELECT e.event_id,
    'row_change'::text AS kind,
    (c.id)::text AS key,
    md5((ROW(c.id, c.relation, c.key, c.digest))::text) AS digest
   FROM (( SELECT e_1.id AS event_id,
            e_1.transaction_id
           FROM event e_1
          WHERE (NOT (EXISTS ( SELECT 1
                   FROM event o
                  WHERE ((o.transaction_id = e_1.transaction_id) AND (o.id < e_1.id)))))) e
     JOIN row_change c ON ((c.transaction_id = e.transaction_id)));

create view failed_letter with (security_invoker) as
 SELECT l.id,
    COALESCE(p.name, l.address) AS receiver,
    l.about_type,
    l.about_id,
    l.client_id,
    l.subject,
    l.problem AS reason,
    l.settled_at AS failed_at
   FROM (letter l
     LEFT JOIN person p ON ((p.id = l.person_id)))
  WHERE (l.state = 'failed'::text);

create view failed_sending with (security_invoker) as
 SELECT 'message'::text AS what,
    d.id AS dispatch_id,
        CASE
            WHEN (d.invoice_id IS NULL) THEN 'correction'::text
            ELSE 'invoice'::text
        END AS subject_type,
    COALESCE(d.invoice_id, d.correction_id) AS subject_id,
    d.client_id,
    COALESCE((d.evidence ->> 'reason'::text), ''::text) AS reason,
    d.settled_at AS failed_at
   FROM dispatch d
  WHERE ((d.state = 'failed'::text) AND (NOT (EXISTS ( SELECT 1
           FROM dispatch o
          WHERE (((o.invoice_id = d.invoice_id) OR (o.correction_id = d.correction_id)) AND (ROW(o.recorded_at, o.id) > ROW(d.recorded_at, d.id)) AND (o.state <> 'taken-back'::text))))) AND (NOT (EXISTS ( SELECT 1
           FROM invoice_reversal v
          WHERE (v.invoice_id = d.invoice_id)))) AND (NOT (EXISTS ( SELECT 1
           FROM correction_reversal v
          WHERE (v.correction_id = d.correction_id)))))
UNION ALL
 SELECT f.kind AS what,
    NULL::uuid AS dispatch_id,
    f.subject_type,
    f.subject_id,
    f.client_id,
    f.reason,
    f.recorded_at AS failed_at
   FROM document_failure f;

create view family_record with (security_invoker) as
 SELECT id,
    client_id,
    reference,
    title
   FROM family;

create view fee_of_card with (security_invoker) as
 SELECT f.card_id,
    f.matter_id,
    i.key,
    i.name,
    i.office,
    f.entity_status,
    f.paid_on,
    f.currency,
    f.amount_minor,
    f.quantity,
    f.explanation
   FROM (card_fee f
     JOIN fee_item i ON ((i.id = f.item_id)));

create view flag_standing with (security_invoker) as
 SELECT proforma_id,
    currency,
    (count(*) FILTER (WHERE (severity = 'block'::text)))::integer AS block,
    (count(*) FILTER (WHERE (severity = 'fix'::text)))::integer AS fix,
    (count(*) FILTER (WHERE (severity = 'warn'::text)))::integer AS warn,
    (sum(at_stake_minor))::bigint AS at_stake_minor
   FROM flag f
  WHERE ((gone_at IS NULL) AND (severity <> 'info'::text) AND (NOT (EXISTS ( SELECT 1
           FROM flag_waiver w
          WHERE ((w.fingerprint = f.fingerprint) AND (w.withdrawn_at IS NULL))))))
  GROUP BY proforma_id, currency;

create view held_back with (security_invoker) as
 SELECT line_id,
    clause_id,
    proforma_id,
    proforma_line_id,
    client_id,
    matter_id,
    kind,
    task_code,
    currency,
    invoice_date,
    (((held)::numeric -
        CASE
            WHEN (billed = (0)::numeric) THEN (0)::numeric
            ELSE round((((held)::numeric * credited) / billed))
        END))::bigint AS held_minor
   FROM ( SELECT c.line_id,
            c.id AS clause_id,
            i.proforma_id,
            l.proforma_line_id,
            m.client_id,
            l.matter_id,
            l.kind,
            p.task_code,
            i.currency,
            i.invoice_date,
            max((s.before_minor - s.after_minor)) AS held,
            sum(l.bill_minor) AS billed,
            sum(COALESCE(x.net, (0)::numeric)) AS credited
           FROM ((((((invoice_line_step s
             JOIN engagement_clause c ON (((c.id = s.clause_id) AND (c.kind = 'holdback'::text))))
             JOIN invoice_line l ON (((l.invoice_id = s.invoice_id) AND (l.line_no = s.line_no))))
             JOIN invoice i ON ((i.id = l.invoice_id)))
             JOIN matter m ON ((m.id = l.matter_id)))
             JOIN proforma_line p ON ((p.id = l.proforma_line_id)))
             LEFT JOIN LATERAL ( SELECT sum(k.net_minor) AS net
                   FROM correction_line k
                  WHERE ((k.receivable_id = l.invoice_id) AND (k.line_no = l.line_no) AND (NOT (EXISTS ( SELECT 1
                           FROM correction_reversal v
                          WHERE (v.correction_id = k.correction_id)))))) x ON (true))
          WHERE (NOT (EXISTS ( SELECT 1
                   FROM invoice_reversal v
                  WHERE (v.invoice_id = i.id))))
          GROUP BY c.line_id, c.id, i.proforma_id, l.proforma_line_id, m.client_id, l.matter_id, l.kind, p.task_code, i.currency, i.invoice_date) h;

create view invoice_dispatch with (security_invoker) as
 SELECT d.id,
    d.invoice_id,
    d.channel,
    d.recipients,
    d.state,
    d.recorded_at,
    d.settled_at,
    o.id AS outbox_id,
    (d.evidence ->> 'messageId'::text) AS message_id,
    COALESCE((d.evidence ->> 'reason'::text), ''::text) AS problem,
    d.sent_on,
    COALESCE((d.evidence ->> 'note'::text), ''::text) AS note,
    (d.state = ANY (ARRAY['queued'::text, 'sent'::text])) AS stands
   FROM (dispatch d
     LEFT JOIN outbox_message o ON ((o.message_id = (d.evidence ->> 'messageId'::text))))
  WHERE (d.invoice_id IS NOT NULL);

create view invoice_frozen with (security_invoker) as
 SELECT id,
    currency,
    total_minor,
    tax_minor,
    snapshot,
    snapshot_hash,
    journal_id,
    on_account_minor
   FROM invoice;

create view invoice_head with (security_invoker) as
 SELECT id,
    number,
    entity_id,
    client_id,
    payer_id,
    proforma_id,
    currency,
    invoice_date,
    due_date,
    fees_minor,
    total_minor,
    tax_minor,
    (EXISTS ( SELECT 1
           FROM invoice_reversal v
          WHERE (v.invoice_id = i.id))) AS reversed,
    on_account_minor,
    (((total_minor)::numeric - COALESCE(( SELECT sum((a.net_minor + a.tax_minor)) AS sum
           FROM on_account_applied a
          WHERE ((a.receivable_id = i.id) AND a.live)), (0)::numeric)))::bigint AS due_minor,
    recorded_at
   FROM invoice i;

create view invoice_line_priced with (security_invoker) as
 SELECT l.invoice_id,
    l.line_no,
    l.card_id,
    l.proforma_line_id,
    l.share_ppm,
    l.bill_minor,
    l.wip_minor,
    i.number,
    i.currency,
    i.recorded_at,
    (v.invoice_id IS NOT NULL) AS reversed,
    x.code AS tax_code,
    t.rate_ppm,
    r.tax_minor,
    y.tax_rule_id,
    y.sentence AS tax_sentence
   FROM ((((((invoice_line l
     JOIN invoice i ON ((i.id = l.invoice_id)))
     JOIN tax_code x ON ((x.id = l.tax_code_id)))
     JOIN invoice_tax t ON (((t.invoice_id = i.id) AND (t.tax_code_id = l.tax_code_id))))
     LEFT JOIN invoice_reversal v ON ((v.invoice_id = i.id)))
     LEFT JOIN receivable_line r ON (((r.receivable_id = l.invoice_id) AND (r.line_no = l.line_no))))
     LEFT JOIN invoice_line_tax y ON (((y.invoice_id = l.invoice_id) AND (y.line_no = l.line_no))));

create view invoice_line_step_record with (security_invoker) as
 SELECT invoice_id,
    line_no,
    "position",
    kind,
    label,
    reason,
    clause_id,
    before_minor,
    after_minor
   FROM invoice_line_step;

create view invoice_matter with (security_invoker) as
 SELECT invoice_id,
    matter_id,
    (sum(bill_minor))::bigint AS net_minor
   FROM invoice_line
  GROUP BY invoice_id, matter_id;

create view invoice_posting with (security_invoker) as
 SELECT journal_id,
    invoice_id,
    account,
    currency,
    amount
   FROM journal_line j
  WHERE (invoice_id IS NOT NULL);

create view invoice_reversed with (security_invoker) as
 SELECT v.invoice_id,
    v.counts_on,
    v.reason,
    v.cancellation_id,
    x.number AS cancellation,
    v.recorded_at
   FROM (invoice_reversal v
     LEFT JOIN correction x ON ((x.id = v.cancellation_id)));

create view issued_document with (security_invoker) as
 SELECT i.id,
    'invoice'::text AS kind,
    i.number,
    i.id AS invoice_id,
    i.entity_id,
    i.client_id,
    i.payer_id,
    r.matter_id,
    i.currency,
    i.invoice_date AS document_date,
    i.fees_minor,
    i.disbursements_minor,
    i.charges_minor,
    i.tax_minor,
    i.total_minor,
    i.entity_total_minor,
    1 AS sign,
    i.snapshot,
    i.on_account_minor,
    i.recorded_at
   FROM (invoice i
     JOIN receivable r ON ((r.invoice_id = i.id)))
UNION ALL
 SELECT c.id,
    c.document_type AS kind,
    c.number,
    r.invoice_id,
    c.entity_id,
    c.client_id,
    c.payer_id,
    r.matter_id,
    c.currency,
    c.document_date,
    (- c.fees_minor) AS fees_minor,
    (- c.disbursements_minor) AS disbursements_minor,
    (- c.charges_minor) AS charges_minor,
    (- c.tax_minor) AS tax_minor,
    (- c.total_minor) AS total_minor,
    (- c.entity_total_minor) AS entity_total_minor,
    '-1'::integer AS sign,
    c.snapshot,
    (- c.on_account_minor) AS on_account_minor,
    c.recorded_at
   FROM (correction c
     JOIN receivable r ON ((r.id = c.receivable_id)))
UNION ALL
 SELECT i.id,
    'reversal'::text AS kind,
    i.number,
    i.id AS invoice_id,
    i.entity_id,
    i.client_id,
    i.payer_id,
    r.matter_id,
    i.currency,
    v.counts_on AS document_date,
    (- i.fees_minor) AS fees_minor,
    (- i.disbursements_minor) AS disbursements_minor,
    (- i.charges_minor) AS charges_minor,
    (- i.tax_minor) AS tax_minor,
    (- i.total_minor) AS total_minor,
    (- i.entity_total_minor) AS entity_total_minor,
    '-1'::integer AS sign,
    i.snapshot,
    (- i.on_account_minor) AS on_account_minor,
    v.recorded_at
   FROM ((invoice_reversal v
     JOIN invoice i ON ((i.id = v.invoice_id)))
     JOIN receivable r ON ((r.invoice_id = i.id)))
  WHERE (v.cancellation_id IS NULL)
UNION ALL
 SELECT c.id,
    (c.document_type || '-reversal'::text) AS kind,
    c.number,
    r.invoice_id,
    c.entity_id,
    c.client_id,
    c.payer_id,
    r.matter_id,
    c.currency,
    v.counts_on AS document_date,
    c.fees_minor,
    c.disbursements_minor,
    c.charges_minor,
    c.tax_minor,
    c.total_minor,
    c.entity_total_minor,
    1 AS sign,
    c.snapshot,
    c.on_account_minor,
    v.recorded_at
   FROM ((correction_reversal v
     JOIN correction c ON ((c.id = v.correction_id)))
     JOIN receivable r ON ((r.id = c.receivable_id)));

create view journal_posting with (security_invoker) as
 SELECT journal_id,
    line_no,
    entity_id,
    account,
    currency,
    amount,
    entity_amount,
    office_id,
    client_id,
    matter_id,
    payer_id,
    timekeeper_id,
    card_id,
    invoice_id
   FROM journal_line;

create view journal_record with (security_invoker) as
 SELECT id,
    kind,
    entity_id,
    period_id,
    counts_on,
    event_id,
    reverses_id,
    memo,
    transaction_id,
    recorded_at
   FROM journal;

create view line_reduction with (security_invoker) as
 SELECT r.invoice_id,
    l.card_id,
    r.currency,
    (- (sum(ml.net_minor))::bigint) AS reduced_minor
   FROM (((receivable_movement_line ml
     JOIN receivable_movement m ON ((m.id = ml.movement_id)))
     JOIN receivable r ON ((r.id = m.receivable_id)))
     JOIN receivable_line l ON (((l.receivable_id = ml.receivable_id) AND (l.line_no = ml.line_no))))
  WHERE ((m.kind = ANY (ARRAY['credited'::text, 'credited-reversed'::text, 'written-off'::text, 'written-off-reversed'::text])) AND (r.invoice_id IS NOT NULL) AND (l.card_id IS NOT NULL))
  GROUP BY r.invoice_id, l.card_id, r.currency
 HAVING (sum(ml.net_minor) < (0)::numeric);

create view matter_brief with (security_invoker) as
 SELECT m.id,
    m.number,
    m.name,
    m.title,
    m.client_id,
    c.number AS client_number,
    c.name AS client_name,
    m.family_id,
    m.entity_id,
    m.currency,
    m.application_number,
    m.jurisdiction,
    m.client_reference,
    m.billing_timekeeper_id,
    m.closed_to_billing,
    m.closed_to_time
   FROM (matter m
     JOIN client c ON ((c.id = m.client_id)));

create view matter_case with (security_invoker) as
 SELECT id,
    number,
    client_id,
    family_id,
    case_status,
    closed_on,
    opened_on,
    code_set,
    inventors,
    applicants,
    application_number,
    publication_number,
    registration_number,
    client_reference,
    responsible_timekeeper_id,
    billing_timekeeper_id,
    version,
    name,
    entity_id,
    currency,
    case_type,
    jurisdiction,
    case_kind,
    title,
    application_date,
    registration_date,
    entity_status,
    claims,
    independent_claims,
    classes,
    agent_reference,
    annuity_year,
    due_event
   FROM matter;

create view matter_on_proforma with (security_invoker) as
 SELECT x.matter_id,
    p.id AS proforma_id,
    p.number,
    p.state,
    p.from_day,
    p.through_day,
    (p.matter_id = x.matter_id) AS leads
   FROM (proforma_matter x
     JOIN proforma p ON ((p.id = x.proforma_id)));

create view matter_payer_set_span with (security_invoker) as
 SELECT id,
    matter_id,
    valid
   FROM matter_payer_set;

create view matter_payer_share with (security_invoker) as
 SELECT set_id,
    payer_id,
    "position",
    share_ppm
   FROM matter_payer;

create view matter_place with (security_invoker) as
 SELECT id,
    entity_id,
    office_id,
    client_id
   FROM matter;

create view matter_record with (security_invoker) as
 SELECT id,
    number,
    client_id,
    entity_id,
    office_id,
    family_id,
    name,
    currency,
    case_type,
    jurisdiction,
    case_kind,
    title,
    application_number,
    application_date,
    publication_number,
    publication_date,
    registration_number,
    registration_date,
    priority,
    entity_status,
    claims,
    independent_claims,
    classes,
    inventors,
    applicants,
    case_status,
    client_reference,
    client_matter_id,
    agent_reference,
    due_event,
    annuity_year,
    billing_timekeeper_id,
    responsible_timekeeper_id,
    originating_timekeeper_id,
    code_set,
    opened_on,
    closed_on,
    closed_to_time,
    closed_to_costs,
    closed_to_billing,
    version,
    recorded_at
   FROM matter;

create view mention_letter with (security_invoker) as
 SELECT m.comment_id,
    m.person_id,
    e.email,
    e.name,
    c.proforma_id,
    (p.number)::text AS number,
    p.client_id,
    c.words,
    a.name AS author
   FROM ((((comment_mention m
     JOIN proforma_comment c ON ((c.id = m.comment_id)))
     JOIN proforma p ON ((p.id = c.proforma_id)))
     JOIN person e ON (((e.id = m.person_id) AND e.active)))
     LEFT JOIN person a ON ((a.id = c.author_id)));

create view mention_unread with (security_invoker) as
 SELECT m.person_id,
    m.comment_id,
    c.proforma_id,
    (p.number)::text AS number,
    c.words,
    c.author_id,
    c.recorded_at
   FROM ((comment_mention m
     JOIN proforma_comment c ON ((c.id = m.comment_id)))
     JOIN proforma p ON ((p.id = c.proforma_id)))
  WHERE (m.read_at IS NULL);

create view on_account_applied with (security_invoker) as
 SELECT x.movement_id,
    x.on_account_id,
    m.receivable_id,
    r.number,
    r.invoice_date,
    m.kind,
    m.counts_on,
    m.recorded_at,
    m.journal_id,
    r.entity_id,
    r.currency,
    (- x.net_minor) AS net_minor,
    (- x.tax_minor) AS tax_minor,
    (- x.entity_net_minor) AS entity_net_minor,
    (- x.entity_tax_minor) AS entity_tax_minor,
    ((m.kind = 'applied'::text) AND (NOT (EXISTS ( SELECT 1
           FROM receivable_movement v
          WHERE (v.reverses_id = m.id))))) AS live
   FROM ((on_account_movement x
     JOIN receivable_movement m ON ((m.id = x.movement_id)))
     JOIN receivable r ON ((r.id = m.receivable_id)))
  WHERE (m.kind = ANY (ARRAY['applied'::text, 'applied-reversed'::text]));

create view on_account_billed with (security_invoker) as
 SELECT o.invoice_id,
    o.matter_id,
    o.whole_client,
    o.words,
    o.clause_id,
    c.line_id AS clause_line_id,
    i.number,
    i.invoice_date,
    i.snapshot
   FROM ((on_account_invoice o
     JOIN invoice i ON ((i.id = o.invoice_id)))
     LEFT JOIN engagement_clause c ON ((c.id = o.clause_id)));

create view on_account_standing with (security_invoker) as
 SELECT a.receivable_id,
    r.number,
    r.invoice_date,
    r.entity_id,
    r.client_id,
    r.payer_id,
    r.matter_id,
    r.currency,
    r.amount_minor,
    r.open_minor,
    a.net_minor,
    a.tax_minor,
    a.entity_net_minor,
    a.entity_tax_minor,
    l.net_minor AS billed_minor,
    l.tax_minor AS billed_tax_minor,
    (COALESCE(w.net, (0)::numeric))::bigint AS withdrawn_minor,
    (COALESCE(w.tax, (0)::numeric))::bigint AS withdrawn_tax_minor,
    (COALESCE(p.net, (0)::numeric))::bigint AS paid_minor,
    (COALESCE(u.net, (0)::numeric))::bigint AS applied_minor,
    (COALESCE(u.tax, (0)::numeric))::bigint AS applied_tax_minor,
    ((((l.net_minor)::numeric - COALESCE(w.net, (0)::numeric)) - COALESCE(u.net, (0)::numeric)))::bigint AS left_minor,
    ((((l.tax_minor)::numeric - COALESCE(w.tax, (0)::numeric)) - COALESCE(u.tax, (0)::numeric)))::bigint AS left_tax_minor
   FROM (((((on_account a
     JOIN receivable r ON ((r.id = a.receivable_id)))
     JOIN receivable_line l ON ((l.receivable_id = a.receivable_id)))
     LEFT JOIN LATERAL ( SELECT (- sum(x.net_minor)) AS net,
            (- sum(x.tax_minor)) AS tax
           FROM (receivable_movement_line x
             JOIN receivable_movement m ON ((m.id = x.movement_id)))
          WHERE ((x.receivable_id = a.receivable_id) AND (m.kind = ANY (ARRAY['credited'::text, 'credited-reversed'::text, 'unbilled'::text])))) w ON (true))
     LEFT JOIN LATERAL ( SELECT (- sum(x.net_minor)) AS net
           FROM (receivable_movement_line x
             JOIN receivable_movement m ON ((m.id = x.movement_id)))
          WHERE ((x.receivable_id = a.receivable_id) AND (m.kind = ANY (ARRAY['allocated'::text, 'allocated-reversed'::text])))) p ON (true))
     LEFT JOIN LATERAL ( SELECT (- sum(x.net_minor)) AS net,
            (- sum(x.tax_minor)) AS tax
           FROM (on_account_movement x
             JOIN receivable_movement m ON ((m.id = x.movement_id)))
          WHERE ((x.on_account_id = a.receivable_id) AND (m.kind = ANY (ARRAY['applied'::text, 'applied-reversed'::text])))) u ON (true));

create view open_proposal with (security_invoker) as
 SELECT proforma_id,
    (count(*))::integer AS proposals,
    min(recorded_at) AS since
   FROM proforma_proposal
  WHERE (state = 'open'::text)
  GROUP BY proforma_id;

create view open_receipt with (security_invoker) as
 SELECT id,
    number,
    entity_id,
    client_id,
    payer_id,
    currency,
    received_on,
    method,
    reference,
    open_minor,
    entity_open_minor
   FROM receipt
  WHERE (open_minor <> 0);

create view open_receivable with (security_invoker) as
 SELECT r.id,
    r.invoice_id,
    r.number,
    r.invoice_date,
    r.entity_id,
    r.client_id,
    r.payer_id,
    r.matter_id,
    r.currency,
    r.due_date,
    r.amount_minor,
    r.open_minor,
    r.entity_open_minor,
    r.billing_timekeeper_id,
    LEAST(COALESCE(d.amount_minor, (0)::bigint), r.open_minor) AS disputed_minor
   FROM (receivable r
     LEFT JOIN dispute d ON (((d.receivable_id = r.id) AND (d.closed_on IS NULL))))
  WHERE (r.open_minor <> 0);

create view open_receivable_matter with (security_invoker) as
 SELECT r.id AS receivable_id,
    r.currency,
    COALESCE(l.matter_id, r.matter_id) AS matter_id,
    (sum((((l.net_minor + l.tax_minor))::numeric + COALESCE(m.minor, (0)::numeric))))::bigint AS open_minor
   FROM ((receivable r
     JOIN receivable_line l ON ((l.receivable_id = r.id)))
     LEFT JOIN LATERAL ( SELECT sum((x.net_minor + x.tax_minor)) AS minor
           FROM receivable_movement_line x
          WHERE ((x.receivable_id = l.receivable_id) AND (x.line_no = l.line_no))) m ON (true))
  WHERE (r.open_minor <> 0)
  GROUP BY r.id, r.currency, COALESCE(l.matter_id, r.matter_id);

create view open_wip with (security_invoker) as
 SELECT id AS card_id,
    entity_id,
    client_id,
    matter_id,
    timekeeper_id,
    kind,
    cost_kind,
    work_date,
    currency,
    wip_minor,
    wip_entity_minor,
    open_seconds,
    task_code
   FROM card k
  WHERE (state = 'open'::text);

create view payer_brief with (security_invoker) as
 SELECT id,
    client_id,
    name,
    email,
    country,
    terms_days
   FROM payer;

create view payer_record with (security_invoker) as
 SELECT id,
    client_id,
    name,
    address,
    country,
    tax_id,
    email,
    reference,
    terms_days,
    version,
    is_private,
        CASE
            WHEN is_private THEN 'private'::text
            WHEN (btrim(tax_id) = ''::text) THEN 'unknown'::text
            ELSE 'business'::text
        END AS kind
   FROM payer;

create view payer_tax_span with (security_invoker) as
 SELECT payer_id,
    entity_id,
    tax_code_id,
    valid
   FROM payer_tax;

create view person_brief with (security_invoker) as
 SELECT id,
    name,
    active
   FROM person;

create view person_contact with (security_invoker) as
 SELECT p.id,
    p.name,
    p.email,
    p.active,
    COALESCE(array_agg(r.role) FILTER (WHERE (r.role IS NOT NULL)), '{}'::text[]) AS roles
   FROM (person p
     LEFT JOIN person_role r ON ((r.person_id = p.id)))
  GROUP BY p.id;

create view person_limit_known with (security_invoker) as
 SELECT person_id,
    kind,
    currency,
    minor
   FROM person_limit;

create view proforma_about with (security_invoker) as
 SELECT p.id AS proforma_id,
    (m.number ||
        CASE
            WHEN (x.n > 1) THEN (' +'::text || (x.n - 1))
            ELSE ''::text
        END) AS numbers,
    (((m.number || ' '::text) || m.name) ||
        CASE
            WHEN (x.n > 1) THEN ((' and '::text || (x.n - 1)) || ' more'::text)
            ELSE ''::text
        END) AS matters
   FROM ((proforma p
     JOIN matter m ON ((m.id = p.matter_id)))
     JOIN LATERAL ( SELECT (count(*))::integer AS n
           FROM proforma_matter o
          WHERE (o.proforma_id = p.id)) x ON (true));

create view proforma_came_from with (security_invoker) as
 SELECT proforma_id,
    from_id
   FROM proforma_origin;

create view proforma_deferred with (security_invoker) as
 SELECT id AS proforma_id,
    number,
    deferred_event_id AS event_id
   FROM proforma p
  WHERE ((state = 'deferred'::text) AND (deferred_event_id IS NOT NULL));

create view proforma_head with (security_invoker) as
 SELECT id,
    number,
    state,
    state_since,
    entity_id,
    client_id,
    matter_id,
    currency,
    through_day,
    billing_timekeeper_id,
    deferred_until,
    version,
    from_day
   FROM proforma;

create view proforma_invoice with (security_invoker) as
 SELECT proforma_id,
    id AS invoice_id,
    number
   FROM invoice i
  WHERE (NOT (EXISTS ( SELECT 1
           FROM invoice_reversal v
          WHERE (v.invoice_id = i.id))));

create view proforma_line_edit with (security_invoker) as
 SELECT e.proforma_id,
    (c.value ->> 'lineId'::text) AS line_id,
    (e.changes ->> 'sentence'::text) AS sentence,
    e.reason,
    e.actor_id,
    e.recorded_at,
    c.value AS change
   FROM (proforma_edit e
     CROSS JOIN LATERAL jsonb_array_elements((e.changes -> 'lines'::text)) c(value))
  WHERE ((e.undone_at IS NULL) AND (NOT e.superseded));

create view proforma_line_place with (security_invoker) as
 SELECT l.id,
    l.card_id,
    l.attached,
    l.proforma_id,
    p.number
   FROM (proforma_line l
     JOIN proforma p ON ((p.id = l.proforma_id)));

create view proforma_previewed with (security_invoker) as
 SELECT v.proforma_id,
    v.seen_at,
    b.name AS who,
    ( SELECT (count(*))::integer AS count
           FROM proforma_edit e
          WHERE ((e.proforma_id = v.proforma_id) AND ((e.recorded_at > v.seen_at) OR (e.undone_at > v.seen_at)))) AS edits
   FROM (proforma_preview v
     LEFT JOIN person b ON ((b.id = v.person_id)));

create view proforma_review_named with (security_invoker) as
 SELECT r.proforma_id,
    r.person_id,
    b.name,
    o.person_id AS owner_id,
    w.name AS owner,
    p.client_id
   FROM ((((proforma p
     JOIN proforma_reviewer r ON ((r.proforma_id = p.id)))
     JOIN timekeeper o ON (((o.id = p.billing_timekeeper_id) AND (o.person_id IS NOT NULL))))
     JOIN person b ON ((b.id = r.person_id)))
     JOIN person w ON ((w.id = o.person_id)))
  WHERE (r.round = ( SELECT max(x.round) AS max
           FROM proforma_reviewer x
          WHERE (x.proforma_id = p.id)));

create view rate_known with (security_invoker) as
 SELECT id,
    level,
    timekeeper_id,
    currency
   FROM rate
  WHERE (withdrawn_at IS NULL);

create view receipt_head with (security_invoker) as
 SELECT id,
    number,
    entity_id,
    client_id,
    payer_id,
    opening_id,
    received_on,
    currency,
    amount_minor,
    open_minor,
    entity_open_minor
   FROM receipt;

create view receipt_step with (security_invoker) as
 SELECT m.id,
    m.receipt_id,
    r.number,
    r.reference,
    r.entity_id,
    r.client_id,
    r.payer_id,
    r.currency,
    m.kind,
    m.amount_minor,
    m.entity_minor,
    m.counts_on,
    m.recorded_at,
    m.journal_id
   FROM (receipt_movement m
     JOIN receipt r ON ((r.id = m.receipt_id)));

create view receivable_head with (security_invoker) as
 SELECT id,
    invoice_id,
    opening_id,
    number,
    invoice_date,
    due_date,
    entity_id,
    client_id,
    payer_id,
    matter_id,
    billing_timekeeper_id,
    currency,
    amount_minor,
    open_minor,
    entity_open_minor,
    first_moved_on,
    last_moved_on,
    last_recorded_at
   FROM receivable;

create view receivable_line_record with (security_invoker) as
 SELECT receivable_id,
    line_no,
    kind,
    matter_id,
    timekeeper_id,
    card_id,
    net_minor,
    tax_minor
   FROM receivable_line;

create view receivable_matter_step with (security_invoker) as
 SELECT l.receivable_id,
    COALESCE(l.matter_id, r.matter_id) AS matter_id,
    (l.net_minor + l.tax_minor) AS minor,
    m.counts_on,
    m.recorded_at
   FROM ((receivable_line l
     JOIN receivable r ON ((r.id = l.receivable_id)))
     JOIN receivable_movement m ON (((m.receivable_id = l.receivable_id) AND (m.kind = ANY (ARRAY['issued'::text, 'opening'::text])))))
UNION ALL
 SELECT l.receivable_id,
    COALESCE(l.matter_id, r.matter_id) AS matter_id,
    (x.net_minor + x.tax_minor) AS minor,
    m.counts_on,
    m.recorded_at
   FROM (((receivable_movement_line x
     JOIN receivable_movement m ON ((m.id = x.movement_id)))
     JOIN receivable_line l ON (((l.receivable_id = x.receivable_id) AND (l.line_no = x.line_no))))
     JOIN receivable r ON ((r.id = l.receivable_id)));

create view receivable_step with (security_invoker) as
 SELECT id,
    receivable_id,
    kind,
    amount_minor,
    entity_minor,
    counts_on,
    recorded_at,
    journal_id,
    source_id,
    reason,
    reverses_id
   FROM receivable_movement;

create view receivable_step_line with (security_invoker) as
 SELECT l.receivable_id,
    l.line_no,
    l.net_minor,
    l.tax_minor,
    m.kind,
    m.counts_on,
    m.recorded_at
   FROM (receivable_movement_line l
     JOIN receivable_movement m ON ((m.id = l.movement_id)));

create view refund_asked with (security_invoker) as
 SELECT id,
    number,
    receipt_id,
    amount_minor,
    state
   FROM refund;

create view review_asked with (security_invoker) as
 SELECT r.id AS reviewer_id,
    r.proforma_id,
    r.person_id,
    r.kind,
    r.asked_at,
    p.number,
    p.client_id,
    p.matter_id
   FROM (proforma_reviewer r
     JOIN proforma p ON (((p.id = r.proforma_id) AND (p.review_round = r.round))))
  WHERE ((p.state = 'with-reviewer'::text) AND (r.asked_at IS NOT NULL) AND (r.answer IS NULL));

create view row_now with (security_invoker) as
 SELECT 'ageing_item'::text AS relation,
    (((r.list_id)::text || '/'::text) || (r.matter_id)::text) AS key,
    (md5((ROW(r.list_id, r.matter_id, r.client_id, r.currency, r.wip_minor, r.cards, r.oldest_day, r.answer, r.until_day, r.reason, r.answered_by, EXTRACT(epoch FROM r.answered_at), r.changed, r.decision, r.decided_by, EXTRACT(epoch FROM r.decided_at), r.decision_note))::text))::uuid AS digest
   FROM ageing_item r
UNION ALL
 SELECT 'bank_account'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.entity_id, r.name, r.currency, r.account, r.reference, r.active))::text))::uuid AS digest
   FROM bank_account r
UNION ALL
 SELECT 'budget'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.line_id, r.client_id, r.matter_id, r.family_id, r.name, r.currency, r.amount_minor, r.covers, r.spans, r.valid, r.source, r.actor_id, EXTRACT(epoch FROM r.recorded_at), EXTRACT(epoch FROM r.replaced_at), r.task_codes))::text))::uuid AS digest
   FROM budget r
UNION ALL
 SELECT 'card'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.number, r.kind, r.cost_kind, r.entity_id, r.client_id, r.matter_id, r.timekeeper_id, r.work_date, r.post_date, r.narrative, r.task_code, r.activity_code, r.expense_code, r.currency, r.worked_seconds, r.billable_seconds, r.standard_rate_e4, r.agreed_rate_e4, r.standard_minor, r.work_minor, md5(r.rate_explanation_hash), r.open_seconds, r.wip_minor, r.wip_entity_minor, r.state, r.version, r.import_id, r.import_row, r.source_key, EXTRACT(epoch FROM r.recorded_at), r.opening_id))::text))::uuid AS digest
   FROM card r
UNION ALL
 SELECT 'card_fee'::text AS relation,
    (r.card_id)::text AS key,
    (md5((ROW(r.card_id, r.client_id, r.matter_id, r.item_id, r.version_id, r.entity_status, r.paid_on, r.currency, r.amount_minor, r.quantity, r.exchange_rate, r.explanation, EXTRACT(epoch FROM r.recorded_at)))::text))::uuid AS digest
   FROM card_fee r
UNION ALL
 SELECT 'card_hold'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.card_id, r.reason, r.until_day, r.placed_by, EXTRACT(epoch FROM r.placed_at), r.released_by, EXTRACT(epoch FROM r.released_at), r.until_event_id))::text))::uuid AS digest
   FROM card_hold r
UNION ALL
 SELECT 'clause_charge'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.clause_id, r.line_id, r.matter_id, r.card_id, r.kind, r.period_from, r.period_to, r.result_minor, r.currency, r.amount_minor, r.words, EXTRACT(epoch FROM r.taken_back_at), r.taken_back_reason, r.actor_id, EXTRACT(epoch FROM r.recorded_at)))::text))::uuid AS digest
   FROM clause_charge r
UNION ALL
 SELECT 'deposit'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.number, r.bank_account_id, r.day, r.reference, r.control_minor, EXTRACT(epoch FROM r.closed_at), r.event_id, EXTRACT(epoch FROM r.recorded_at)))::text))::uuid AS digest
   FROM deposit r
UNION ALL
 SELECT 'dispatch'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.invoice_id, r.client_id, r.channel, r.recipients, r.subject, r.message, r.state, r.evidence, r.actor_id, EXTRACT(epoch FROM r.recorded_at), EXTRACT(epoch FROM r.settled_at), r.correction_id, r.retry_of, r.sent_on))::text))::uuid AS digest
   FROM dispatch r
UNION ALL
 SELECT 'dispute'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.receivable_id, r.amount_minor, r.reason, r.opened_on, r.opened_by, r.closed_on, r.closed_by, r.outcome, r.event_id, EXTRACT(epoch FROM r.recorded_at)))::text))::uuid AS digest
   FROM dispute r
UNION ALL
 SELECT 'docket_outcome'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.docket_event_id, r.rule_id, r.line_id, r.client_id, r.matter_id, r.action, r.state, r.sentence, r.problem, r.currency, r.amount_minor, r.card_ids, r.tries, r.reason, r.decided_by, EXTRACT(epoch FROM r.decided_at), EXTRACT(epoch FROM r.recorded_at), r.fell_with, r.expected_id))::text))::uuid AS digest
   FROM docket_outcome r
UNION ALL
 SELECT 'engagement'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.client_id, r.title, r.parties, r.signed_on, r.valid, r.ended_reason, r.actor_id, EXTRACT(epoch FROM r.recorded_at)))::text))::uuid AS digest
   FROM engagement r
UNION ALL
 SELECT 'engagement_clause'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.line_id, r.engagement_id, r.number, r.kind, r.words, r.terms, r.valid, r.reason, r.ended_reason, EXTRACT(epoch FROM r.withdrawn_at), r.withdrawn_reason, r.actor_id, EXTRACT(epoch FROM r.recorded_at)))::text))::uuid AS digest
   FROM engagement_clause r
UNION ALL
 SELECT 'engagement_matter'::text AS relation,
    (((r.engagement_id)::text || '/'::text) || (r.matter_id)::text) AS key,
    (md5((ROW(r.engagement_id, r.matter_id))::text))::uuid AS digest
   FROM engagement_matter r
UNION ALL
 SELECT 'estimate'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.client_id, r.matter_id, r.family_id, r.name, r.scope, r.currency, r.amount_minor, r.covers, r.valid_until, r.recipient, r.state, r.version, r.letter_id, r.sent_on, r.answered_on, r.answered_by, r.answer_note, r.budget_line_id, r.actor_id, EXTRACT(epoch FROM r.recorded_at), r.counts_from, r.counts_to))::text))::uuid AS digest
   FROM estimate r
UNION ALL
 SELECT 'exchange_rate'::text AS relation,
    ((((r.from_currency || '/'::text) || r.to_currency) || '/'::text) || (r.day)::text) AS key,
    (md5((ROW(r.from_currency, r.to_currency, r.day, r.rate, r.source))::text))::uuid AS digest
   FROM exchange_rate r
UNION ALL
 SELECT 'fee_amount'::text AS relation,
    (((((r.version_id)::text || '/'::text) || (r.item_id)::text) || '/'::text) || r.entity_status) AS key,
    (md5((ROW(r.version_id, r.item_id, r.entity_status, r.amount_minor))::text))::uuid AS digest
   FROM fee_amount r
UNION ALL
 SELECT 'information_line'::text AS relation,
    (((r.information_id)::text || '/'::text) || (r.card_id)::text) AS key,
    (md5((ROW(r.information_id, r.card_id, r.matter_id, r.bill_minor))::text))::uuid AS digest
   FROM information_line r
UNION ALL
 SELECT 'information_proforma'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.number, r.proforma_id, r.entity_id, r.client_id, r.currency, r.through_day, r.for_whom, r.net_minor, r.snapshot, md5(r.snapshot_hash), r.actor_id, EXTRACT(epoch FROM r.recorded_at)))::text))::uuid AS digest
   FROM information_proforma r
UNION ALL
 SELECT 'invoice_audit'::text AS relation,
    (r.invoice_id)::text AS key,
    (md5((ROW(r.invoice_id, r.differences, EXTRACT(epoch FROM r.footed_at), r.sampled, r.reader_id, r.checklist, r.outcome, r.note, EXTRACT(epoch FROM r.read_at)))::text))::uuid AS digest
   FROM invoice_audit r
UNION ALL
 SELECT 'legal_entity'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.code, r.name, r.country, r.currency, r.address, r.tax_id, r.phone, r.email, r.website, r.basis, r.rounding, r.paper, r.bank, r.invoice_footer, r.four_eyes, r.advances_are_asset, r.year_starts_month))::text))::uuid AS digest
   FROM legal_entity r
UNION ALL
 SELECT 'matter_payer'::text AS relation,
    (((r.set_id)::text || '/'::text) || (r.payer_id)::text) AS key,
    (md5((ROW(r.set_id, r.payer_id, r."position", r.share_ppm))::text))::uuid AS digest
   FROM matter_payer r
UNION ALL
 SELECT 'matter_payer_set'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.matter_id, r.valid))::text))::uuid AS digest
   FROM matter_payer_set r
UNION ALL
 SELECT 'on_account'::text AS relation,
    (r.receivable_id)::text AS key,
    (md5((ROW(r.receivable_id, r.net_minor, r.tax_minor, r.entity_net_minor, r.entity_tax_minor))::text))::uuid AS digest
   FROM on_account r
UNION ALL
 SELECT 'on_account_choice'::text AS relation,
    (((r.proforma_id)::text || '/'::text) || (r.on_account_id)::text) AS key,
    (md5((ROW(r.proforma_id, r.on_account_id, r.amount_minor, r.actor_id, EXTRACT(epoch FROM r.recorded_at)))::text))::uuid AS digest
   FROM on_account_choice r
UNION ALL
 SELECT 'opening_balance'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.entity_id, r.kind, r.cutover_day, r.file_name, md5(r.file_hash), r.rows, r.control, r.state, r.event_id, EXTRACT(epoch FROM r.recorded_at), EXTRACT(epoch FROM r.taken_back_at)))::text))::uuid AS digest
   FROM opening_balance r
UNION ALL
 SELECT 'outbox_message'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.subject_type, r.subject_id, r.client_id, r.message_id, r.sender, r.recipients, r.subject, r.body, md5(r.source), EXTRACT(epoch FROM r.recorded_at)))::text))::uuid AS digest
   FROM outbox_message r
UNION ALL
 SELECT 'own_fee'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.item_id, r.entity_status, r.currency, r.amount_minor, r.valid, r.reason, r.actor_id, EXTRACT(epoch FROM r.recorded_at)))::text))::uuid AS digest
   FROM own_fee r
UNION ALL
 SELECT 'payer_tax'::text AS relation,
    (((((r.payer_id)::text || '/'::text) || (r.entity_id)::text) || '/'::text) || (lower(r.valid))::text) AS key,
    (md5((ROW(r.payer_id, r.entity_id, r.tax_code_id, r.valid))::text))::uuid AS digest
   FROM payer_tax r
UNION ALL
 SELECT 'period'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.entity_id, r.name, r.days, r.state))::text))::uuid AS digest
   FROM period r
UNION ALL
 SELECT 'person_limit'::text AS relation,
    (((((r.person_id)::text || '/'::text) || r.kind) || '/'::text) || r.currency) AS key,
    (md5((ROW(r.person_id, r.kind, r.currency, r.minor))::text))::uuid AS digest
   FROM person_limit r
UNION ALL
 SELECT 'proforma'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.number, r.run_id, r.entity_id, r.client_id, r.matter_id, r.currency, r.through_day, r.billing_timekeeper_id, r.state, EXTRACT(epoch FROM r.state_since), r.state_note, r.deferred_until, r.version, r.edit_cursor, md5(r.approved_hash), r.approved_by, EXTRACT(epoch FROM r.approved_at), r.submitted_by, EXTRACT(epoch FROM r.recorded_at), r.unbilled, r.review_mode, r.review_round, r.review_chosen, r.from_day, r.deferred_event_id, r.terms_on))::text))::uuid AS digest
   FROM proforma r
UNION ALL
 SELECT 'proforma_adjustment'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.proforma_id, r.label, r.amount_minor, r.percent_ppm, r.spread, r.reason, r.active, r."position", r.timekeeper_ids, r.matter_ids, r.clause_id, r.taken_off, r.line_ids))::text))::uuid AS digest
   FROM proforma_adjustment r
UNION ALL
 SELECT 'proforma_edit'::text AS relation,
    (((r.proforma_id)::text || '/'::text) || (r.sequence)::text) AS key,
    (md5((ROW(r.proforma_id, r.sequence, r.operation, r.reason, r.changes, r.actor_id, EXTRACT(epoch FROM r.recorded_at), EXTRACT(epoch FROM r.undone_at), r.superseded, r.proposed_by))::text))::uuid AS digest
   FROM proforma_edit r
UNION ALL
 SELECT 'proforma_line'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.proforma_id, r.card_id, r.attached, r.billed, r."position", r.version, r.excluded, r.no_charge, r.printed, r.seconds, r.rate_e4, r.bill_minor, r.narrative, r.work_date, r.task_code, r.activity_code, r.expense_code, r.shares))::text))::uuid AS digest
   FROM proforma_line r
UNION ALL
 SELECT 'proforma_matter'::text AS relation,
    (((r.proforma_id)::text || '/'::text) || (r.matter_id)::text) AS key,
    (md5((ROW(r.proforma_id, r.matter_id, r.open))::text))::uuid AS digest
   FROM proforma_matter r
UNION ALL
 SELECT 'proforma_origin'::text AS relation,
    (((r.proforma_id)::text || '/'::text) || (r.from_id)::text) AS key,
    (md5((ROW(r.proforma_id, r.from_id))::text))::uuid AS digest
   FROM proforma_origin r
UNION ALL
 SELECT 'proforma_proposal'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.proforma_id, r.operation, r.seen, r.sentence, r.effect_minor, r.proposer_id, EXTRACT(epoch FROM r.recorded_at), r.state, r.decided_by, EXTRACT(epoch FROM r.decided_at), r.note, r.edit_sequence))::text))::uuid AS digest
   FROM proforma_proposal r
UNION ALL
 SELECT 'proforma_step'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.proforma_id, r.from_state, r.to_state, r.note, r.actor_id, EXTRACT(epoch FROM r.recorded_at)))::text))::uuid AS digest
   FROM proforma_step r
UNION ALL
 SELECT 'rate'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.level, r.timekeeper_id, r.title, r.office_id, r.client_id, r.matter_id, r.currency, r.rate_e4, r.valid, r.source, EXTRACT(epoch FROM r.recorded_at), r.scope, EXTRACT(epoch FROM r.withdrawn_at)))::text))::uuid AS digest
   FROM rate r
UNION ALL
 SELECT 'rate_change'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.title, r.client_id, r.from_day, r.percent_ppm, r.reason, r.state, r.version, r.proposed_by, EXTRACT(epoch FROM r.proposed_at), r.decided_by, EXTRACT(epoch FROM r.decided_at), r.note, r.agreed_on, r.agreed_by, EXTRACT(epoch FROM r.in_force_at)))::text))::uuid AS digest
   FROM rate_change r
UNION ALL
 SELECT 'rate_change_line'::text AS relation,
    (((r.change_id)::text || '/'::text) || (r."position")::text) AS key,
    (md5((ROW(r.change_id, r."position", r.rate_id, r.was_e4, r.rate_e4, r.made_id, r.set_by))::text))::uuid AS digest
   FROM rate_change_line r
UNION ALL
 SELECT 'rate_explanation'::text AS relation,
    (r.hash)::text AS key,
    (md5((ROW(md5(r.hash), r.explanation))::text))::uuid AS digest
   FROM rate_explanation r
UNION ALL
 SELECT 'receipt'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.number, r.entity_id, r.client_id, r.payer_id, r.bank_account_id, r.deposit_id, r.opening_id, r.method, r.reference, r.received_on, r.currency, r.amount_minor, r.entity_minor, r.entity_rate_source, r.open_minor, r.entity_open_minor, r.event_id, EXTRACT(epoch FROM r.recorded_at)))::text))::uuid AS digest
   FROM receipt r
UNION ALL
 SELECT 'receivable'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.invoice_id, r.entity_id, r.client_id, r.payer_id, r.currency, r.due_date, r.amount_minor, r.open_minor, r.entity_open_minor, r.id, r.number, r.invoice_date, r.matter_id, r.office_id, r.billing_timekeeper_id, r.originating_timekeeper_id, r.entity_amount_minor, r.opening_id, r.first_moved_on, r.last_moved_on, EXTRACT(epoch FROM r.last_recorded_at)))::text))::uuid AS digest
   FROM receivable r
UNION ALL
 SELECT 'refund'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.number, r.receipt_id, r.bank_account_id, r.amount_minor, r.reason, r.state, r.requested_by, r.decided_by, EXTRACT(epoch FROM r.decided_at), r.note, r.event_id, EXTRACT(epoch FROM r.recorded_at)))::text))::uuid AS digest
   FROM refund r
UNION ALL
 SELECT 'run_outcome'::text AS relation,
    (((r.run_id)::text || '/'::text) || (r.matter_id)::text) AS key,
    (md5((ROW(r.run_id, r.matter_id, r.outcome, r.reason, r.proforma_id, r.cards, r.currency, r.wip_minor))::text))::uuid AS digest
   FROM run_outcome r
UNION ALL
 SELECT 'tax_code'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.entity_id, r.code, r.name, r.kind, r.note))::text))::uuid AS digest
   FROM tax_code r
UNION ALL
 SELECT 'tax_rate'::text AS relation,
    (((r.tax_code_id)::text || '/'::text) || (lower(r.valid))::text) AS key,
    (md5((ROW(r.tax_code_id, r.rate_ppm, r.valid))::text))::uuid AS digest
   FROM tax_rate r
UNION ALL
 SELECT 'tax_rule'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.line_id, r.entity_id, r.name, r.line_kind, r.expense_codes, r.countries, r.payer_kind, r.tax_code_id, r.withholding_ppm, r.source, r.valid, r.last_day, r.reason, r.ended_reason, EXTRACT(epoch FROM r.withdrawn_at), r.withdrawn_reason, r.actor_id, EXTRACT(epoch FROM r.recorded_at)))::text))::uuid AS digest
   FROM tax_rule r
UNION ALL
 SELECT 'write_off'::text AS relation,
    (r.id)::text AS key,
    (md5((ROW(r.id, r.number, r.receivable_id, r.amount_minor, r.reason_kind, r.reason, r.state, r.requested_by, r.decided_by, EXTRACT(epoch FROM r.decided_at), r.note, r.event_id, EXTRACT(epoch FROM r.recorded_at)))::text))::uuid AS digest
   FROM write_off r;

create view run_made with (security_invoker) as
 SELECT DISTINCT run_id,
    proforma_id
   FROM run_outcome
  WHERE (outcome = 'generated'::text);

create view run_waiting with (security_invoker) as
 SELECT p.id,
    s.name,
    p.due_on,
    (p.criteria ->> 'throughDay'::text) AS through_day,
    p.generated,
    p.gathered
   FROM (prepared_run p
     JOIN run_schedule s ON ((s.id = p.schedule_id)))
  WHERE (p.decision IS NULL);

create view tax_rule_record with (security_invoker) as
 SELECT id,
    line_id,
    entity_id,
    name,
    line_kind,
    expense_codes,
    countries,
    payer_kind,
    tax_code_id,
    withholding_ppm,
    source,
    valid,
    last_day,
    reason,
    ended_reason,
    withdrawn_at,
    withdrawn_reason,
    actor_id,
    recorded_at
   FROM tax_rule;

create view time_worked with (security_invoker) as
 SELECT timekeeper_id,
    work_date,
    worked_seconds
   FROM card
  WHERE ((kind = 'time'::text) AND (state <> ALL (ARRAY['purged'::text, 'taken-back'::text])));

create view timekeeper_brief with (security_invoker) as
 SELECT id,
    number,
    name,
    initials,
    title,
    classification,
    office_id,
    active,
    person_id
   FROM timekeeper;

create view timekeeper_person with (security_invoker) as
 SELECT id AS timekeeper_id,
    person_id
   FROM timekeeper
  WHERE (person_id IS NOT NULL);

create view waiting_policy_known with (security_invoker) as
 SELECT what,
    from_day,
    remind_days,
    escalate_days,
    escalate_to,
    actor_id,
    recorded_at
   FROM waiting_policy;

create view write_off_asked with (security_invoker) as
 SELECT id,
    number,
    receivable_id,
    amount_minor,
    state
   FROM write_off;

grant insert, select on account to engross_app;

grant select on acting_for to engross_app;

grant insert, select on advanced_cost to engross_app;

grant insert, select on advanced_cost_movement to engross_app;

grant select on advanced_cost_open to engross_app;

grant select on ageing_asked to engross_app;

grant insert, select on ageing_item to engross_app;

grant select on ageing_item_told to engross_app;

grant insert, select on ageing_list to engross_app;

grant select on ageing_list_told to engross_app;

grant insert, select on ageing_policy to engross_app;

grant select on ageing_waiting to engross_app;

grant delete, insert, select on assistant_of to engross_app;

grant select on attached_document to engross_app;

grant insert, select on attachment_removed to engross_app;

grant delete, insert, select, update on auth_account to engross_app;

grant delete, insert, select, update on auth_rate_limit to engross_app;

grant delete, insert, select, update on auth_session to engross_app;

grant insert, select, update on auth_user to engross_app;

grant delete, insert, select, update on auth_verification to engross_app;

grant insert, select on back_test to engross_app;

grant insert, select, update on bank_account to engross_app;

grant select on billed_line to engross_app;

grant select on billed_line_all to engross_app;

grant select on billed_line_ever to engross_app;

grant select on billed_on_matter to engross_app;

grant insert, select on billing_code to engross_app;

grant insert, select on billing_cycle to engross_app;

grant insert, select on budget to engross_app;

grant insert, select, update on card to engross_app;

grant select on card_brief to engross_app;

grant insert, select on card_event to engross_app;

grant insert, select on card_fee to engross_app;

grant select on card_for_information to engross_app;

grant insert, select, update on card_hold to engross_app;

grant insert, select, update on card_import to engross_app;

grant select on card_on_invoice to engross_app;

grant select on card_on_proforma to engross_app;

grant select on card_opened to engross_app;

grant select on card_posted to engross_app;

grant select on card_rate_sentence to engross_app;

grant select on card_step to engross_app;

grant select on card_waiting to engross_app;

grant select on charged_by_clause to engross_app;

grant insert, select on clause_charge to engross_app;

grant select on clause_record to engross_app;

grant insert, select, update on client to engross_app;

grant select on client_brief to engross_app;

grant select on client_record to engross_app;

grant insert, select, update on command_answer to engross_app;

grant insert, select on comment_mention to engross_app;

grant insert, select, update on contact to engross_app;

grant select on contact_record to engross_app;

grant insert, select on correction to engross_app;

grant select on correction_dispatch to engross_app;

grant select on correction_head to engross_app;

grant insert, select on correction_line to engross_app;

grant insert, select on correction_reversal to engross_app;

grant select on covered_relation to engross_app;

grant select on credited_line to engross_app;

grant insert, select on delegation to engross_app;

grant insert, select, update on deposit to engross_app;

grant insert, select on digest_policy to engross_app;

grant insert, select on digest_told to engross_app;

grant insert, select, update on dispatch to engross_app;

grant insert, select, update on dispute to engross_app;

grant select on dispute_span to engross_app;

grant insert, select on docket_change to engross_app;

grant insert, select on docket_event to engross_app;

grant insert, select on docket_import to engross_app;

grant insert, select on docket_mapping to engross_app;

grant insert, select on docket_outcome to engross_app;

grant select on docket_proposed to engross_app;

grant insert, select on docket_rule to engross_app;

grant select on docket_standing to engross_app;

grant insert, select on document to engross_app;

grant delete, insert, select on document_failure to engross_app;

grant insert, select on document_link to engross_app;

grant insert, select on engagement to engross_app;

grant insert, select on engagement_clause to engross_app;

grant insert, select on engagement_matter to engross_app;

grant select on engagement_record to engross_app;

grant select on entity_posted to engross_app;

grant insert, select on estimate to engross_app;

grant insert, select on event to engross_app;

grant delete, insert, select on event_detail to engross_app;

grant select on event_row to engross_app;

grant insert, select on event_seal to engross_app;

grant insert, select, update on event_seal_head to engross_app;

grant insert, select on exchange_rate to engross_app;

grant insert, select on expected_event to engross_app;

grant select on failed_letter to engross_app;

grant select on failed_sending to engross_app;

grant insert, select on family to engross_app;

grant select on family_record to engross_app;

grant delete, insert, select on fee_alias to engross_app;

grant insert, select on fee_amount to engross_app;

grant insert, select on fee_check to engross_app;

grant insert, select on fee_entry to engross_app;

grant insert, select on fee_item to engross_app;

grant select on fee_of_card to engross_app;

grant insert, select on fee_version to engross_app;

grant delete, insert, select on firm_word to engross_app;

grant insert, select on flag to engross_app;

grant insert, select, update on flag_look to engross_app;

grant insert, select on flag_rule to engross_app;

grant select on flag_standing to engross_app;

grant insert, select on flag_waiver to engross_app;

grant insert, select on guideline to engross_app;

grant insert, select on guideline_acknowledgement to engross_app;

grant insert, select on guideline_clause to engross_app;

grant insert, select on guideline_version to engross_app;

grant select on held_back to engross_app;

grant delete, insert, select, update on import_mapping to engross_app;

grant insert, select on information_line to engross_app;

grant insert, select on information_proforma to engross_app;

grant insert, select on invoice to engross_app;

grant insert, select on invoice_audit to engross_app;

grant select on invoice_dispatch to engross_app;

grant select on invoice_frozen to engross_app;

grant select on invoice_head to engross_app;

grant insert, select on invoice_line to engross_app;

grant select on invoice_line_priced to engross_app;

grant insert, select on invoice_line_step to engross_app;

grant select on invoice_line_step_record to engross_app;

grant insert, select on invoice_line_tax to engross_app;

grant select on invoice_matter to engross_app;

grant select on invoice_posting to engross_app;

grant insert, select on invoice_reversal to engross_app;

grant select on invoice_reversed to engross_app;

grant insert, select on invoice_tax to engross_app;

grant select on issued_document to engross_app;

grant insert, select on journal to engross_app;

grant insert, select on journal_line to engross_app;

grant select on journal_posting to engross_app;

grant select on journal_record to engross_app;

grant insert, select, update on legal_entity to engross_app;

grant insert, select on letter to engross_app;

grant select on line_reduction to engross_app;

grant insert, select, update on matter to engross_app;

grant select on matter_brief to engross_app;

grant select on matter_case to engross_app;

grant select on matter_on_proforma to engross_app;

grant insert, select on matter_payer to engross_app;

grant insert, select, update on matter_payer_set to engross_app;

grant select on matter_payer_set_span to engross_app;

grant select on matter_payer_share to engross_app;

grant select on matter_place to engross_app;

grant select on matter_record to engross_app;

grant select on mention_letter to engross_app;

grant select on mention_unread to engross_app;

grant insert, select on migration to engross_app;

grant insert, select, update on number_series to engross_app;

grant insert, select on office to engross_app;

grant insert, select on office_answer to engross_app;

grant insert, select on on_account to engross_app;

grant select on on_account_applied to engross_app;

grant select on on_account_billed to engross_app;

grant delete, insert, select on on_account_choice to engross_app;

grant insert, select on on_account_invoice to engross_app;

grant insert, select on on_account_movement to engross_app;

grant select on on_account_standing to engross_app;

grant select on open_proposal to engross_app;

grant select on open_receipt to engross_app;

grant select on open_receivable to engross_app;

grant select on open_receivable_matter to engross_app;

grant select on open_wip to engross_app;

grant insert, select, update on opening_balance to engross_app;

grant insert, select on outbox_message to engross_app;

grant insert, select on own_fee to engross_app;

grant insert, select, update on payer to engross_app;

grant select on payer_brief to engross_app;

grant select on payer_record to engross_app;

grant insert, select, update on payer_tax to engross_app;

grant select on payer_tax_span to engross_app;

grant insert, select, update on period to engross_app;

grant insert, select, update on person to engross_app;

grant select on person_brief to engross_app;

grant select on person_contact to engross_app;

grant delete, insert, select on person_limit to engross_app;

grant select on person_limit_known to engross_app;

grant delete, insert, select on person_role to engross_app;

grant insert, select on prepared_run to engross_app;

grant insert, select, update on proforma to engross_app;

grant select on proforma_about to engross_app;

grant insert, select, update on proforma_adjustment to engross_app;

grant select on proforma_came_from to engross_app;

grant insert, select on proforma_comment to engross_app;

grant select on proforma_deferred to engross_app;

grant insert, select, update on proforma_edit to engross_app;

grant select on proforma_head to engross_app;

grant select on proforma_invoice to engross_app;

grant delete, insert, select, update on proforma_lease to engross_app;

grant insert, select, update on proforma_line to engross_app;

grant select on proforma_line_edit to engross_app;

grant select on proforma_line_place to engross_app;

grant insert, select, update on proforma_look to engross_app;

grant delete, insert, select on proforma_matter to engross_app;

grant insert, select on proforma_origin to engross_app;

grant insert, select, update on proforma_preview to engross_app;

grant select on proforma_previewed to engross_app;

grant insert, select on proforma_proposal to engross_app;

grant select on proforma_review_named to engross_app;

grant delete, insert, select on proforma_reviewer to engross_app;

grant insert, select on proforma_run to engross_app;

grant insert, select on proforma_step to engross_app;

grant insert, select, update on rate to engross_app;

grant insert, select on rate_change to engross_app;

grant insert, select on rate_change_line to engross_app;

grant insert, select on rate_explanation to engross_app;

grant select on rate_known to engross_app;

grant insert, select, update on reapplication to engross_app;

grant insert, select, update on receipt to engross_app;

grant select on receipt_head to engross_app;

grant insert, select on receipt_movement to engross_app;

grant select on receipt_step to engross_app;

grant insert, select, update on receivable to engross_app;

grant select on receivable_head to engross_app;

grant insert, select on receivable_line to engross_app;

grant select on receivable_line_record to engross_app;

grant select on receivable_matter_step to engross_app;

grant insert, select on receivable_movement to engross_app;

grant insert, select on receivable_movement_line to engross_app;

grant select on receivable_step to engross_app;

grant select on receivable_step_line to engross_app;

grant insert, select, update on refund to engross_app;

grant select on refund_asked to engross_app;

grant insert, select on reminder to engross_app;

grant select on review_asked to engross_app;

grant insert, select on review_link to engross_app;

grant insert, select on review_link_use to engross_app;

grant insert, select on review_policy to engross_app;

grant insert, select on review_policy_reviewer to engross_app;

grant insert, select on row_change to engross_app;

grant select on row_now to engross_app;

grant select on run_made to engross_app;

grant insert, select on run_outcome to engross_app;

grant insert, select on run_schedule to engross_app;

grant select on run_waiting to engross_app;

grant insert, select on sample to engross_app;

grant insert, select on sample_policy to engross_app;

grant delete, insert, select, update on search_entry to engross_app;

grant delete, insert, select, update on setting to engross_app;

grant insert, select on tax_code to engross_app;

grant insert, select, update on tax_rate to engross_app;

grant insert, select on tax_rule to engross_app;

grant select on tax_rule_record to engross_app;

grant select on time_worked to engross_app;

grant insert, select, update on timekeeper to engross_app;

grant select on timekeeper_brief to engross_app;

grant select on timekeeper_person to engross_app;

grant insert, select on waiting_policy to engross_app;

grant select on waiting_policy_known to engross_app;

grant insert, select, update on write_off to engross_app;

grant select on write_off_asked to engross_app;
