-- items − discount + delivery = amount; missing where the lines are all of it.
ALTER TABLE payment ADD COLUMN breakdown jsonb;
