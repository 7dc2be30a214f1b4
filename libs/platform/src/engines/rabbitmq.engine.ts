import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accepts } from './accepts.ts';
import { type EngineCertificate, type EngineLogins, urlFor, writeCertificate } from './engine-logins.ts';
import type { EngineRecipe } from './engine.ts';
import { freePorts } from './free-ports.ts';
import { installed } from './install.ts';

const SERVER = '/usr/lib/rabbitmq/bin/rabbitmq-server';
const EVERYBODY = { name: 'guest', password: 'guest' };
const EVERYTHING = { configure: '.*', write: '.*', read: '.*' };
/** Whoever has logins has this to themselves: a folder that had none before knows guests elsewhere. */
const VHOST = 'tovar';

/** RabbitMQ as one node, with a port mapper of its own beside it: both listen on 127.0.0.1 alone. */
export const rabbitmq: EngineRecipe = {
  name: 'rabbitmq',
  prepare: async ({ folder, logins }) => {
    const debianPackage = 'rabbitmq-server';
    const server = await installed({ engine: 'RabbitMQ', name: debianPackage, places: [SERVER], debianPackage });
    const mapper = await installed({ engine: 'RabbitMQ', name: 'epmd', debianPackage: 'erlang-base' });
    const [port = 0, mapperPort = 0, nodesPort = 0] = await freePorts(3);
    const settings = join(folder, 'rabbitmq.conf');
    const guards = logins ? await definitions(folder, logins) : '';
    const certificate = logins?.certificate;
    const place = certificate ? await encrypted(folder, port, certificate) : `listeners.tcp.1 = 127.0.0.1:${port}\n`;
    await writeFile(settings, `${place}log.console = true\nlog.file = false\n${guards}`);
    const origin = certificate ? `amqps://localhost:${port}` : `amqp://127.0.0.1:${port}`;
    const url = logins ? `${origin}/${VHOST}` : origin;
    const environment = {
      HOME: folder,
      ERL_EPMD_ADDRESS: '127.0.0.1',
      ERL_EPMD_PORT: String(mapperPort),
      // Its port mapper knows no other node; what is on disk belongs to the name.
      RABBITMQ_NODENAME: 'tovar@localhost',
      RABBITMQ_DIST_PORT: String(nodesPort),
      RABBITMQ_CONFIG_FILE: settings,
      RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
      RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
      RABBITMQ_LOG_BASE: join(folder, 'log'),
      RABBITMQ_PID_FILE: join(folder, 'rabbitmq.pid'),
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1} +S 1:1',
    };
    return {
      url: urlFor(url, logins?.owner ?? EVERYBODY),
      programs: [
        { command: mapper, args: ['-address', '127.0.0.1', '-port', String(mapperPort)], environment },
        { command: server, args: [], environment },
      ],
      isReady: () => accepts(port),
    };
  },
};

/** Who logs in needs no certificate of their own. */
async function encrypted(folder: string, port: number, certificate: EngineCertificate): Promise<string> {
  const { cert, key, ca } = await writeCertificate(folder, certificate);
  return `listeners.tcp = none
listeners.ssl.1 = 127.0.0.1:${port}
ssl_options.certfile = ${cert}
ssl_options.keyfile = ${key}
ssl_options.cacertfile = ${ca}
ssl_options.verify = verify_none
`;
}

/** Read at each start: whoever is new gets a login, and nobody is `guest`. */
async function definitions(folder: string, { owner, services }: EngineLogins): Promise<string> {
  const logins = [
    ...services.map((login) => ({ ...login, rights: login.rights.rabbitmq })),
    { ...owner, rights: EVERYTHING },
  ];
  const users = logins.map(({ name, password }) => ({ name, password_hash: hashOf(password), tags: [], limits: {} }));
  const permissions = logins.map(({ name, rights }) => ({ user: name, vhost: VHOST, ...rights }));
  const file = join(folder, 'definitions.json');
  await writeFile(file, JSON.stringify({ users, vhosts: [{ name: VHOST }], permissions }), { mode: 0o600 });
  return `definitions.import_backend = local_filesystem\ndefinitions.local.path = ${file}\n`;
}

/** Four random bytes, and the hash of them and the password. */
function hashOf(password: string): string {
  const salt = randomBytes(4);
  return Buffer.concat([salt, createHash('sha256').update(salt).update(password).digest()]).toString('base64');
}
