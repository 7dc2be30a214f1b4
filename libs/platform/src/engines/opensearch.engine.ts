import { chown, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineRecipe } from './engine.ts';
import type { Program } from './engine-process.ts';
import { freePorts } from './free-ports.ts';
import { installed, mavenArchive } from './install.ts';

const VERSION = '2.19.6';
const ARCHIVE = {
  groupId: 'org.opensearch.distribution.integ-test-zip',
  artifactId: 'opensearch',
  version: VERSION,
  type: 'zip',
};
/** Room for what tests and a small shop keep, and a start in seconds. */
const JAVA = ['-Xms384m', '-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
const ADMINISTRATOR = 0;
const NOBODY = 65_534;

/** OpenSearch as one node, from the archive that its own tests use: the server without extras, from Maven Central. */
export const opensearch: EngineRecipe = {
  name: 'opensearch',
  prepare: async ({ cache, folder }) => {
    const java = await installed({ engine: 'OpenSearch', name: 'java', debianPackage: 'openjdk-17-jre-headless' });
    const unpacked = await mavenArchive('OpenSearch', ARCHIVE, join(cache, `opensearch-${VERSION}`));
    const home = join(unpacked, `opensearch-${VERSION}`);
    const [port = 0, transportPort = 0] = await freePorts(2);
    const config = join(folder, 'config');
    await mkdir(config, { recursive: true });
    await copyFile(join(home, 'config/log4j2.properties'), join(config, 'log4j2.properties'));
    await writeFile(join(config, 'opensearch.yml'), settings({ folder, port, transportPort }));
    const paths = [`-Dopensearch.path.home=${home}`, `-Dopensearch.path.conf=${config}`];
    const server = ['-cp', join(home, 'lib/*'), 'org.opensearch.bootstrap.OpenSearch'];
    const args = [...JAVA, '-Djava.security.manager=allow', '-Dlog4j2.disable.jmx=true', ...paths, ...server];
    return {
      url: `http://127.0.0.1:${port}`,
      programs: [await asNobody({ command: java, args }, [folder, config])],
      isReady: () => answers(port),
    };
  },
};

/** It refuses to run as root. */
async function asNobody({ command, args }: Program, folders: readonly string[]): Promise<Program> {
  if (process.getuid?.() !== ADMINISTRATOR) return { command, args };
  for (const folder of folders) await chown(folder, NOBODY, NOBODY);
  const setpriv = await installed({ engine: 'OpenSearch', name: 'setpriv', debianPackage: 'util-linux' });
  const identity = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
  return { command: setpriv, args: [...identity, command, ...args] };
}

function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/_cluster/health`).then(
    ({ ok }) => ok,
    () => false,
  );
}

function settings({ folder, port, transportPort }: Record<'port' | 'transportPort', number> & { folder: string }) {
  return `
discovery.type: single-node
network.host: 127.0.0.1
http.port: ${port}
transport.port: ${transportPort}
path.data: ${join(folder, 'data')}
path.logs: ${join(folder, 'logs')}
action.auto_create_index: false
cluster.routing.allocation.disk.threshold_enabled: false
`;
}
