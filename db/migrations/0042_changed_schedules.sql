-- Why: a schedule is changed in place, on record, instead of ended and added anew.
grant update (name, criteria, day_kind, day_number, through, added_on) on run_schedule to engross_app;
