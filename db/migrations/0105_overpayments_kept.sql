-- Why: a payer who sends some cents too much leaves a rest that nobody will put on an invoice or pay back; it is kept as a
-- small difference by a movement of its own, which can be taken back like any other.
alter table receipt_movement drop constraint receipt_movement_kind_check;
alter table receipt_movement add constraint receipt_movement_kind_check check (kind in ('received', 'opening', 'allocated', 'refunded', 'kept',
  'received-reversed', 'allocated-reversed', 'refunded-reversed', 'kept-reversed', 'taken-back'));
