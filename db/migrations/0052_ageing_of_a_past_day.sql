-- Why: the receivables of a day in the past are asked for often and must not cost a pass over all payments of the firm.
-- A receivable knows from which day to which it moved: one that rested since is as it is carried, one that came later
-- wasn't there, and only those that lie across the day are reckoned from their movements.
alter table receivable add column first_moved_on date, add column last_moved_on date, add column last_recorded_at timestamptz;
update receivable r set first_moved_on = m.first, last_moved_on = m.last, last_recorded_at = m.recorded
  from (select receivable_id, min(counts_on) as first, max(counts_on) as last, max(recorded_at) as recorded from receivable_movement group by 1) m
  where m.receivable_id = r.id;

create or replace view receivable_head with (security_invoker) as
  select id, invoice_id, opening_id, number, invoice_date, due_date, entity_id, client_id, payer_id, matter_id, billing_timekeeper_id, currency,
    amount_minor, open_minor, entity_open_minor, first_moved_on, last_moved_on, last_recorded_at
  from receivable;

-- All that the question needs of a movement, without its row.
drop index receivable_movement_day;
create index receivable_movement_day on receivable_movement (counts_on) include (receivable_id, amount_minor, entity_minor);
