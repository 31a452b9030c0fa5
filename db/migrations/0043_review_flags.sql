-- Why: two rules look at how a proforma went its way: whether whoever decides about it reviews it, and whether it was edited
-- after somebody last looked at its pages. Looking at pages changes nothing of the firm's, so it leaves no event.
create table proforma_preview (
  proforma_id uuid primary key references proforma,
  person_id uuid not null,
  seen_at timestamptz not null
);
grant select, insert, update on proforma_preview to engross_app;

-- How often it was edited, or an edit taken back, after its pages were last looked at.
create view proforma_previewed with (security_invoker) as
  select v.proforma_id, v.seen_at, b.name as who,
    (select count(*)::int from proforma_edit e where e.proforma_id = v.proforma_id and (e.recorded_at > v.seen_at or e.undone_at > v.seen_at)) as edits
  from proforma_preview v left join person b on b.id = v.person_id;
-- Who is named to review it now, or next, and whose decision it is.
create view proforma_review_named with (security_invoker) as
  select r.proforma_id, r.person_id, b.name, o.person_id as owner_id, w.name as owner, p.client_id
  from proforma p join proforma_reviewer r on r.proforma_id = p.id
    join timekeeper o on o.id = p.billing_timekeeper_id and o.person_id is not null
    join person b on b.id = r.person_id join person w on w.id = o.person_id
  where r.round = (select max(x.round) from proforma_reviewer x where x.proforma_id = p.id);
grant select on proforma_previewed, proforma_review_named to engross_app;
