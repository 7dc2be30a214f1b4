import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accepts } from './accepts.ts';
import type { EngineRecipe } from './engine.ts';
import { freePorts } from './free-ports.ts';
import { installed } from './install.ts';

const SERVER = '/usr/lib/rabbitmq/bin/rabbitmq-server';

/** RabbitMQ as one node, with a port mapper of its own beside it: both listen on 127.0.0.1 alone. */
export const rabbitmq: EngineRecipe = {
  name: 'rabbitmq',
  prepare: async ({ folder }) => {
    const debianPackage = 'rabbitmq-server';
    const server = await installed({ engine: 'RabbitMQ', name: debianPackage, places: [SERVER], debianPackage });
    const mapper = await installed({ engine: 'RabbitMQ', name: 'epmd', debianPackage: 'erlang-base' });
    const [port = 0, mapperPort = 0, nodesPort = 0] = await freePorts(3);
    const settings = join(folder, 'rabbitmq.conf');
    await writeFile(settings, `listeners.tcp.1 = 127.0.0.1:${port}\nlog.console = true\nlog.file = false\n`);
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
      url: `amqp://guest:guest@127.0.0.1:${port}`,
      programs: [
        { command: mapper, args: ['-address', '127.0.0.1', '-port', String(mapperPort)], environment },
        { command: server, args: [], environment },
      ],
      isReady: () => accepts(port),
    };
  },
};
