-- Why: whoever set a rate of a proposed change otherwise proposed that rate, and so doesn't approve it.
alter table rate_change_line add column set_by uuid;
grant update (set_by) on rate_change_line to engross_app;
