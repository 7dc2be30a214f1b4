import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { backUp, type Environment, loadModules, prepareDatabases, requireRestorable, restore } from '@tovar/platform';
import { DataFolder } from '../data-folder.ts';
import { services } from '../services.ts';
import { requireAllInDatabase } from './kept-elsewhere.ts';
import { withDatabase } from './with-database.ts';

/** What a backup is called within its folder. */
const DATABASE = 'database';
const FILES = 'files';
/** Of this machine and of this moment. */
const NOT_KEPT = new Set(['postgres', 'engines', 'running.json', 'certificates']);

export interface BackupSummary {
  /** The moment that the rows are of. */
  readonly takenAt: string;
  readonly tables: number;
  readonly rows: number;
}

/**
 * Keeps a shop's rows and then its files (keys, secrets, pictures) in a new folder. Files are only added or replaced whole while a shop
 * runs, so that those that the rows name are among them. Throws `BackupIncomplete` before it writes anything.
 */
export async function backUpShop(environment: Environment, to: string): Promise<BackupSummary> {
  requireAllInDatabase(environment, await DataFolder.at(environment.DATA_DIR ?? '.tovar').factsIn());
  return withDatabase(environment, async ({ adminUrl, folder }) => {
    await mkdir(to, { mode: 0o700, recursive: false });
    const manifest = await backUp(adminUrl, join(to, DATABASE));
    await copyFiles(folder.path, join(to, FILES));
    return summaryOf(manifest);
  });
}

/** Puts a backup into an empty folder and an empty database, which is made ready first. */
export async function restoreShop(environment: Environment, from: string): Promise<BackupSummary> {
  return withDatabase(environment, async ({ adminUrl, folder }) => {
    await requireRestorable(adminUrl, join(from, DATABASE));
    await copyFiles(join(from, FILES), folder.path);
    try {
      await loadModules(services);
      await prepareDatabases({ ...environment, ADMIN_DATABASE_URL: adminUrl }, Object.keys(services));
      return summaryOf(await restore(adminUrl, join(from, DATABASE)));
    } catch (error) {
      // Or the next try would find the folder in use.
      await removeCopied(join(from, FILES), folder.path);
      throw error;
    }
  });
}

async function removeCopied(from: string, to: string): Promise<void> {
  for (const name of await readdir(from))
    if (!NOT_KEPT.has(name)) await rm(join(to, name), { recursive: true, force: true });
}

/** What is there already stays: a folder that is in use keeps its own keys. */
async function copyFiles(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from))
    if (!NOT_KEPT.has(name))
      await cp(join(from, name), join(to, name), {
        recursive: true,
        preserveTimestamps: true,
        force: false,
        errorOnExist: true,
      });
}

function summaryOf({ takenAt, tables }: Awaited<ReturnType<typeof backUp>>): BackupSummary {
  return { takenAt, tables: tables.length, rows: tables.reduce((sum, { rows }) => sum + rows, 0) };
}
