-- Why: a letter that could not leave was silent; it is tried again, or let be with a reason, which is on record.
alter table letter drop constraint letter_state_check;
alter table letter add constraint letter_state_check check (state in ('queued', 'sent', 'failed', 'let-be'));
create index letter_failed on letter (settled_at) where state = 'failed';

create view failed_letter with (security_invoker) as
  select l.id, coalesce(p.name, l.address) as receiver, l.about_type, l.about_id, l.client_id, l.subject, l.problem as reason, l.settled_at as failed_at
  from letter l left join person p on p.id = l.person_id where l.state = 'failed';
grant select on failed_letter to engross_app;
