-- Why: how a billed line came to its amount is sealed with its invoice, like its other rows.
do $$
begin
  execute 'create or replace view event_row with (security_invoker) as ' || rtrim(pg_get_viewdef('event_row'::regclass), '; ') || $sql$
    union all select i.event_id, 'invoice_line_step', s.invoice_id || '/' || s.line_no || '/' || s.position, md5((s.invoice_id, s.line_no, s.position, s.kind,
        s.label, s.reason, s.clause_id, s.before_minor, s.after_minor)::text)
      from invoice i join invoice_line_step s on s.invoice_id = i.id$sql$;
end $$;
