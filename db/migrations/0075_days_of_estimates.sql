-- Why: an estimate for a family or portfolio is for what comes after it, not for all that was billed before; it says which days count,
-- and the budget that comes of it counts those.
alter table estimate add column counts_from date, add column counts_to date;
alter table estimate add constraint estimate_days check (counts_from is null or counts_to is null or counts_from <= counts_to);
grant update (counts_from, counts_to) on estimate to engross_app;
