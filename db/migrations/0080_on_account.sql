-- Why: an amount billed on account is an invoice before the work. It is owed, sent and corrected like any invoice; what it
-- billed, or on modified cash what was paid of it, is a liability until later bills take it up, each part once.
alter table invoice alter column proforma_id drop not null,
  add column on_account_minor bigint not null default 0 check (on_account_minor >= 0),
  drop constraint invoice_check,
  add constraint invoice_foots check (total_minor = fees_minor + disbursements_minor + charges_minor + on_account_minor + tax_minor),
  add constraint invoice_of_work_or_on_account check ((proforma_id is null) = (on_account_minor > 0));
alter table correction add column on_account_minor bigint not null default 0 check (on_account_minor >= 0),
  drop constraint correction_check,
  add constraint correction_foots check (total_minor = fees_minor + disbursements_minor + charges_minor + on_account_minor + tax_minor);
alter table receivable_line drop constraint receivable_line_kind_check,
  add constraint receivable_line_kind_check check (kind in ('time', 'disbursement', 'charge', 'on-account'));
alter table receivable_movement drop constraint receivable_movement_kind_check,
  add constraint receivable_movement_kind_check check (kind in ('issued', 'opening', 'allocated', 'difference', 'applied', 'credited', 'written-off',
    'unbilled', 'taken-back', 'allocated-reversed', 'difference-reversed', 'applied-reversed', 'credited-reversed', 'written-off-reversed'));

-- What an invoice on account was billed for: a matter, or all matters of its client, led by one.
create table on_account_invoice (
  invoice_id uuid primary key references invoice,
  matter_id uuid not null references matter,
  whole_client boolean not null,
  -- of several payers, the part of this one
  share_ppm integer not null check (share_ppm between 1 and 1000000),
  words text not null,
  -- of the engagement, where it is agreed there
  clause_id uuid references engagement_clause
);
create index on_account_invoice_matter on on_account_invoice (matter_id);
create trigger on_account_invoice_append_only before update or delete on on_account_invoice for each row execute function forbid_change();

-- The liability of each, always the sum of its movements, and the tax that goes with it.
create table on_account (
  receivable_id uuid primary key references receivable,
  net_minor bigint not null,
  tax_minor bigint not null,
  entity_net_minor bigint not null,
  entity_tax_minor bigint not null
);

-- Each movement of the liability is the other side of a movement of a receivable: of its own invoice, or of the one that
-- took a part of it up.
create table on_account_movement (
  movement_id uuid primary key references receivable_movement,
  on_account_id uuid not null references on_account,
  net_minor bigint not null,
  tax_minor bigint not null,
  entity_net_minor bigint not null,
  entity_tax_minor bigint not null
);
create index on_account_movement_of on on_account_movement (on_account_id);
create trigger on_account_movement_append_only before update or delete on on_account_movement for each row execute function forbid_change();

-- Looked at when everything is done: what moves cash out of the way and back passes below for a moment.
create function on_account_left() returns trigger language plpgsql as $$
declare left_over on_account;
begin
  select * into left_over from on_account where receivable_id = new.receivable_id;
  if left_over.net_minor < 0 or left_over.tax_minor < 0 then
    raise exception 'More of invoice % would be taken up by later invoices than is on account',
      (select number from receivable where id = new.receivable_id) using errcode = 'EN006';
  end if;
  return null;
end $$;
create constraint trigger on_account_not_below_zero after insert or update on on_account deferrable initially deferred
  for each row execute function on_account_left();

-- What a proforma's bill is to take up; without an amount, all that fits.
create table on_account_choice (
  proforma_id uuid not null references proforma,
  on_account_id uuid not null references invoice,
  amount_minor bigint check (amount_minor > 0),
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (proforma_id, on_account_id)
);
create index on_account_choice_of on on_account_choice (on_account_id);

-- Published by receivables: how each stands. On modified cash only what was paid may be taken up; what is left to bill
-- against or to credit is the same on either basis.
create view on_account_standing with (security_invoker) as
  select a.receivable_id, r.number, r.invoice_date, r.entity_id, r.client_id, r.payer_id, r.matter_id, r.currency, r.amount_minor, r.open_minor,
    a.net_minor, a.tax_minor, a.entity_net_minor, a.entity_tax_minor, l.net_minor as billed_minor, l.tax_minor as billed_tax_minor,
    coalesce(w.net, 0)::int8 as withdrawn_minor, coalesce(w.tax, 0)::int8 as withdrawn_tax_minor, coalesce(p.net, 0)::int8 as paid_minor,
    coalesce(u.net, 0)::int8 as applied_minor, coalesce(u.tax, 0)::int8 as applied_tax_minor,
    (l.net_minor - coalesce(w.net, 0) - coalesce(u.net, 0))::int8 as left_minor, (l.tax_minor - coalesce(w.tax, 0) - coalesce(u.tax, 0))::int8 as left_tax_minor
  from on_account a join receivable r on r.id = a.receivable_id join receivable_line l on l.receivable_id = a.receivable_id
  left join lateral (select -sum(x.net_minor) as net, -sum(x.tax_minor) as tax from receivable_movement_line x join receivable_movement m on m.id = x.movement_id
    where x.receivable_id = a.receivable_id and m.kind in ('credited', 'credited-reversed', 'unbilled')) w on true
  left join lateral (select -sum(x.net_minor) as net from receivable_movement_line x join receivable_movement m on m.id = x.movement_id
    where x.receivable_id = a.receivable_id and m.kind in ('allocated', 'allocated-reversed')) p on true
  left join lateral (select -sum(x.net_minor) as net, -sum(x.tax_minor) as tax from on_account_movement x join receivable_movement m on m.id = x.movement_id
    where x.on_account_id = a.receivable_id and m.kind in ('applied', 'applied-reversed')) u on true;

-- Published by receivables: each part that an invoice took up, and each that it gave back.
create view on_account_applied with (security_invoker) as
  select x.movement_id, x.on_account_id, m.receivable_id, r.number, r.invoice_date, m.kind, m.counts_on, m.recorded_at, m.journal_id,
    r.entity_id, r.currency, -x.net_minor as net_minor, -x.tax_minor as tax_minor, -x.entity_net_minor as entity_net_minor, -x.entity_tax_minor as entity_tax_minor,
    m.kind = 'applied' and not exists (select 1 from receivable_movement v where v.reverses_id = m.id) as live
  from on_account_movement x join receivable_movement m on m.id = x.movement_id join receivable r on r.id = m.receivable_id
  where m.kind in ('applied', 'applied-reversed');

-- Published by invoices.
create view on_account_billed with (security_invoker) as
  select o.invoice_id, o.matter_id, o.whole_client, o.words, o.clause_id, c.line_id as clause_line_id, i.number, i.invoice_date, i.snapshot
  from on_account_invoice o join invoice i on i.id = o.invoice_id left join engagement_clause c on c.id = o.clause_id;

create or replace view invoice_head with (security_invoker) as
  select i.id, i.number, i.entity_id, i.client_id, i.payer_id, i.proforma_id, i.currency, i.invoice_date, i.due_date, i.fees_minor, i.total_minor, i.tax_minor,
    exists (select 1 from invoice_reversal v where v.invoice_id = i.id) as reversed, i.on_account_minor,
    -- what is asked for: the total less what it takes up of what was billed on account
    (i.total_minor - coalesce((select sum(a.net_minor + a.tax_minor) from on_account_applied a where a.receivable_id = i.id and a.live), 0))::int8 as due_minor
  from invoice i;
create or replace view invoice_frozen with (security_invoker) as
  select id, currency, total_minor, tax_minor, snapshot, snapshot_hash, journal_id, on_account_minor from invoice;
create or replace view issued_document with (security_invoker) as
  select i.id, 'invoice'::text as kind, i.number, i.id as invoice_id, i.entity_id, i.client_id, i.payer_id, r.matter_id, i.currency,
    i.invoice_date as document_date, i.fees_minor, i.disbursements_minor, i.charges_minor, i.tax_minor, i.total_minor, i.entity_total_minor, 1 as sign, i.snapshot,
    i.on_account_minor
  from invoice i join receivable r on r.invoice_id = i.id
  union all select c.id, c.document_type, c.number, r.invoice_id, c.entity_id, c.client_id, c.payer_id, r.matter_id, c.currency, c.document_date, -c.fees_minor,
    -c.disbursements_minor, -c.charges_minor, -c.tax_minor, -c.total_minor, -c.entity_total_minor, -1, c.snapshot, -c.on_account_minor
  from correction c join receivable r on r.id = c.receivable_id
  union all select i.id, 'reversal', i.number, i.id, i.entity_id, i.client_id, i.payer_id, r.matter_id, i.currency, v.counts_on, -i.fees_minor,
    -i.disbursements_minor, -i.charges_minor, -i.tax_minor, -i.total_minor, -i.entity_total_minor, -1, i.snapshot, -i.on_account_minor
  from invoice_reversal v join invoice i on i.id = v.invoice_id join receivable r on r.invoice_id = i.id where v.cancellation_id is null
  union all select c.id, c.document_type || '-reversal', c.number, r.invoice_id, c.entity_id, c.client_id, c.payer_id, r.matter_id, c.currency, v.counts_on,
    c.fees_minor, c.disbursements_minor, c.charges_minor, c.tax_minor, c.total_minor, c.entity_total_minor, 1, c.snapshot, c.on_account_minor
  from correction_reversal v join correction c on c.id = v.correction_id join receivable r on r.id = c.receivable_id;

-- An agreed retainer is a clause like the others; nothing of it is executed on a bill of work.
alter table engagement_clause drop constraint engagement_clause_kind_check, add constraint engagement_clause_kind_check
  check (kind in ('blended', 'fixed', 'subscription', 'discount', 'volume', 'minimum', 'collar', 'cap', 'success', 'retainer', 'other'));

grant select, insert on on_account_invoice, on_account_movement to engross_app;
grant select, insert on on_account to engross_app;
grant update (net_minor, tax_minor, entity_net_minor, entity_tax_minor) on on_account to engross_app;
grant select, insert, delete on on_account_choice to engross_app;
grant select on on_account_standing, on_account_applied, on_account_billed to engross_app;

-- The seal covers these rows too; what the view has by now stays as it is.
do $$ begin
  execute 'create or replace view event_row with (security_invoker) as ' || rtrim(pg_get_viewdef('event_row'::regclass), '; ') || $view$
    union all select i.event_id, 'on_account_invoice', o.invoice_id::text, md5((o.invoice_id, o.matter_id, o.whole_client, o.share_ppm, o.words, o.clause_id,
        i.on_account_minor)::text)
      from invoice i join on_account_invoice o on o.invoice_id = i.id
    union all select m.event_id, 'on_account_movement', x.movement_id::text, md5((x.movement_id, x.on_account_id, x.net_minor, x.tax_minor, x.entity_net_minor,
        x.entity_tax_minor)::text)
      from receivable_movement m join on_account_movement x on x.movement_id = m.id$view$;
end $$;
