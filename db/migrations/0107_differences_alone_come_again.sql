-- Why: a reason without cash, such as tax withheld from another payment, explains an invoice too; when that is unbilled, the
-- reason waits for the next bill like cash does.
alter table reapplication drop constraint reapplication_amount_minor_check, drop constraint reapplication_cash_minor_check;
alter table reapplication add constraint reapplication_amount_minor_check check (amount_minor >= 0 and cash_minor >= 0 and (amount_minor = 0) = (cash_minor = 0));
