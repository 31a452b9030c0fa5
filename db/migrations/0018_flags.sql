-- Why: what the pre-review found, under which rule, what was waived and by whom. Checks are code; rules (who they hold
-- for, since when, how severe, with which numbers) are rows, and a rule is never changed: a newer version takes over.

-- What the rules look at in a matter.
create view matter_case with (security_invoker) as
  select id, number, client_id, family_id, case_status, closed_on, opened_on, code_set, inventors, applicants, application_number, publication_number,
    registration_number, client_reference, responsible_timekeeper_id, billing_timekeeper_id, version
  from matter;
create view card_posted with (security_invoker) as select id, post_date from card;
-- What was later taken off a billed card: by credit notes and write-offs, reversed ones not counted.
create view line_reduction with (security_invoker) as
  select r.invoice_id, l.card_id, r.currency, -sum(ml.net_minor)::int8 as reduced_minor
  from receivable_movement_line ml join receivable_movement m on m.id = ml.movement_id join receivable r on r.id = m.receivable_id
    join receivable_line l on l.receivable_id = ml.receivable_id and l.line_no = ml.line_no
  where m.kind in ('credited', 'credited-reversed', 'written-off', 'written-off-reversed') and r.invoice_id is not null and l.card_id is not null
  group by r.invoice_id, l.card_id, r.currency having sum(ml.net_minor) < 0;
create or replace view timekeeper_brief with (security_invoker) as
  select id, number, name, initials, title, classification, office_id, active, person_id from timekeeper;
-- An invoice as it was frozen and its lines, for adding up once more; which proformas a run made.
create view invoice_frozen with (security_invoker) as
  select id, currency, total_minor, tax_minor, snapshot, snapshot_hash, journal_id from invoice;
create view billed_line_all with (security_invoker) as select invoice_id, line_no, bill_minor from invoice_line;
create view run_made with (security_invoker) as select run_id, proforma_id from run_outcome where outcome = 'generated';
create view invoice_posting with (security_invoker) as
  select j.journal_id, j.invoice_id, j.account, j.currency, j.amount from journal_line j where j.invoice_id is not null;
grant select on invoice_frozen, billed_line_all, run_made, invoice_posting, line_reduction, matter_case, card_posted to engross_app;

create table guideline (
  id uuid primary key,
  client_id uuid not null references client,
  title text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  unique (client_id, title)
);

create table guideline_version (
  id uuid primary key,
  guideline_id uuid not null references guideline,
  client_id uuid not null references client,
  version integer not null check (version > 0),
  -- empty until it is adopted; then its days
  valid daterange,
  note text not null default '',
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  unique (guideline_id, version),
  exclude using gist (guideline_id with =, valid with &&)
);

create table guideline_clause (
  id uuid primary key,
  version_id uuid not null references guideline_version,
  position integer not null,
  number text not null,
  words text not null,
  unique (version_id, number)
);

create table guideline_acknowledgement (
  version_id uuid not null references guideline_version,
  person_id uuid not null references person,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (version_id, person_id)
);

create table flag_rule (
  id uuid primary key,
  code text not null,
  scope text not null check (scope in ('firm', 'client', 'matter')),
  client_id uuid references client,
  matter_id uuid references matter,
  -- the rule lives as long as the version of the guideline that its clause stands in
  clause_id uuid references guideline_clause,
  version integer not null check (version > 0),
  valid daterange,
  severity text not null check (severity in ('block', 'fix', 'warn', 'info', 'off')),
  params jsonb not null default '{}',
  citation text not null default '',
  reason text not null default '',
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  check ((scope = 'firm' and client_id is null and matter_id is null) or (scope = 'client' and client_id is not null and matter_id is null)
    or (scope = 'matter' and matter_id is not null and client_id is not null)),
  check ((clause_id is null) = (valid is not null)),
  exclude using gist (code with =, scope with =, coalesce(client_id, '00000000-0000-0000-0000-000000000000') with =,
    coalesce(matter_id, '00000000-0000-0000-0000-000000000000') with =, valid with &&) where (clause_id is null)
);
create index flag_rule_clause on flag_rule (clause_id);

create table flag (
  id uuid primary key,
  proforma_id uuid not null references proforma,
  client_id uuid not null references client,
  matter_id uuid not null references matter,
  code text not null,
  rule_id uuid references flag_rule,
  fingerprint text not null,
  severity text not null check (severity in ('block', 'fix', 'warn', 'info')),
  sentence text not null,
  citation text not null,
  evidence jsonb not null,
  line_ids uuid[] not null,
  card_ids uuid[] not null,
  currency text not null,
  at_stake_minor bigint not null,
  -- what one click would do
  suggests text,
  raised_at timestamptz not null default clock_timestamp(),
  -- no longer found: mended, or billed as it was
  gone_at timestamptz,
  -- still there when it was billed
  escaped boolean not null default false,
  unique (proforma_id, fingerprint)
);
create index flag_open on flag (proforma_id) where gone_at is null;
create index flag_code on flag (code, raised_at);

create table flag_waiver (
  id uuid primary key,
  fingerprint text not null,
  code text not null,
  severity text not null,
  sentence text not null,
  proforma_id uuid not null references proforma,
  client_id uuid not null references client,
  matter_id uuid not null references matter,
  reason text not null check (reason <> ''),
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  withdrawn_at timestamptz,
  withdrawn_by uuid
);
create unique index flag_waiver_one on flag_waiver (fingerprint) where withdrawn_at is null;

-- When the rules last looked at a proforma, and which could not.
create table flag_look (
  proforma_id uuid primary key references proforma,
  proforma_version integer not null,
  looked_at timestamptz not null default clock_timestamp(),
  ran integer not null,
  could_not jsonb not null
);

create table firm_word (
  word text primary key check (word = lower(word) and word <> ''),
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp()
);

create table back_test (
  id uuid primary key,
  what text not null,
  subject jsonb not null,
  from_day date not null,
  to_day date not null,
  result jsonb not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp()
);

-- A second pair of eyes on a share of the proformas, and on all that certain rules raised.
create table sample_policy (
  id uuid primary key,
  share_ppm integer not null check (share_ppm between 0 and 1000000),
  codes text[] not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create table sample (
  proforma_id uuid primary key references proforma,
  why text not null,
  picked_at timestamptz not null default clock_timestamp(),
  state text not null default 'waiting' check (state in ('waiting', 'passed', 'returned')),
  checker_id uuid,
  note text not null default '',
  checked_at timestamptz
);

-- Every invoice is added up once more; some are read by a person with a checklist.
create table invoice_audit (
  invoice_id uuid primary key references invoice,
  differences text[] not null,
  footed_at timestamptz not null default clock_timestamp(),
  sampled boolean not null,
  reader_id uuid,
  checklist jsonb,
  outcome text check (outcome in ('clean', 'minor', 'wrong')),
  note text not null default '',
  read_at timestamptz
);
create index invoice_audit_unread on invoice_audit (footed_at) where sampled and outcome is null;

grant select, insert on guideline, guideline_version, guideline_clause, guideline_acknowledgement, flag_rule, flag, flag_waiver, flag_look, firm_word,
  back_test, sample_policy, sample, invoice_audit to engross_app;
grant update (title) on guideline to engross_app; -- to lock it while a version is adopted
grant update (valid) on guideline_version, flag_rule to engross_app;
grant update (severity, sentence, citation, evidence, line_ids, card_ids, at_stake_minor, suggests, gone_at, escaped, rule_id) on flag to engross_app;
grant update (withdrawn_at, withdrawn_by) on flag_waiver to engross_app;
grant update on flag_look to engross_app;
grant update (state, checker_id, note, checked_at, why) on sample to engross_app;
grant update (reader_id, checklist, outcome, note, read_at) on invoice_audit to engross_app;
grant delete on firm_word to engross_app;
create trigger guideline_clause_append_only before update or delete on guideline_clause for each row execute function forbid_change();
create trigger guideline_acknowledgement_append_only before update or delete on guideline_acknowledgement for each row execute function forbid_change();
create trigger back_test_append_only before update or delete on back_test for each row execute function forbid_change();
