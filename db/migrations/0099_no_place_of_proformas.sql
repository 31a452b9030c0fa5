-- Why: nothing has read this view since cards name their proforma through card_on_proforma.
drop view proforma_place;
