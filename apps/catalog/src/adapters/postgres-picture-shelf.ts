import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '@tovar/platform';
import { PictureShelf, type PictureSize, type ProductPicture, requirePictureOf } from '../domain/pictures.ts';

/** Files and rows in one database: a picture is there if and only if its product says so. */
@Injectable()
export class PostgresPictureShelf extends PictureShelf {
  constructor(private readonly database: Database) {
    super();
  }

  async keep({ LARGE, MEDIUM, SMALL }: Readonly<Record<PictureSize, Uint8Array>>): Promise<string> {
    const id = createHash('sha256').update(LARGE).digest('hex');
    await this.database.query(KEEP, [id, LARGE, MEDIUM, SMALL]);
    return id;
  }

  async change(
    productId: string,
    choose: (pictures: readonly ProductPicture[]) => readonly ProductPicture[],
  ): Promise<void> {
    const before = await this.picturesOf(productId);
    const after = choose(before);
    await this.database.query('DELETE FROM picture WHERE product_id = $1', [productId]);
    await this.database.query(STORE, [productId, JSON.stringify(after)]);
    const places = before.map(({ id }) => after.findIndex((picture) => picture.id === id));
    await this.database.query(FOLLOW, [productId, places]);
  }

  async showVariants(productId: string, pictureId: string, variantIds: readonly string[]): Promise<void> {
    const pictures = await this.picturesOf(productId);
    const position = pictures.indexOf(requirePictureOf(pictures, pictureId));
    await this.database.query(SHOW, [productId, position, variantIds]);
  }

  private picturesOf(productId: string): Promise<ProductPicture[]> {
    return this.database.query<ProductPicture>(PICTURES, [productId]);
  }
}

const KEEP = `
  WITH file AS (
    INSERT INTO picture_file (id, content_type, bytes) VALUES ($1, 'image/webp', $2) ON CONFLICT DO NOTHING)
  INSERT INTO picture_rendition (file_id, size, bytes) VALUES ($1, 'MEDIUM', $3), ($1, 'SMALL', $4) ON CONFLICT DO NOTHING`;

const PICTURES = `
  SELECT file_id AS id, json_build_object('en', alt_en, 'ru', alt_ru) AS alt
    FROM picture WHERE product_id = $1 ORDER BY position`;

const STORE = `
  INSERT INTO picture (product_id, position, file_id, alt_en, alt_ru)
  SELECT $1, place - 1, p.picture->>'id', p.picture->'alt'->>'en', p.picture->'alt'->>'ru'
    FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS p(picture, place)`;

/** By the place that a picture had, the one that it has now; -1 where it is gone. */
const FOLLOW = `
  UPDATE variant v SET picture_position = nullif(moved.place, -1)
    FROM unnest($2::integer[]) WITH ORDINALITY AS moved(place, ordinal)
   WHERE v.product_id = $1 AND v.picture_position = moved.ordinal - 1`;

const SHOW = `
  UPDATE variant SET picture_position = CASE WHEN id = ANY($3::uuid[]) THEN $2::integer END
   WHERE product_id = $1 AND (id = ANY($3::uuid[]) OR picture_position = $2)`;
