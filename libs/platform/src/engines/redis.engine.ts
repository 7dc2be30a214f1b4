import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accepts } from './accepts.ts';
import { type EngineCertificate, type EngineLogins, urlFor, writeCertificate } from './engine-logins.ts';
import type { EngineRecipe } from './engine.ts';
import { freePorts } from './free-ports.ts';
import { installed } from './install.ts';

/** Redis that writes each second what it was told, and forgets nothing to make room: what carts need. */
export const redis: EngineRecipe = {
  name: 'redis',
  prepare: async ({ folder, logins }) => {
    const server = await installed({ engine: 'Redis', name: 'redis-server', debianPackage: 'redis-server' });
    const [port = 0] = await freePorts(1);
    const settings = ['--bind', '127.0.0.1', '--dir', folder, '--save', ''];
    const certificate = logins?.certificate;
    const place = certificate ? await encrypted(folder, port, certificate) : ['--port', String(port)];
    const durable = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--maxmemory-policy', 'noeviction'];
    const url = certificate ? `rediss://localhost:${port}` : `redis://127.0.0.1:${port}`;
    return {
      url: logins ? urlFor(url, logins.owner) : url,
      programs: [
        { command: server, args: [...place, ...settings, ...durable, ...(logins ? await guards(folder, logins) : [])] },
      ],
      isReady: () => accepts(port),
    };
  },
};

/** Who logs in needs no certificate of their own. */
async function encrypted(folder: string, port: number, certificate: EngineCertificate): Promise<string[]> {
  const { cert, key, ca } = await writeCertificate(folder, certificate);
  const files = ['--tls-cert-file', cert, '--tls-key-file', key, '--tls-ca-cert-file', ca];
  return ['--port', '0', '--tls-port', String(port), '--tls-auth-clients', 'no', ...files];
}

async function guards(folder: string, { owner, services }: EngineLogins): Promise<string[]> {
  const users = [
    ...services.map((login) => ({ ...login, rules: login.rights.redis })),
    { ...owner, rules: ['~*', '+@all'] },
  ];
  const lines = users.map(({ name, password, rules }) => `user ${name} on #${sha256(password)} ${rules.join(' ')}`);
  const file = join(folder, 'users.acl');
  await writeFile(file, `${['user default off', ...lines].join('\n')}\n`, { mode: 0o600 });
  return ['--aclfile', file];
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
