-- Why: the words of an office, a tax code and a family can be mended; what cards, rates and invoices cite of them stays.
grant update (name, country) on office to engross_app;
grant update (name, note) on tax_code to engross_app;
grant update (reference, title) on family to engross_app;
