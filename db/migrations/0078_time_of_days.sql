-- Why: what people worked on a day over all matters is asked for each line that is looked at; it needs neither the card's holds
-- nor its row.
create view time_worked with (security_invoker) as
  select timekeeper_id, work_date, worked_seconds from card where kind = 'time' and state not in ('purged', 'taken-back');
grant select on time_worked to engross_app;
create index card_time_of_day on card (timekeeper_id, work_date) include (worked_seconds) where kind = 'time' and state not in ('purged', 'taken-back');
