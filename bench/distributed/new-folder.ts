import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Openings } from './openings.ts';

/** A folder for data of servers, which goes with what else is open. */
export async function newFolder(openings: Openings): Promise<string> {
  const folder = await openings.open(
    () => mkdtemp(join(tmpdir(), 'tovar-bench-')),
    (each) => rm(each, { recursive: true, force: true }),
  );
  // Root runs PostgreSQL as another user, who must get in.
  await chmod(folder, 0o755);
  return folder;
}
