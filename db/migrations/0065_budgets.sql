-- Why: what a client agreed to spend on a matter, a family or its whole portfolio, held against what was billed and what is
-- carried. An amendment is a new row from a day on; the budget itself holds no money of the books.
create table budget (
  id uuid primary key,
  -- the same through all amendments
  line_id uuid not null,
  client_id uuid not null references client,
  matter_id uuid references matter,
  family_id uuid references family,
  name text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null check (amount_minor > 0),
  -- fees: time and charges; all: disbursements too
  covers text not null check (covers in ('fees', 'all')),
  -- work and bills of these days count against it; open where it is for the life of the case
  spans daterange not null check (not isempty(spans)),
  valid daterange not null check (not isempty(valid)),
  -- where it was agreed
  source text not null,
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  check (matter_id is null or family_id is null),
  exclude using gist (line_id with =, valid with &&)
);
create index budget_client on budget (client_id);
create index budget_matter on budget (matter_id);

-- What credit notes took off billed lines, by matter; reversed ones come back with their own sign.
create view credited_line with (security_invoker) as
  select r.invoice_id, coalesce(l.matter_id, r.matter_id) as matter_id, l.kind, r.currency, m.counts_on, x.net_minor
  from receivable_movement_line x join receivable_movement m on m.id = x.movement_id join receivable r on r.id = m.receivable_id
    join receivable_line l on l.receivable_id = x.receivable_id and l.line_no = x.line_no
  where m.kind in ('credited', 'credited-reversed') and r.invoice_id is not null;

grant select, insert on budget to engross_app;
grant update (valid) on budget to engross_app;
grant select on credited_line to engross_app;
