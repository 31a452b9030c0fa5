-- Why: several matters may be billed together, on one proforma and one invoice per payer: the cases of a family, all that a
-- client has. The proforma keeps its lead matter, which says who decides about it; here stand all its matters, the lead among them.
alter index proforma_matter rename to proforma_lead;
create table proforma_matter (
  proforma_id uuid not null references proforma,
  matter_id uuid not null references matter,
  -- as its proforma: neither billed nor closed, and not one whose billing was taken back; kept by the triggers below
  open boolean not null,
  primary key (proforma_id, matter_id)
);
insert into proforma_matter
  select id, matter_id, state not in ('billed', 'closed', 'reversed') and not unbilled from proforma;

-- A matter is on one open proforma, whether alone there or with others.
create unique index proforma_matter_open on proforma_matter (matter_id) where open;
create index proforma_matter_of on proforma_matter (matter_id);
drop index proforma_open_per_matter;
-- The lead is among the proforma's matters.
alter table proforma add constraint proforma_lead_is_on_it foreign key (id, matter_id)
  references proforma_matter (proforma_id, matter_id) deferrable initially deferred;

create function proforma_is_open(p proforma) returns boolean immutable language sql as $$
  select p.state not in ('billed', 'closed', 'reversed') and not p.unbilled
$$;
-- The owner's rights: nobody else says whether a matter's place is open.
create function place_proforma_matter() returns trigger language plpgsql security definer set search_path = public as $$
begin
  select proforma_is_open(p) into new.open from proforma p where p.id = new.proforma_id;
  return new;
end $$;
create trigger proforma_matter_placed before insert on proforma_matter for each row execute function place_proforma_matter();
create function carry_proforma_matters() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op = 'INSERT' then
    insert into proforma_matter (proforma_id, matter_id, open) values (new.id, new.matter_id, true);
  elsif proforma_is_open(new) <> proforma_is_open(old) then
    update proforma_matter set open = proforma_is_open(new) where proforma_id = new.id;
  end if;
  return null;
end $$;
create trigger proforma_matters_carried after insert or update of state, unbilled on proforma
  for each row execute function carry_proforma_matters();
grant select, insert, delete on proforma_matter to engross_app;
grant update (matter_id, client_id, billing_timekeeper_id) on proforma to engross_app;

-- How a client's matters are billed together; a run may say otherwise.
alter table client add column bill_together text not null default 'matter'
  check (bill_together in ('matter', 'family', 'client', 'group', 'payer'));
create or replace view client_brief with (security_invoker) as
  select id, number, name, country, client_group, language, ebilling, bill_together from client;

-- An adjustment may be about some of a proforma's matters; null: all of them.
alter table proforma_adjustment add column matter_ids uuid[] check (cardinality(matter_ids) > 0);
grant update (matter_ids, proforma_id) on proforma_adjustment to engross_app;

-- A card transferred away from a proforma and put together with it again has two lines there, of which one is attached.
alter table proforma_line drop constraint proforma_line_proforma_id_card_id_key;
create index proforma_line_of_card on proforma_line (card_id, proforma_id);
grant update (proforma_id) on proforma_line to engross_app;

-- Which proforma another one's matters came from: who reduced a line there doesn't approve it here.
create table proforma_origin (
  proforma_id uuid not null references proforma,
  from_id uuid not null references proforma check (from_id <> proforma_id),
  primary key (proforma_id, from_id)
);
create trigger proforma_origin_append_only before update or delete on proforma_origin for each row execute function forbid_change();
grant select, insert on proforma_origin to engross_app;

create or replace view run_made with (security_invoker) as
  select distinct run_id, proforma_id from run_outcome where outcome = 'generated';

create view matter_on_proforma with (security_invoker) as
  select x.matter_id, p.id as proforma_id, p.number, p.state, p.from_day, p.through_day, p.matter_id = x.matter_id as leads
  from proforma_matter x join proforma p on p.id = x.proforma_id;
-- The matters of a proforma in words: its lead, and how many more.
create view proforma_about with (security_invoker) as
  select p.id as proforma_id, m.number || case when x.n > 1 then ' +' || (x.n - 1) else '' end as numbers,
    m.number || ' ' || m.name || case when x.n > 1 then ' and ' || (x.n - 1) || ' more' else '' end as matters
  from proforma p join matter m on m.id = p.matter_id
    join lateral (select count(*)::int as n from proforma_matter o where o.proforma_id = p.id) x on true;
-- What an invoice bills for each of its matters, before tax.
create view invoice_matter with (security_invoker) as
  select invoice_id, matter_id, sum(bill_minor)::int8 as net_minor from invoice_line group by invoice_id, matter_id;
-- What is owed for each matter of an invoice.
create view open_receivable_matter with (security_invoker) as
  select r.id as receivable_id, r.currency, coalesce(l.matter_id, r.matter_id) as matter_id,
    sum(l.net_minor + l.tax_minor + coalesce(m.minor, 0))::int8 as open_minor
  from receivable r join receivable_line l on l.receivable_id = r.id
    left join lateral (select sum(x.net_minor + x.tax_minor) as minor from receivable_movement_line x
      where x.receivable_id = l.receivable_id and x.line_no = l.line_no) m on true
  where r.open_minor <> 0 group by 1, 2, 3;
-- What was owed for each matter and when, so that the ageing of a day goes by matter too.
create view receivable_matter_step with (security_invoker) as
  select l.receivable_id, coalesce(l.matter_id, r.matter_id) as matter_id, l.net_minor + l.tax_minor as minor, m.counts_on, m.recorded_at
  from receivable_line l join receivable r on r.id = l.receivable_id
    join receivable_movement m on m.receivable_id = l.receivable_id and m.kind in ('issued', 'opening')
  union all select l.receivable_id, coalesce(l.matter_id, r.matter_id), x.net_minor + x.tax_minor, m.counts_on, m.recorded_at
  from receivable_movement_line x join receivable_movement m on m.id = x.movement_id
    join receivable_line l on l.receivable_id = x.receivable_id and l.line_no = x.line_no join receivable r on r.id = l.receivable_id;
grant select on matter_on_proforma, proforma_about, invoice_matter, open_receivable_matter, receivable_matter_step to engross_app;

create or replace view ageing_asked with (security_invoker) as
  select i.matter_id, p.name as asked_by from ageing_list l join ageing_item i on i.list_id = l.id join person p on p.id = i.answered_by
  where l.replaced_at is null and i.answer = 'bill'
    and not exists (select 1 from proforma_matter x join proforma f on f.id = x.proforma_id
      where x.matter_id = i.matter_id and f.recorded_at > i.answered_at);

-- As before, over all matters of the proforma; of two lines of one card the billed one comes back, else the latest.
create or replace function reopen_billed_proforma(which uuid, by_person uuid, why text) returns void language sql as $$
  update proforma_line l set attached = true, billed = false, version = version + 1
    where l.proforma_id = which and not l.attached and (l.billed or (l.excluded
      and exists (select 1 from card k join proforma_matter x on x.matter_id = k.matter_id and x.proforma_id = which
        where k.id = l.card_id and k.state = 'open')
      and not exists (select 1 from proforma_line o where o.card_id = l.card_id and o.attached)
      and not exists (select 1 from proforma_line o where o.card_id = l.card_id and o.proforma_id = which and o.id <> l.id
        and (o.billed or (o.excluded and (o.version, o.id) > (l.version, l.id))))));
  insert into proforma_step (id, proforma_id, from_state, to_state, note, actor_id)
    select gen_random_uuid(), which, state, 'pre-review', why, by_person from proforma where id = which;
  update proforma set state = 'pre-review', state_since = clock_timestamp(), state_note = why, version = version + 1, unbilled = true,
    approved_hash = null, approved_by = null, approved_at = null where id = which;
$$;
