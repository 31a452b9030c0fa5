-- Why: what a module lets others join: read views under the reader's own rights (walls will hide rows here too).
create view matter_brief with (security_invoker) as
  select m.id, m.number, m.name, m.title, m.client_id, c.number as client_number, c.name as client_name, m.family_id, m.entity_id, m.currency,
    m.application_number, m.jurisdiction, m.client_reference, m.billing_timekeeper_id, m.closed_to_billing
  from matter m join client c on c.id = m.client_id;

create view open_wip with (security_invoker) as
  select k.id as card_id, k.entity_id, k.client_id, k.matter_id, k.timekeeper_id, k.kind, k.cost_kind, k.work_date, k.currency, k.wip_minor,
    k.wip_entity_minor, k.open_seconds
  from card k where k.state = 'open';

create view open_receivable with (security_invoker) as
  select r.invoice_id, r.entity_id, r.client_id, r.payer_id, r.currency, r.due_date, r.open_minor from receivable r where r.open_minor <> 0;

grant select on matter_brief, open_wip, open_receivable to engross_app;
