-- Where what the log tells is folded anew, beside what is read meanwhile.
CREATE TABLE purchase_anew (LIKE purchase INCLUDING ALL);
CREATE TABLE known_product_anew (LIKE known_product INCLUDING ALL);
