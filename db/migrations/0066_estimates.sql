-- Why: an estimate is sent to the client, who accepts or declines it by a link of their own; accepted, it is the budget that
-- everything is held against from that day on.
create table estimate (
  id uuid primary key,
  client_id uuid not null references client,
  matter_id uuid references matter,
  family_id uuid references family,
  name text not null,
  -- what it is for, in words the client reads
  scope text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null check (amount_minor > 0),
  covers text not null check (covers in ('fees', 'all')),
  valid_until date not null,
  recipient text not null,
  state text not null check (state in ('draft', 'sent', 'accepted', 'declined', 'withdrawn')),
  version integer not null default 1,
  letter_id uuid references letter,
  sent_on date,
  answered_on date,
  -- as they signed
  answered_by text not null default '',
  answer_note text not null default '',
  budget_line_id uuid,
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  check (matter_id is null or family_id is null),
  check ((state = 'accepted') = (budget_line_id is not null))
);
create index estimate_client on estimate (client_id);
grant select, insert on estimate to engross_app;
grant update (matter_id, family_id, name, scope, currency, amount_minor, covers, valid_until, recipient, state, version, letter_id, sent_on, answered_on,
  answered_by, answer_note, budget_line_id) on estimate to engross_app;
