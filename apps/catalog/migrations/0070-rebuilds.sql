-- Where what the log tells is folded anew, beside what is read meanwhile.
CREATE TABLE product_rating_anew (LIKE product_rating INCLUDING ALL);
