-- Why: which tax code a line gets depends on who supplies, who pays and what kind of line it is, by a law that changes. The
-- firm writes that down as dated rules; a bill is taxed by groups of lines with the same code, and each line keeps its rule.
create table tax_rule (
  id uuid primary key,
  -- the same for all versions of a rule
  line_id uuid not null,
  -- who supplies; the code is one of its own
  entity_id uuid not null references legal_entity,
  name text not null,
  -- of which lines it speaks; none: all. As agent: what is paid to third parties in the payer's name
  line_kind text check (line_kind in ('fees', 'charges', 'disbursement', 'agent')),
  expense_codes text[] check (cardinality(expense_codes) > 0),
  -- of which payers it speaks; none: all
  countries text[] check (cardinality(countries) > 0),
  payer_kind text check (payer_kind in ('business', 'private', 'unknown')),
  tax_code_id uuid not null references tax_code,
  -- what the payer may withhold of the net, in millionths; it changes no total
  withholding_ppm integer not null default 0 check (withholding_ppm between 0 and 1000000),
  -- the law or clause it is taken from, as the firm writes it
  source text not null check (source <> ''),
  valid daterange not null check (not isempty(valid)),
  -- until when it was to count when it was set
  last_day date,
  -- why it was amended
  reason text not null default '',
  ended_reason text not null default '',
  withdrawn_at timestamptz,
  withdrawn_reason text not null default '',
  actor_id uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  check (expense_codes is null or line_kind in ('disbursement', 'agent')),
  exclude using gist (line_id with =, valid with &&) where (withdrawn_at is null)
);
create index tax_rule_of on tax_rule (entity_id);
grant select, insert on tax_rule to engross_app;
grant update (valid, ended_reason, withdrawn_at, withdrawn_reason) on tax_rule to engross_app;
create view tax_rule_record with (security_invoker) as select * from tax_rule;
grant select on tax_rule_record to engross_app;

-- A tax number makes a payer a business; who has none may be known to be private, or not known.
alter table payer add column is_private boolean not null default false;
create or replace view payer_record with (security_invoker) as
  select *, case when is_private then 'private' when btrim(tax_id) = '' then 'unknown' else 'business' end as kind from payer;

-- By what each line of an invoice is taxed as it is: the rule, none where the payer has a code of its own.
create table invoice_line_tax (
  invoice_id uuid not null,
  line_no integer not null,
  tax_rule_id uuid references tax_rule,
  sentence text not null,
  as_agent boolean not null,
  withholding_ppm integer not null check (withholding_ppm between 0 and 1000000),
  primary key (invoice_id, line_no),
  foreign key (invoice_id, line_no) references invoice_line
);
create trigger invoice_line_tax_append_only before update or delete on invoice_line_tax for each row execute function forbid_change();
grant select, insert on invoice_line_tax to engross_app;
do $$
begin
  execute 'create or replace view event_row with (security_invoker) as ' || rtrim(pg_get_viewdef('event_row'::regclass), '; ') || $sql$
    union all select i.event_id, 'invoice_line_tax', t.invoice_id || '/' || t.line_no, md5((t.invoice_id, t.line_no, t.tax_rule_id, t.sentence, t.as_agent,
        t.withholding_ppm)::text)
      from invoice i join invoice_line_tax t on t.invoice_id = i.id$sql$;
end $$;

-- A line's tax is that of its own group.
create or replace view invoice_line_priced with (security_invoker) as
  select l.invoice_id, l.line_no, l.card_id, l.proforma_line_id, l.share_ppm, l.bill_minor, l.wip_minor, i.number, i.currency, i.recorded_at,
    v.invoice_id is not null as reversed, x.code as tax_code, t.rate_ppm, r.tax_minor, y.tax_rule_id, y.sentence as tax_sentence
  from invoice_line l join invoice i on i.id = l.invoice_id join tax_code x on x.id = l.tax_code_id
    join invoice_tax t on t.invoice_id = i.id and t.tax_code_id = l.tax_code_id
    left join invoice_reversal v on v.invoice_id = i.id left join receivable_line r on r.receivable_id = l.invoice_id and r.line_no = l.line_no
    left join invoice_line_tax y on y.invoice_id = l.invoice_id and y.line_no = l.line_no;
