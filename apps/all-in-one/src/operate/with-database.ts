import { EmbeddedPostgres, type Environment } from '@tovar/platform';
import { DataFolder } from '../data-folder.ts';

/** A shop's database, reached by its administrator, and the folder with the rest of it. */
export interface ReachedDatabase {
  readonly adminUrl: string;
  readonly folder: DataFolder;
}

/**
 * Runs an operator's command on a shop's database: the one that `ADMIN_DATABASE_URL` names, or the embedded one of the folder,
 * which is started for the command unless the shop runs.
 */
export async function withDatabase<T>(
  { ADMIN_DATABASE_URL: given, DATA_DIR = '.tovar' }: Environment,
  work: (reached: ReachedDatabase) => Promise<T>,
): Promise<T> {
  const folder = DataFolder.at(DATA_DIR);
  const postgres = folder.file('postgres');
  const adminUrl = given ?? ((await folder.running()) ? await EmbeddedPostgres.addressOf(postgres) : undefined);
  if (adminUrl !== undefined) return work({ adminUrl, folder });
  await folder.take();
  const server = await EmbeddedPostgres.start({ folder: postgres }).catch(async (error: unknown) => {
    await folder.leave();
    throw error;
  });
  try {
    return await work({ adminUrl: server.adminUrl, folder });
  } finally {
    await server.stop();
    await folder.leave();
  }
}
