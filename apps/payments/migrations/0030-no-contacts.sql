-- Where the buyer gets a receipt is asked for when one is made: orders knows it, until the buyer is forgotten.
ALTER TABLE payment DROP COLUMN contact;
