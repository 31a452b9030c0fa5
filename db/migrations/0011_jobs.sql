-- Why: the program's role queues work without seeing the queue's own tables; a worker that stopped breathing
-- gives its jobs back at once.
create table worker_heartbeat (
  worker_id text primary key,
  seen_at timestamptz not null default clock_timestamp()
);

create function add_engross_job(job text, payload jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, graphile_worker as $$
begin
  perform graphile_worker.add_job(identifier => job, payload => payload::json, max_attempts => 8);
end $$;
revoke all on function add_engross_job(text, jsonb) from public;
grant execute on function add_engross_job(text, jsonb) to engross_app;
