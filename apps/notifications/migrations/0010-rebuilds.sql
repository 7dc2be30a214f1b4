-- Where what the log tells is folded anew, beside what is read meanwhile.
CREATE TABLE favourite_anew (LIKE favourite INCLUDING ALL);
