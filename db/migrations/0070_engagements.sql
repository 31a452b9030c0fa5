-- Why: what was agreed with a client is kept as engagements with dated clauses that the program executes and cites. A clause
-- is amended by a version that counts from a later day on; what counted before stays as it was.
create table engagement (
  id uuid primary key,
  client_id uuid not null references client,
  title text not null,
  parties text not null default '',
  signed_on date,
  -- from its first day; its end ends its clauses
  valid daterange not null check (not isempty(valid)),
  ended_reason text not null default '',
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index engagement_client on engagement (client_id);

-- For which matters it is; none: all of the client.
create table engagement_matter (
  engagement_id uuid not null references engagement,
  matter_id uuid not null references matter,
  primary key (engagement_id, matter_id)
);
create index engagement_matter_of on engagement_matter (matter_id);

create table engagement_clause (
  id uuid primary key,
  -- the same for all versions of a clause
  line_id uuid not null,
  engagement_id uuid not null references engagement,
  -- as the letter numbers it
  number text not null,
  kind text not null check (kind in ('discount', 'volume', 'cap', 'other')),
  -- as the letter puts it
  words text not null,
  -- what is executed: see src/modules/terms/clause.ts
  terms jsonb not null,
  valid daterange not null check (not isempty(valid)),
  -- why it was amended
  reason text not null default '',
  ended_reason text not null default '',
  withdrawn_at timestamptz,
  withdrawn_reason text not null default '',
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  exclude using gist (line_id with =, valid with &&) where (withdrawn_at is null)
);
create index engagement_clause_of on engagement_clause (engagement_id);

grant select, insert on engagement, engagement_matter, engagement_clause to engross_app;
grant update (valid, ended_reason) on engagement to engross_app;
grant update (valid, ended_reason, withdrawn_at, withdrawn_reason) on engagement_clause to engross_app;

-- An adjustment that a clause made cites it; one that was taken off says why.
alter table proforma_adjustment add column clause_id uuid references engagement_clause,
  add column taken_off text not null default '';
alter table proforma_adjustment drop constraint proforma_adjustment_spread_check, add constraint proforma_adjustment_spread_check
  check (spread in ('by-value', 'by-hours', 'timekeepers', 'fees-only', 'soft-costs-only', 'fees-left', 'fees-and-charges-left', 'all-left')),
  add constraint proforma_adjustment_of_clause check ((clause_id is not null) = (spread in ('fees-left', 'fees-and-charges-left', 'all-left')));
-- The day whose terms were asked for; null: those of the day on which it is looked at.
alter table proforma add column terms_on date;
grant update (terms_on) on proforma to engross_app;

-- How a billed line came to its amount: what each adjustment made of the whole line, and then its payer's share of it.
create table invoice_line_step (
  invoice_id uuid not null,
  line_no integer not null,
  position integer not null,
  kind text not null check (kind in ('adjustment', 'clause', 'share')),
  label text not null,
  reason text not null,
  clause_id uuid references engagement_clause,
  before_minor bigint not null,
  after_minor bigint not null,
  primary key (invoice_id, line_no, position),
  foreign key (invoice_id, line_no) references invoice_line (invoice_id, line_no)
);
create trigger invoice_line_step_append_only before update or delete on invoice_line_step for each row execute function forbid_change();
grant select, insert on invoice_line_step to engross_app;

-- What is billed by matter and kind, invoice by invoice: without what was reversed, less what was credited, before tax.
create view billed_on_matter with (security_invoker) as
  select i.id as invoice_id, i.proforma_id, l.matter_id, m.client_id, l.kind, i.currency, i.invoice_date,
    sum(l.bill_minor - coalesce(x.net, 0))::int8 as net_minor
  from invoice i join invoice_line l on l.invoice_id = i.id join matter m on m.id = l.matter_id
    left join lateral (select sum(c.net_minor) as net from correction_line c where c.receivable_id = l.invoice_id and c.line_no = l.line_no
      and not exists (select 1 from correction_reversal v where v.correction_id = c.correction_id)) x on true
  where not exists (select 1 from invoice_reversal v where v.invoice_id = i.id)
  group by i.id, l.matter_id, m.client_id, l.kind;
grant select on billed_on_matter to engross_app;
