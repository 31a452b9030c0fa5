-- Why: the register as it was known at an instant has the documents that were recorded by then.
create or replace view issued_document with (security_invoker) as
 SELECT i.id,
    'invoice'::text AS kind,
    i.number,
    i.id AS invoice_id,
    i.entity_id,
    i.client_id,
    i.payer_id,
    r.matter_id,
    i.currency,
    i.invoice_date AS document_date,
    i.fees_minor,
    i.disbursements_minor,
    i.charges_minor,
    i.tax_minor,
    i.total_minor,
    i.entity_total_minor,
    1 AS sign,
    i.snapshot,
    i.on_account_minor,
    i.recorded_at
   FROM (invoice i
     JOIN receivable r ON ((r.invoice_id = i.id)))
UNION ALL
 SELECT c.id,
    c.document_type AS kind,
    c.number,
    r.invoice_id,
    c.entity_id,
    c.client_id,
    c.payer_id,
    r.matter_id,
    c.currency,
    c.document_date,
    (- c.fees_minor) AS fees_minor,
    (- c.disbursements_minor) AS disbursements_minor,
    (- c.charges_minor) AS charges_minor,
    (- c.tax_minor) AS tax_minor,
    (- c.total_minor) AS total_minor,
    (- c.entity_total_minor) AS entity_total_minor,
    '-1'::integer AS sign,
    c.snapshot,
    (- c.on_account_minor) AS on_account_minor,
    c.recorded_at
   FROM (correction c
     JOIN receivable r ON ((r.id = c.receivable_id)))
UNION ALL
 SELECT i.id,
    'reversal'::text AS kind,
    i.number,
    i.id AS invoice_id,
    i.entity_id,
    i.client_id,
    i.payer_id,
    r.matter_id,
    i.currency,
    v.counts_on AS document_date,
    (- i.fees_minor) AS fees_minor,
    (- i.disbursements_minor) AS disbursements_minor,
    (- i.charges_minor) AS charges_minor,
    (- i.tax_minor) AS tax_minor,
    (- i.total_minor) AS total_minor,
    (- i.entity_total_minor) AS entity_total_minor,
    '-1'::integer AS sign,
    i.snapshot,
    (- i.on_account_minor) AS on_account_minor,
    v.recorded_at
   FROM ((invoice_reversal v
     JOIN invoice i ON ((i.id = v.invoice_id)))
     JOIN receivable r ON ((r.invoice_id = i.id)))
  WHERE (v.cancellation_id IS NULL)
UNION ALL
 SELECT c.id,
    (c.document_type || '-reversal'::text) AS kind,
    c.number,
    r.invoice_id,
    c.entity_id,
    c.client_id,
    c.payer_id,
    r.matter_id,
    c.currency,
    v.counts_on AS document_date,
    c.fees_minor,
    c.disbursements_minor,
    c.charges_minor,
    c.tax_minor,
    c.total_minor,
    c.entity_total_minor,
    1 AS sign,
    c.snapshot,
    c.on_account_minor,
    v.recorded_at
   FROM ((correction_reversal v
     JOIN correction c ON ((c.id = v.correction_id)))
     JOIN receivable r ON ((r.id = c.receivable_id)));

create or replace view invoice_head with (security_invoker) as
 SELECT id,
    number,
    entity_id,
    client_id,
    payer_id,
    proforma_id,
    currency,
    invoice_date,
    due_date,
    fees_minor,
    total_minor,
    tax_minor,
    (EXISTS ( SELECT 1
           FROM invoice_reversal v
          WHERE (v.invoice_id = i.id))) AS reversed,
    on_account_minor,
    (((total_minor)::numeric - COALESCE(( SELECT sum((a.net_minor + a.tax_minor)) AS sum
           FROM on_account_applied a
          WHERE ((a.receivable_id = i.id) AND a.live)), (0)::numeric)))::bigint AS due_minor,
    recorded_at
   FROM invoice i;

create or replace view invoice_reversed with (security_invoker) as
 SELECT v.invoice_id,
    v.counts_on,
    v.reason,
    v.cancellation_id,
    x.number AS cancellation,
    v.recorded_at
   FROM (invoice_reversal v
     LEFT JOIN correction x ON ((x.id = v.cancellation_id)));
