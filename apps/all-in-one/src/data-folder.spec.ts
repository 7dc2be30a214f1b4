import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AlreadyRunning, DataFolder, FactsElsewhere } from './data-folder.ts';

describe('the data folder', () => {
  let path: string;

  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'tovar-data-'));
  });
  afterEach(() => rm(path, { recursive: true }));

  it('is taken by one process at a time, and says by which', async () => {
    await DataFolder.at(path).take();
    await expect(DataFolder.at(path).take()).rejects.toThrow(AlreadyRunning);
    await expect(DataFolder.at(path).take()).rejects.toThrow(`process ${process.pid}`);
  });

  it('can be taken again after its holder has left', async () => {
    const folder = DataFolder.at(path);
    await folder.take();
    await folder.leave();
    await expect(folder.take()).resolves.toBeUndefined();
  });

  it('ignores the lock of a process that was killed, also when its id belongs to another process now', async () => {
    await writeFile(join(path, 'running.json'), JSON.stringify({ pid: 2 ** 22 + 1, startedAt: '1' }));
    expect(await DataFolder.at(path).running()).toBeUndefined();
    await writeFile(join(path, 'running.json'), JSON.stringify({ pid: process.pid, startedAt: 'another time' }));
    await expect(DataFolder.at(path).take()).resolves.toBeUndefined();
  });

  it('[SEC-02] makes its secrets once, differently from every other folder, for its owner only', async () => {
    const other = await mkdtemp(join(tmpdir(), 'tovar-data-'));
    const secrets = await DataFolder.at(path).secrets();
    expect(await DataFolder.at(path).secrets()).toEqual(secrets);
    expect(await DataFolder.at(other).secrets()).not.toEqual(secrets);
    expect((await stat(join(path, 'secrets.json'))).mode & 0o077).toBe(0);
    expect(await readFile(join(path, 'secrets.json'), 'utf8')).toContain(secrets.linkSecret);
    await rm(other, { recursive: true });
  });

  it('stays with the log that it began with, and says how it is started', async () => {
    await DataFolder.at(path).keepFactsIn('Kafka');
    await expect(DataFolder.at(path).keepFactsIn('Kafka')).resolves.toBeUndefined();
    await expect(DataFolder.at(path).keepFactsIn('PostgreSQL')).rejects.toThrow(FactsElsewhere);
    await expect(DataFolder.at(path).keepFactsIn('PostgreSQL')).rejects.toThrow('npm run distributed');
  });
});
