import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataFolder } from '../data-folder.ts';
import { backUpShop } from './shop-backup.ts';

describe('the backup of a shop that keeps a part of itself outside of its database', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tovar-backup-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const backUp = (environment: Record<string, string>) =>
    backUpShop(
      { ADMIN_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', DATA_DIR: folder, ...environment },
      join(folder, 'to'),
    );

  it.each([
    ['EVENT_LOG_URL', 'kafka://127.0.0.1:9092/shop', 'the event log in Kafka'],
    ['JOB_QUEUE_URL', 'amqp://127.0.0.1/shop', 'the jobs in RabbitMQ'],
    ['DURABLE_KEY_VALUE_URL', 'redis://127.0.0.1/0', 'the carts in Redis'],
  ])('is refused while %s names a server, and nothing is written', async (variable, url, what) => {
    await expect(backUp({ [variable]: url })).rejects.toMatchObject({
      code: 'BACKUP_INCOMPLETE',
      message: expect.stringContaining(`${what} (${variable})`),
    });
    await expect(access(join(folder, 'to'))).rejects.toThrow('ENOENT');
  });

  it('is refused for a shop that brings its own Kafka, although no variable names that', async () => {
    await DataFolder.at(folder).keepFactsIn('Kafka');
    await expect(backUp({})).rejects.toMatchObject({ code: 'BACKUP_INCOMPLETE' });
  });

  it('is taken of one whose limits alone are in Redis', async () => {
    await expect(backUp({ KEY_VALUE_URL: 'redis://127.0.0.1/1' })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
