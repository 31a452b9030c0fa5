-- Why: the program's own role can do its work and nothing else: it can't change the books, the record or issued documents.
grant usage on schema public to engross_app;
grant select, insert on all tables in schema public to engross_app;
grant usage on all sequences in schema public to engross_app;
grant update on setting, search_entry, command_answer, number_series, period, person, timekeeper, client, contact, payer, matter,
  card, card_import, import_mapping, card_hold, proforma, proforma_line, proforma_adjustment, proforma_edit, receivable, dispatch,
  legal_entity, auth_user, auth_session, auth_account, auth_verification, auth_rate_limit to engross_app;
grant delete on event_detail, search_entry, setting, person_role, assistant_of, person_limit, auth_session, auth_account, auth_verification,
  auth_rate_limit to engross_app;
grant update on payer_tax, tax_rate, rate, matter_payer_set to engross_app; -- their end day, when a newer row takes over
