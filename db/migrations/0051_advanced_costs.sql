-- Why: on the modified-cash basis a cost that the firm laid out is an asset until it is reimbursed: first with its card,
-- then with the line of what is owed. What of each line is such an asset, and what took it away, stands here.
alter table legal_entity add column advances_are_asset boolean not null default true;
-- Books that were kept on modified cash before stay as they were begun.
update legal_entity e set advances_are_asset = false
  where e.basis = 'modified-cash' and exists (select 1 from card k where k.entity_id = e.id and k.cost_kind = 'hard');

create table advanced_cost (
  receivable_id uuid not null,
  line_no integer not null,
  minor bigint not null check (minor >= 0),
  entity_minor bigint not null check (entity_minor >= 0),
  primary key (receivable_id, line_no),
  foreign key (receivable_id, line_no) references receivable_line (receivable_id, line_no)
);
create trigger advanced_cost_append_only before update or delete on advanced_cost for each row execute function forbid_change();

create table advanced_cost_movement (
  movement_id uuid not null references receivable_movement,
  receivable_id uuid not null,
  line_no integer not null,
  minor bigint not null,
  entity_minor bigint not null,
  primary key (movement_id, line_no),
  foreign key (receivable_id, line_no) references advanced_cost (receivable_id, line_no)
);
create index advanced_cost_movement_of on advanced_cost_movement (receivable_id, line_no);
create trigger advanced_cost_movement_append_only before update or delete on advanced_cost_movement
  for each row execute function forbid_change();

-- What is left of each advanced cost, published by receivables.
create view advanced_cost_open with (security_invoker) as
  select a.receivable_id, a.line_no, r.entity_id, r.client_id, l.matter_id, l.card_id, r.currency, a.minor + coalesce(m.minor, 0)::int8 as minor,
    a.entity_minor + coalesce(m.entity_minor, 0)::int8 as entity_minor
  from advanced_cost a join receivable r on r.id = a.receivable_id join receivable_line l on l.receivable_id = a.receivable_id and l.line_no = a.line_no
  left join (select receivable_id, line_no, sum(minor) as minor, sum(entity_minor) as entity_minor from advanced_cost_movement group by 1, 2) m
    on m.receivable_id = a.receivable_id and m.line_no = a.line_no;

grant select, insert on advanced_cost, advanced_cost_movement to engross_app;
grant select on advanced_cost_open to engross_app;

-- The seal covers these rows too; what the view has by now stays as it is.
do $$ begin
  execute 'create or replace view event_row with (security_invoker) as ' || rtrim(pg_get_viewdef('event_row'::regclass), '; ') || $view$
    union all select m.event_id, 'advanced_cost', a.receivable_id || '/' || a.line_no, md5((a.receivable_id, a.line_no, a.minor, a.entity_minor)::text)
      from receivable_movement m join advanced_cost a on a.receivable_id = m.receivable_id where m.kind in ('issued', 'opening')
    union all select m.event_id, 'advanced_cost_movement', a.movement_id || '/' || a.line_no,
        md5((a.movement_id, a.receivable_id, a.line_no, a.minor, a.entity_minor)::text)
      from receivable_movement m join advanced_cost_movement a on a.movement_id = m.id$view$;
end $$;
