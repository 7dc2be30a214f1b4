-- Pictures that people upload are kept as WebP, smaller ones beside them. Drawings need none: they scale by themselves.
CREATE TABLE picture_rendition (
  file_id text NOT NULL REFERENCES picture_file,
  size text NOT NULL CHECK (size IN ('SMALL', 'MEDIUM')),
  bytes bytea NOT NULL,
  PRIMARY KEY (file_id, size)
);

-- A file is one of a product's pictures once.
CREATE UNIQUE INDEX picture_of_product ON picture (product_id, file_id);
