-- Where the buyer gets a receipt: {"email": …} or {"phone": …}.
ALTER TABLE payment ADD COLUMN contact jsonb;
