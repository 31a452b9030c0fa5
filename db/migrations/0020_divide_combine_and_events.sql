-- Why: a card can be divided into others and combined with others, its duration and value passing on to the cent; work can
-- wait for something that is expected to happen on its matter; an adjustment can be spread over named timekeepers.
alter table card_event drop constraint card_event_kind_check;
alter table card_event add constraint card_event_kind_check check (kind in ('posted', 're-rated', 'transferred-out', 'transferred-in', 'purged',
  'purge-reversed', 'relieved', 'restored', 'revalued', 'taken-back', 'divided-out', 'divided-in', 'combined-out', 'combined-in'));

-- What is awaited on a matter until a docket knows it. Carries no money, so it is not sealed by rows; its events are.
create table expected_event (
  id uuid primary key,
  matter_id uuid not null references matter,
  title text not null check (title <> ''),
  expected_on date,
  happened_on date,
  added_by uuid not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index expected_event_matter on expected_event (matter_id);
grant select, insert on expected_event to engross_app;
grant update (expected_on, happened_on) on expected_event to engross_app;

alter table card_hold add column until_event_id uuid references expected_event;
create index card_hold_event on card_hold (until_event_id) where released_at is null;

-- What a held card waits for, where it waits for something that is expected to happen.
create view card_waiting with (security_invoker) as
  select h.card_id, x.id as event_id, x.title, x.expected_on
  from card_hold h join expected_event x on x.id = h.until_event_id where h.released_at is null;
grant select on card_waiting to engross_app;

alter table proforma_adjustment drop constraint proforma_adjustment_spread_check;
alter table proforma_adjustment add constraint proforma_adjustment_spread_check
  check (spread in ('by-value', 'by-hours', 'timekeepers', 'fees-only', 'soft-costs-only'));
alter table proforma_adjustment add column timekeeper_ids uuid[] not null default '{}';
alter table proforma_adjustment add check ((spread = 'timekeepers') = (cardinality(timekeeper_ids) > 0));
