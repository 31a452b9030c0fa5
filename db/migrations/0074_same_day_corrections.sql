-- Why: what was written wrongly today is corrected today. A budget's amount that is corrected on its own day never counted: it
-- stays, marked. And a fee version tells which other one cut its days short, so that taking that one back gives back just those.
alter table budget add column replaced_at timestamptz;
do $$
declare
  overlap text := (select conname from pg_constraint where conrelid = 'budget'::regclass and contype = 'x');
begin
  execute format('alter table budget drop constraint %I', overlap);
end $$;
alter table budget add constraint budget_one_amount exclude using gist (line_id with =, valid with &&) where (replaced_at is null);
grant update (replaced_at) on budget to engross_app;

alter table fee_version add column cut_by uuid references fee_version;
grant update (cut_by) on fee_version to engross_app;
-- Versions that were taken while others were open: their days end where the next ones begin, by no file of their own as far as is known.
update fee_version p set cut_by = v.id from fee_version v
  where v.schedule = p.schedule and p.taken_back_at is null and v.taken_back_at is null and upper(p.valid) = lower(v.valid);
