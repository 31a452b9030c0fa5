-- Why: fixed prices, subscriptions, minimum fees, collars, blended rates and success fees are clauses like discounts and caps.
-- A price of a phase concerns the time of its task codes only, so what was billed is told by task code.
alter table engagement_clause drop constraint engagement_clause_kind_check, add constraint engagement_clause_kind_check
  check (kind in ('blended', 'fixed', 'subscription', 'discount', 'volume', 'minimum', 'collar', 'cap', 'success', 'other'));

-- The lines a clause is about, where those are not all of its kinds and matters.
alter table proforma_adjustment add column line_ids uuid[];

drop view billed_on_matter;
-- What is billed by matter, kind and task code, invoice by invoice: without what was reversed, less what was credited, before tax.
create view billed_on_matter with (security_invoker) as
  select i.id as invoice_id, i.proforma_id, l.matter_id, m.client_id, l.kind, p.task_code, i.currency, i.invoice_date,
    sum(l.bill_minor - coalesce(x.net, 0))::int8 as net_minor
  from invoice i join invoice_line l on l.invoice_id = i.id join matter m on m.id = l.matter_id
    join proforma_line p on p.id = l.proforma_line_id
    left join lateral (select sum(c.net_minor) as net from correction_line c where c.receivable_id = l.invoice_id and c.line_no = l.line_no
      and not exists (select 1 from correction_reversal v where v.correction_id = c.correction_id)) x on true
  where not exists (select 1 from invoice_reversal v where v.invoice_id = i.id)
  group by i.id, l.matter_id, m.client_id, l.kind, p.task_code;
grant select on billed_on_matter to engross_app;

-- What was charged because a clause says so, without recorded work: each period of a subscription once, each success as it comes.
create table clause_charge (
  id uuid primary key,
  clause_id uuid not null references engagement_clause,
  -- the clause, whatever its version
  line_id uuid not null,
  matter_id uuid not null references matter,
  card_id uuid not null references card,
  kind text not null check (kind in ('subscription', 'success')),
  -- of a subscription
  period_from date,
  period_to date,
  -- of a success: what was achieved, where the fee is a part of it
  result_minor bigint,
  currency text not null,
  amount_minor bigint not null check (amount_minor > 0),
  words text not null,
  taken_back_at timestamptz,
  taken_back_reason text not null default '',
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  check ((kind = 'subscription') = (period_from is not null) and (period_from is null) = (period_to is null)),
  check (period_from <= period_to)
);
create unique index clause_charge_period on clause_charge (line_id, period_from) where taken_back_at is null;
create index clause_charge_of on clause_charge (line_id);
grant select, insert on clause_charge to engross_app;
grant update (taken_back_at, taken_back_reason) on clause_charge to engross_app;

-- The last bill of a matter is the one after which no more time comes.
create or replace view matter_brief with (security_invoker) as
  select m.id, m.number, m.name, m.title, m.client_id, c.number as client_number, c.name as client_name, m.family_id, m.entity_id, m.currency,
    m.application_number, m.jurisdiction, m.client_reference, m.billing_timekeeper_id, m.closed_to_billing, m.closed_to_time
  from matter m join client c on c.id = m.client_id;
