-- Why: a matter's cards of all states, by day: its page, its bills, and what the rules ask of its months.
create index card_matter_day on card (matter_id, work_date);
