-- Why: two matters may carry one application number, and a number may move to the right matter: what the office said of each is
-- kept apart.
update docket_event e set source_key = e.matter_id || '|' || e.source_key
  from docket_import i where i.id = e.import_id and e.source in ('USPTO ODP', 'USPTO TSDR') and i.source = e.source and i.mapping = '{}';
