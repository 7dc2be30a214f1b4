CREATE TABLE greeting (id uuid PRIMARY KEY, text text NOT NULL, heard boolean NOT NULL DEFAULT false);
