import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { BackupDamaged } from './backup.errors.ts';

export const MANIFEST = 'manifest.json';

const manifest = z.strictObject({
  format: z.literal(1),
  /** When the snapshot was taken: what was committed before is in it, and nothing else. */
  takenAt: z.iso.datetime(),
  migrations: z.array(z.string()),
  tables: z.array(
    z.strictObject({
      schema: z.string(),
      table: z.string(),
      columns: z.array(z.string()),
      file: z.string().regex(/^[\w.-]+\.copy\.gz$/),
      rows: z.int().nonnegative(),
      sha256: z.string(),
    }),
  ),
  sequences: z.array(
    z.strictObject({
      schema: z.string(),
      sequence: z.string(),
      value: z.string().regex(/^-?\d+$/),
      isCalled: z.boolean(),
    }),
  ),
});

/** What a backup holds; written last, so that a backup that was broken off is none. */
export type Manifest = z.output<typeof manifest>;

/** Throws `BackupDamaged` for anything but a whole list. */
export async function readManifest(folder: string): Promise<Manifest> {
  try {
    return manifest.parse(JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')));
  } catch (cause) {
    throw new BackupDamaged(`${MANIFEST} cannot be read`, { cause });
  }
}
