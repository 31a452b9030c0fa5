-- Why: the books. One journal per money event; balanced per entity in both currencies, append-only and
-- period-checked by the database itself, not by the goodwill of a program.
create table account (
  code text primary key,
  name text not null,
  kind text not null check (kind in ('asset', 'liability', 'income', 'expense', 'memorandum'))
);

create table journal (
  id uuid primary key,
  kind text not null,
  entity_id uuid not null references legal_entity,
  period_id uuid not null references period,
  counts_on date not null,
  event_id uuid not null references event deferrable initially deferred,
  reverses_id uuid unique references journal,
  memo text not null default '',
  transaction_id xid8 not null default pg_current_xact_id(),
  recorded_at timestamptz not null default clock_timestamp()
);
create index journal_event on journal (event_id);
create index journal_entity_day on journal (entity_id, counts_on);

create table journal_line (
  journal_id uuid not null references journal,
  line_no integer not null check (line_no > 0),
  entity_id uuid not null,
  account text not null references account,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount bigint not null,
  entity_amount bigint not null,
  office_id uuid,
  client_id uuid,
  matter_id uuid,
  payer_id uuid,
  timekeeper_id uuid,
  card_id uuid,
  invoice_id uuid,
  primary key (journal_id, line_no)
);
create index journal_line_account on journal_line (account, entity_id);
create index journal_line_invoice on journal_line (invoice_id) where invoice_id is not null;
create index journal_line_card on journal_line (card_id) where card_id is not null;

create trigger journal_append_only before update or delete on journal for each row execute function forbid_change();
create trigger journal_line_append_only before update or delete on journal_line for each row execute function forbid_change();

-- The period must be open (or soft-closed, for those who hold the key) and hold the day.
create function journal_period_open() returns trigger language plpgsql as $$
declare p period;
begin
  select * into p from period where id = new.period_id for share;
  if p.entity_id <> new.entity_id or not p.days @> new.counts_on then
    raise exception 'Day % is not in period % of that entity', new.counts_on, p.name using errcode = 'EN003';
  end if;
  if p.state = 'closed' or (p.state = 'soft-closed' and coalesce(current_setting('engross.may_post_soft_closed', true), '') <> 'yes') then
    raise exception 'Period % is %; post on a day of an open period', p.name, p.state using errcode = 'EN002';
  end if;
  return new;
end $$;
create trigger journal_period before insert on journal for each row execute function journal_period_open();

-- Lines belong to the transaction that made their journal: nothing is slipped in later.
create function journal_lines_at_once() returns trigger language plpgsql as $$
begin
  if exists (select 1 from (select distinct journal_id from fresh) f join journal j on j.id = f.journal_id
             where j.transaction_id <> pg_current_xact_id()) then
    raise exception 'A journal takes no more lines after it was posted' using errcode = 'EN001';
  end if;
  if exists (select 1 from fresh f join journal j on j.id = f.journal_id where j.entity_id <> f.entity_id) then
    raise exception 'A journal line names another entity than its journal' using errcode = 'EN004';
  end if;
  return null;
end $$;
create trigger journal_line_at_once after insert on journal_line referencing new table as fresh
  for each statement execute function journal_lines_at_once();

-- At commit each journal has lines and they sum to zero per entity and currency, and in entity currency.
create function journal_balances() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from journal_line where journal_id = new.id) then
    raise exception 'Journal % has no lines', new.id using errcode = 'EN004';
  end if;
  if exists (select 1 from journal_line where journal_id = new.id group by entity_id, currency having sum(amount) <> 0)
     or exists (select 1 from journal_line where journal_id = new.id group by entity_id having sum(entity_amount) <> 0) then
    raise exception 'Journal % does not balance', new.id using errcode = 'EN004';
  end if;
  return null;
end $$;
create constraint trigger journal_balanced after insert on journal deferrable initially deferred
  for each row execute function journal_balances();
