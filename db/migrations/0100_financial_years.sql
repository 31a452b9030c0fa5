-- Why: a trial balance after the end of a year has that year's result under retained earnings, so each entity says with
-- which month its financial years begin.
alter table legal_entity add column year_starts_month integer not null default 1 check (year_starts_month between 1 and 12);
