-- Why: earlier narratives of a client are looked for each time somebody rests while typing one.
create index card_client_day on card (client_id, work_date desc);
