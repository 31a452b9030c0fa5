-- Why: money in and corrections. Receivables and receipts are books of movements: what is open is always their sum,
-- on any day and as known at any moment. Corrections are documents of their own series; nothing issued is changed.

alter table account drop constraint account_kind_check;
alter table account add constraint account_kind_check check (kind in ('asset', 'liability', 'equity', 'income', 'expense', 'memorandum'));

-- What a payer owes, from an invoice of ours or from the firm's earlier books.
drop view open_receivable;
alter table receivable drop constraint receivable_pkey;
alter table receivable add column id uuid, add column number text, add column invoice_date date, add column matter_id uuid references matter,
  add column office_id uuid references office, add column billing_timekeeper_id uuid references timekeeper,
  add column originating_timekeeper_id uuid references timekeeper, add column entity_amount_minor bigint, add column opening_id uuid;
update receivable r set id = i.id, number = i.number, invoice_date = i.invoice_date, matter_id = p.matter_id, office_id = m.office_id,
  billing_timekeeper_id = p.billing_timekeeper_id, originating_timekeeper_id = m.originating_timekeeper_id, entity_amount_minor = i.entity_total_minor
  from invoice i join proforma p on p.id = i.proforma_id join matter m on m.id = p.matter_id where i.id = r.invoice_id;
alter table receivable add primary key (id), alter column invoice_id drop not null, add unique (invoice_id), alter column number set not null,
  alter column invoice_date set not null, alter column entity_amount_minor set not null,
  add check ((invoice_id is null) <> (opening_id is null));
create index receivable_payer on receivable (payer_id);
create index receivable_open on receivable (client_id) where open_minor <> 0;

-- What the receivable is made of: who worked it and what it was, so that money can be followed to them. Tax is dealt
-- over the lines by largest remainder.
create table receivable_line (
  receivable_id uuid not null references receivable,
  line_no integer not null,
  kind text not null check (kind in ('time', 'disbursement', 'charge')),
  matter_id uuid references matter,
  timekeeper_id uuid references timekeeper,
  card_id uuid references card,
  net_minor bigint not null check (net_minor >= 0),
  tax_minor bigint not null check (tax_minor >= 0),
  primary key (receivable_id, line_no)
);
create index receivable_line_card on receivable_line (card_id);
insert into receivable_line (receivable_id, line_no, kind, matter_id, timekeeper_id, card_id, net_minor, tax_minor)
  select invoice_id, line_no, kind, matter_id, timekeeper_id, card_id, bill_minor, part + case when rank <= left_over then 1 else 0 end
  from (select *, row_number() over (partition by invoice_id order by rest desc, line_no) as rank,
      tax - sum(part) over (partition by invoice_id) as left_over
    from (select l.*, i.tax_minor as tax, case when n.net = 0 then 0 else (i.tax_minor * l.bill_minor / n.net) end as part,
        case when n.net = 0 then 0 else (i.tax_minor * l.bill_minor % n.net) end as rest
      from invoice_line l join invoice i on i.id = l.invoice_id
      join lateral (select sum(bill_minor)::int8 as net from invoice_line x where x.invoice_id = i.id) n on true) a) b;
create trigger receivable_line_append_only before update or delete on receivable_line for each row execute function forbid_change();

-- Every change of what is open: a signed amount, the day it counts for, its journal; reversals name what they reverse.
create table receivable_movement (
  id uuid primary key,
  receivable_id uuid not null references receivable,
  kind text not null check (kind in ('issued', 'opening', 'allocated', 'difference', 'credited', 'written-off', 'unbilled', 'taken-back',
    'allocated-reversed', 'difference-reversed', 'credited-reversed', 'written-off-reversed')),
  amount_minor bigint not null,
  entity_minor bigint not null,
  counts_on date not null,
  journal_id uuid not null references journal,
  event_id uuid not null references event deferrable initially deferred,
  -- the receipt, correction or write-off behind it
  source_id uuid,
  reason_kind text,
  reason text not null default '',
  reverses_id uuid unique references receivable_movement,
  recorded_at timestamptz not null default clock_timestamp()
);
create index receivable_movement_of on receivable_movement (receivable_id);
create index receivable_movement_source on receivable_movement (source_id);
create index receivable_movement_event on receivable_movement (event_id);
insert into receivable_movement (id, receivable_id, kind, amount_minor, entity_minor, counts_on, journal_id, event_id, source_id, recorded_at)
  select gen_random_uuid(), id, 'issued', total_minor, entity_total_minor, invoice_date, journal_id, event_id, id, recorded_at from invoice;
create trigger receivable_movement_append_only before update or delete on receivable_movement for each row execute function forbid_change();

-- Which lines a movement fell on; the parts sum to the movement.
create table receivable_movement_line (
  movement_id uuid not null references receivable_movement,
  receivable_id uuid not null,
  line_no integer not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  primary key (movement_id, line_no),
  foreign key (receivable_id, line_no) references receivable_line (receivable_id, line_no)
);
create index receivable_movement_line_of on receivable_movement_line (receivable_id, line_no);
create trigger receivable_movement_line_append_only before update or delete on receivable_movement_line
  for each row execute function forbid_change();

-- Money in.
create table bank_account (
  id uuid primary key,
  entity_id uuid not null references legal_entity,
  name text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  account text not null unique references account,
  reference text not null default '',
  active boolean not null default true,
  unique (entity_id, name)
);

create table deposit (
  id uuid primary key,
  number bigint not null generated always as identity unique,
  bank_account_id uuid not null references bank_account,
  day date not null,
  reference text not null default '',
  control_minor bigint check (control_minor > 0),
  closed_at timestamptz,
  event_id uuid not null references event deferrable initially deferred,
  recorded_at timestamptz not null default clock_timestamp()
);

create table receipt (
  id uuid primary key,
  number bigint not null generated always as identity unique,
  entity_id uuid not null references legal_entity,
  client_id uuid references client,
  payer_id uuid references payer,
  bank_account_id uuid references bank_account,
  deposit_id uuid references deposit,
  opening_id uuid,
  method text not null check (method in ('cheque', 'card', 'wire', 'cash', 'opening')),
  reference text not null default '',
  received_on date not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null check (amount_minor > 0),
  entity_minor bigint not null,
  entity_rate_source text not null,
  -- unapplied: always the sums of the receipt's movements
  open_minor bigint not null check (open_minor >= 0),
  entity_open_minor bigint not null,
  event_id uuid not null references event deferrable initially deferred,
  recorded_at timestamptz not null default clock_timestamp(),
  check ((bank_account_id is null) = (opening_id is not null))
);
create index receipt_payer on receipt (payer_id);
create index receipt_unapplied on receipt (entity_id) where open_minor <> 0;
create index receipt_deposit on receipt (deposit_id);
create index receipt_event on receipt (event_id);

create table receipt_movement (
  id uuid primary key,
  receipt_id uuid not null references receipt,
  kind text not null check (kind in ('received', 'opening', 'allocated', 'refunded', 'received-reversed', 'allocated-reversed', 'refunded-reversed', 'taken-back')),
  amount_minor bigint not null,
  entity_minor bigint not null,
  counts_on date not null,
  journal_id uuid not null references journal,
  event_id uuid not null references event deferrable initially deferred,
  -- the receivable's side of an allocation
  movement_id uuid unique references receivable_movement,
  refund_id uuid,
  reason text not null default '',
  reverses_id uuid unique references receipt_movement,
  recorded_at timestamptz not null default clock_timestamp()
);
create index receipt_movement_of on receipt_movement (receipt_id);
create index receipt_movement_event on receipt_movement (event_id);
create trigger receipt_movement_append_only before update or delete on receipt_movement for each row execute function forbid_change();

-- Cash that an unbilled invoice had, waiting to go to the invoice that replaces it.
create table reapplication (
  id uuid primary key,
  receipt_id uuid not null references receipt,
  proforma_id uuid not null references proforma,
  payer_id uuid not null references payer,
  currency text not null,
  amount_minor bigint not null check (amount_minor > 0),
  cash_minor bigint not null check (cash_minor > 0),
  state text not null check (state in ('waiting', 'applied', 'given-up')),
  event_id uuid not null references event deferrable initially deferred,
  recorded_at timestamptz not null default clock_timestamp()
);
create index reapplication_waiting on reapplication (proforma_id, payer_id) where state = 'waiting';

create table refund (
  id uuid primary key,
  number bigint not null generated always as identity unique,
  receipt_id uuid not null references receipt,
  bank_account_id uuid not null references bank_account,
  amount_minor bigint not null check (amount_minor > 0),
  reason text not null,
  state text not null check (state in ('requested', 'paid', 'rejected', 'reversed')),
  requested_by uuid not null references person,
  decided_by uuid references person,
  decided_at timestamptz,
  note text not null default '',
  event_id uuid not null references event deferrable initially deferred,
  recorded_at timestamptz not null default clock_timestamp()
);
create index refund_receipt on refund (receipt_id);

create table write_off (
  id uuid primary key,
  number bigint not null generated always as identity unique,
  receivable_id uuid not null references receivable,
  amount_minor bigint not null check (amount_minor > 0),
  reason_kind text not null,
  reason text not null,
  state text not null check (state in ('requested', 'posted', 'rejected', 'reversed')),
  requested_by uuid not null references person,
  decided_by uuid references person,
  decided_at timestamptz,
  note text not null default '',
  event_id uuid not null references event deferrable initially deferred,
  recorded_at timestamptz not null default clock_timestamp()
);
create index write_off_receivable on write_off (receivable_id);

create table dispute (
  id uuid primary key,
  receivable_id uuid not null references receivable,
  amount_minor bigint not null check (amount_minor > 0),
  reason text not null,
  opened_on date not null,
  opened_by uuid not null references person,
  closed_on date,
  closed_by uuid references person,
  outcome text not null default '',
  event_id uuid not null references event deferrable initially deferred,
  recorded_at timestamptz not null default clock_timestamp()
);
create unique index dispute_open on dispute (receivable_id) where closed_on is null;

-- Credit notes and cancellations, each from its own series. Amounts are what is taken off, above zero.
create table correction (
  id uuid primary key,
  document_type text not null check (document_type in ('credit-note', 'cancellation')),
  entity_id uuid not null references legal_entity,
  series_year integer not null,
  series_number bigint not null,
  number text not null unique,
  receivable_id uuid not null references receivable,
  client_id uuid not null references client,
  payer_id uuid not null references payer,
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
  snapshot_hash bytea not null check (octet_length(snapshot_hash) = 32),
  journal_id uuid not null references journal,
  event_id uuid not null references event deferrable initially deferred,
  recorded_at timestamptz not null default clock_timestamp(),
  unique (entity_id, document_type, series_year, series_number),
  check (total_minor = fees_minor + disbursements_minor + charges_minor + tax_minor)
);
create index correction_receivable on correction (receivable_id);
create trigger correction_append_only before update or delete on correction for each row execute function forbid_change();

create table correction_line (
  correction_id uuid not null references correction,
  receivable_id uuid not null,
  line_no integer not null,
  card_id uuid references card,
  net_minor bigint not null,
  tax_minor bigint not null,
  seconds bigint not null,
  wip_minor bigint not null,
  wip_entity_minor bigint not null,
  primary key (correction_id, line_no),
  foreign key (receivable_id, line_no) references receivable_line (receivable_id, line_no)
);
create index correction_line_of on correction_line (receivable_id, line_no);
create trigger correction_line_append_only before update or delete on correction_line for each row execute function forbid_change();

create table correction_reversal (
  correction_id uuid primary key references correction,
  counts_on date not null,
  reason text not null,
  journal_id uuid not null references journal,
  event_id uuid not null references event deferrable initially deferred,
  recorded_at timestamptz not null default clock_timestamp()
);
create trigger correction_reversal_append_only before update or delete on correction_reversal for each row execute function forbid_change();

-- The number stays used; the invoice is reversed.
create table invoice_reversal (
  invoice_id uuid primary key references invoice,
  cancellation_id uuid references correction,
  counts_on date not null,
  reason text not null,
  journal_id uuid not null references journal,
  event_id uuid not null references event deferrable initially deferred,
  recorded_at timestamptz not null default clock_timestamp()
);
create trigger invoice_reversal_append_only before update or delete on invoice_reversal for each row execute function forbid_change();

-- An unbilled proforma comes back beside a newer one of its matter.
alter table proforma add column unbilled boolean not null default false;
drop index proforma_open_per_matter;
create unique index proforma_open_per_matter on proforma (matter_id) where state not in ('billed', 'closed', 'reversed') and not unbilled;

alter table person_limit drop constraint person_limit_kind_check;
alter table person_limit add constraint person_limit_kind_check check (kind in ('approve-total', 'approve-reduction', 'purge', 'write-off', 'refund'));

-- Opening balances of a firm that moves in: each file is taken, and taken back, as one.
create table opening_balance (
  id uuid primary key,
  entity_id uuid not null references legal_entity,
  kind text not null check (kind in ('wip', 'invoices', 'unapplied')),
  cutover_day date not null,
  file_name text not null,
  file_hash bytea not null,
  rows integer not null check (rows > 0),
  -- what the earlier books say, per currency; the file's sums must equal it
  control jsonb not null,
  state text not null check (state in ('taken', 'taken-back')),
  event_id uuid not null references event deferrable initially deferred,
  recorded_at timestamptz not null default clock_timestamp(),
  taken_back_at timestamptz
);
create unique index opening_balance_file on opening_balance (entity_id, kind, file_hash) where state = 'taken';
alter table receivable add foreign key (opening_id) references opening_balance;
alter table receipt add foreign key (opening_id) references opening_balance;
alter table card add column opening_id uuid references opening_balance;
create index card_opening on card (opening_id) where opening_id is not null;

create view open_receivable with (security_invoker) as
  select r.id, r.invoice_id, r.number, r.invoice_date, r.entity_id, r.client_id, r.payer_id, r.matter_id, r.currency, r.due_date, r.amount_minor,
    r.open_minor, r.entity_open_minor, r.billing_timekeeper_id,
    least(coalesce(d.amount_minor, 0), r.open_minor) as disputed_minor
  from receivable r left join dispute d on d.receivable_id = r.id and d.closed_on is null where r.open_minor <> 0;
create view open_receipt with (security_invoker) as
  select id, number, entity_id, client_id, payer_id, currency, received_on, method, reference, open_minor, entity_open_minor from receipt where open_minor <> 0;
create or replace view card_on_invoice with (security_invoker) as
  select l.card_id, l.invoice_id, i.number from invoice_line l join invoice i on i.id = l.invoice_id
  where not exists (select 1 from invoice_reversal v where v.invoice_id = i.id);
create or replace view proforma_invoice with (security_invoker) as
  select i.proforma_id, i.id as invoice_id, i.number from invoice i where not exists (select 1 from invoice_reversal v where v.invoice_id = i.id);
create or replace view invoice_head with (security_invoker) as
  select i.id, i.number, i.entity_id, i.client_id, i.payer_id, i.proforma_id, i.currency, i.invoice_date, i.due_date, i.fees_minor, i.total_minor, i.tax_minor,
    exists (select 1 from invoice_reversal v where v.invoice_id = i.id) as reversed
  from invoice i;
create view invoice_reversed with (security_invoker) as
  select v.invoice_id, v.counts_on, v.reason, v.cancellation_id, x.number as cancellation from invoice_reversal v left join correction x on x.id = v.cancellation_id;

-- What unbilling does to a proforma's own rows, offered by proformas to invoices: every edit is kept, the billed lines are
-- on it again, excluded ones too where their card is still free; approvals are void.
create function reopen_billed_proforma(which uuid, by_person uuid, why text) returns void language sql as $$
  update proforma_line l set attached = true, billed = false, version = version + 1
    where l.proforma_id = which and not l.attached and (l.billed or (l.excluded
      and exists (select 1 from card k where k.id = l.card_id and k.state = 'open' and k.matter_id = (select matter_id from proforma where id = which))
      and not exists (select 1 from proforma_line o where o.card_id = l.card_id and o.attached)));
  insert into proforma_step (id, proforma_id, from_state, to_state, note, actor_id)
    select gen_random_uuid(), which, state, 'pre-review', why, by_person from proforma where id = which;
  update proforma set state = 'pre-review', state_since = clock_timestamp(), state_note = why, version = version + 1, unbilled = true,
    approved_hash = null, approved_by = null, approved_at = null where id = which;
$$;

grant select, insert on receivable_line, receivable_movement, receivable_movement_line, bank_account, deposit, receipt, receipt_movement, reapplication,
  refund, write_off, dispute, correction, correction_line, correction_reversal, invoice_reversal, opening_balance to engross_app;
grant update on bank_account, deposit, receipt, reapplication, refund, write_off, dispute, opening_balance to engross_app;
grant select on open_receivable, open_receipt, invoice_reversed to engross_app;
grant usage on all sequences in schema public to engross_app;
