-- Why: lists and Today summed the lines of a proforma as if nothing were adjusted on it. What a proforma comes to is
-- told by one function now, which the desk uses as well; nobody asks this view any more.
drop view proforma_value;
