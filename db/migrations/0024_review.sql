-- Why: who reviews a proforma, in which order, who stands in for whom, and what happens when a proforma lies too long.
-- None of these tables carries money, so none is in the views of sealed rows; what is done in them is told by events.

-- Who reviews the proformas of a client or of one of its matters, dated; the narrower one counts.
create table review_policy (
  id uuid primary key,
  client_id uuid not null references client,
  -- null: all matters of the client that have none of their own
  matter_id uuid references matter,
  mode text not null check (mode in ('sequential', 'parallel')),
  valid daterange not null check (not isempty(valid)),
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp()
);
alter table review_policy add constraint review_policy_one_a_day exclude using gist ((coalesce(matter_id, client_id)) with =, valid with &&);
create table review_policy_reviewer (
  policy_id uuid not null references review_policy,
  position integer not null,
  kind text not null check (kind in ('owner', 'co-owner', 'collaborator')),
  -- the owner is whoever is the billing timekeeper then
  person_id uuid references person,
  primary key (policy_id, position),
  check ((kind = 'owner') = (person_id is null))
);

alter table proforma add column review_mode text not null default 'sequential' check (review_mode in ('sequential', 'parallel'));
-- counts the submissions; the reviewers of each stay on record
alter table proforma add column review_round integer not null default 0;
-- the reviewers were named for this proforma, so the policy is not asked again
alter table proforma add column review_chosen boolean not null default false;

create table proforma_reviewer (
  id uuid primary key,
  proforma_id uuid not null references proforma,
  round integer not null,
  position integer not null,
  person_id uuid not null references person,
  kind text not null check (kind in ('owner', 'co-owner', 'collaborator')),
  asked_at timestamptz,
  -- recalled: no answer is needed any more
  answer text check (answer in ('completed', 'returned', 'rejected', 'recalled')),
  answered_at timestamptz,
  answered_by uuid,
  note text not null default '',
  unique (proforma_id, round, person_id),
  check ((answer is null) = (answered_at is null))
);
create index proforma_reviewer_open on proforma_reviewer (person_id) where answer is null;

-- A stands in for B, for all clients or one, from a day to a day.
create table delegation (
  id uuid primary key,
  principal_id uuid not null references person,
  delegate_id uuid not null references person,
  client_id uuid references client,
  valid daterange not null check (not isempty(valid) and not upper_inf(valid)),
  actor_id uuid not null,
  ended_at timestamptz,
  recorded_at timestamptz not null default clock_timestamp(),
  check (principal_id <> delegate_id)
);
create index delegation_delegate on delegation (delegate_id);

-- How long something may lie before somebody is reminded, and when somebody else is told; the newest that has begun counts.
create table waiting_policy (
  what text not null check (what in ('with-reviewer', 'completed', 'approval-pending', 'approved', 'ageing-list')),
  from_day date not null,
  remind_days integer not null check (remind_days between 1 and 365),
  escalate_days integer check (escalate_days between 1 and 365),
  escalate_to uuid references person,
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (what, from_day),
  check ((escalate_days is null) = (escalate_to is null)),
  check (escalate_days > remind_days)
);

-- A message to somebody of the firm, before it leaves; what left is in the outbox.
create table letter (
  id uuid primary key,
  person_id uuid not null references person,
  about_type text not null,
  about_id uuid not null,
  client_id uuid,
  subject text not null,
  body text not null,
  state text not null default 'queued' check (state in ('queued', 'sent', 'failed')),
  problem text not null default '',
  settled_at timestamptz,
  recorded_at timestamptz not null default clock_timestamp()
);

-- One reminder or escalation; the unique key is what keeps it from going out twice.
create table reminder (
  id uuid primary key,
  about_type text not null,
  about_id uuid not null,
  person_id uuid not null references person,
  kind text not null check (kind in ('reminder', 'escalation')),
  since date not null,
  -- the how-manyth of this waiting: it is said again after as many days
  nth integer not null check (nth > 0),
  letter_id uuid not null references letter,
  recorded_at timestamptz not null default clock_timestamp(),
  unique (about_id, person_id, kind, since, nth)
);
create trigger reminder_append_only before update or delete on reminder for each row execute function forbid_change();

create view timekeeper_person with (security_invoker) as select id as timekeeper_id, person_id from timekeeper where person_id is not null;
create view person_contact with (security_invoker) as
  select p.id, p.name, p.email, p.active, coalesce(array_agg(r.role) filter (where r.role is not null), '{}') as roles
  from person p left join person_role r on r.person_id = p.id group by p.id;

-- Whose answer is awaited on which proforma.
create view review_asked with (security_invoker) as
  select r.id as reviewer_id, r.proforma_id, r.person_id, r.kind, r.asked_at, p.number, p.client_id, p.matter_id
  from proforma_reviewer r join proforma p on p.id = r.proforma_id and p.review_round = r.round
  where p.state = 'with-reviewer' and r.asked_at is not null and r.answer is null;
create view acting_for with (security_invoker) as
  select delegate_id, principal_id, client_id, valid from delegation where ended_at is null;

grant select, insert on review_policy, review_policy_reviewer, proforma_reviewer, delegation, waiting_policy, letter, reminder to engross_app;
grant select on timekeeper_person, person_contact, review_asked, acting_for to engross_app;
grant update (valid) on review_policy to engross_app;
grant update (asked_at, answer, answered_at, answered_by, note) on proforma_reviewer to engross_app;
-- reviewers named before a submission may be named anew
grant delete on proforma_reviewer to engross_app;
grant update (ended_at) on delegation to engross_app;
grant update (state, problem, settled_at) on letter to engross_app;
grant update (remind_days, escalate_days, escalate_to, actor_id, recorded_at) on waiting_policy to engross_app;
