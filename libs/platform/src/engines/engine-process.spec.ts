import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from '@tovar/testing';
import { EngineNotStarted, EngineProcess } from './engine-process.ts';

describe('an engine whose process has ended', () => {
  it('has not started, although somebody else answers in its place', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tovar-engine-'));
    const ends = { command: process.execPath, args: ['-e', 'process.exit(1)'] };
    const engine: EngineProcess = new EngineProcess(folder, [ends], async () => {
      await waitFor('the process to end', async () => !isAlive(engine.pid));
      return true;
    });
    await expect(engine.start()).rejects.toThrow(EngineNotStarted);
    await rm(folder, { recursive: true });
  });
});

function isAlive(pid = 0): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
