-- Why: a patent office is asked about a case, and its answer is kept: what it said, when, and what of it was taken. The desk
-- never waits for a network; the worker asks.
create table office_answer (
  id uuid primary key,
  client_id uuid not null references client,
  matter_id uuid not null references matter,
  service text not null check (service in ('USPTO ODP', 'USPTO TSDR')),
  number text not null,
  state text not null check (state in ('asked', 'answered', 'failed')),
  -- what came of it, or why nothing did and how to mend it
  sentence text not null default '',
  -- the answer as it came
  body jsonb,
  case_status text not null default '',
  added integer not null default 0,
  changed integer not null default 0,
  missing integer not null default 0,
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  settled_at timestamptz
);
create index office_answer_matter on office_answer (matter_id, recorded_at desc);
create unique index office_answer_under_way on office_answer (matter_id) where state = 'asked';
grant select, insert on office_answer to engross_app;
grant update (state, sentence, body, case_status, added, changed, missing, settled_at) on office_answer to engross_app;
