-- Why: each attorney is sent the matters whose work in progress has grown old, and answers for each: bill, hold, or ask
-- for a purge, which somebody else decides. The money of a purge is in the card events and journals, which are sealed;
-- an item's own amount only says what was old when the list was made.
create table ageing_policy (
  from_day date primary key,
  older_than_days integer not null check (older_than_days between 1 and 3650),
  -- sent by itself on this day of each month; null: only when somebody sends it
  day_of_month integer check (day_of_month between 1 and 28),
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp()
);

create table ageing_list (
  id uuid primary key,
  person_id uuid not null references person,
  as_of date not null,
  older_than_days integer not null,
  letter_id uuid not null references letter,
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  -- a newer list of the same person takes its place
  replaced_at timestamptz
);
create unique index ageing_list_current on ageing_list (person_id) where replaced_at is null;

create table ageing_item (
  list_id uuid not null references ageing_list,
  matter_id uuid not null references matter,
  client_id uuid not null references client,
  currency text not null,
  wip_minor bigint not null,
  cards integer not null,
  oldest_day date not null,
  answer text check (answer in ('bill', 'hold', 'purge')),
  until_day date,
  reason text not null default '',
  answered_by uuid references person,
  answered_at timestamptz,
  -- the cards that the answer or the decision changed, as they were
  changed jsonb not null default '[]',
  decision text check (decision in ('purged', 'refused', 'restored')),
  decided_by uuid references person,
  decided_at timestamptz,
  decision_note text not null default '',
  primary key (list_id, matter_id),
  check ((answer is null) = (answered_at is null)),
  check ((decision is null) = (decided_at is null)),
  check (decision is null or answer = 'purge')
);

-- Lists with something unanswered, for reminders.
create view ageing_waiting with (security_invoker) as
  select l.id as list_id, l.person_id, l.as_of, count(*)::int as matters from ageing_list l join ageing_item i on i.list_id = l.id
  where l.replaced_at is null and i.answer is null group by l.id;

-- Matters whose attorney asked for a bill and that got no proforma since.
create view ageing_asked with (security_invoker) as
  select i.matter_id, p.name as asked_by from ageing_list l join ageing_item i on i.list_id = l.id join person p on p.id = i.answered_by
  where l.replaced_at is null and i.answer = 'bill'
    and not exists (select 1 from proforma f where f.matter_id = i.matter_id and f.recorded_at > i.answered_at);

grant select, insert on ageing_policy, ageing_list, ageing_item to engross_app;
grant select on ageing_waiting, ageing_asked to engross_app;
grant update (older_than_days, day_of_month, actor_id, recorded_at) on ageing_policy to engross_app;
grant update (replaced_at) on ageing_list to engross_app;
grant update (answer, until_day, reason, answered_by, answered_at, changed, decision, decided_by, decided_at, decision_note) on ageing_item to engross_app;
