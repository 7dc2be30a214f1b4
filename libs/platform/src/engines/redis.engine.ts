import { accepts } from './accepts.ts';
import type { EngineRecipe } from './engine.ts';
import { freePorts } from './free-ports.ts';
import { installed } from './install.ts';

/** Redis that writes each second what it was told, and forgets nothing to make room: what carts need. */
export const redis: EngineRecipe = {
  name: 'redis',
  prepare: async ({ folder }) => {
    const server = await installed({ engine: 'Redis', name: 'redis-server', debianPackage: 'redis-server' });
    const [port = 0] = await freePorts(1);
    const settings = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--save', ''];
    const durable = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--maxmemory-policy', 'noeviction'];
    return {
      url: `redis://127.0.0.1:${port}`,
      programs: [{ command: server, args: [...settings, ...durable] }],
      isReady: () => accepts(port),
    };
  },
};
