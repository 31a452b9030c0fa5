-- Why: a billing rule that was set wrongly today is set right today, as a budget is: the version that never counted stays, marked.
alter table docket_rule add column replaced_at timestamptz;
do $$
declare
  overlap text := (select conname from pg_constraint where conrelid = 'docket_rule'::regclass and contype = 'x');
begin
  execute format('alter table docket_rule drop constraint %I', overlap);
end $$;
alter table docket_rule add constraint docket_rule_one_version exclude using gist (line_id with =, valid with &&) where (replaced_at is null);
grant update (replaced_at) on docket_rule to engross_app;
