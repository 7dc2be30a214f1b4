import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineRecipe } from './engine.ts';
import { freePorts } from './free-ports.ts';
import { exists, installed, mavenJars, runToEnd } from './install.ts';
import { accepts } from './accepts.ts';

const VERSION = '4.3.1';
const ARTIFACTS = [
  { groupId: 'org.apache.kafka', artifactId: 'kafka_2.13', version: VERSION },
  { groupId: 'org.apache.logging.log4j', artifactId: 'log4j-slf4j-impl', version: '2.25.4' },
];
/** A broker that starts in seconds matters more here than one that is fast after an hour. */
const JAVA = ['-Xms256m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto'];

/** Apache Kafka as one KRaft node, which is broker and controller; its jars come from Maven Central. */
export const kafka: EngineRecipe = {
  name: 'kafka',
  prepare: async ({ cache, folder }) => {
    const java = await installed({ engine: 'Kafka', name: 'java', debianPackage: 'openjdk-17-jre-headless' });
    const jars = await mavenJars('Kafka', ARTIFACTS, join(cache, `kafka-${VERSION}`));
    const [port = 0, controllerPort = 0] = await freePorts(2);
    const settings = join(folder, 'server.properties');
    await writeFile(settings, properties({ folder, port, controllerPort }));
    const classPath = ['-cp', join(jars, '*')];
    const id = randomBytes(16).toString('base64url');
    // In one word: an id may begin with a dash.
    const format = ['kafka.tools.StorageTool', 'format', `--cluster-id=${id}`, '-c', settings];
    if (!(await exists(join(folder, 'log/meta.properties')))) await runToEnd(java, [...JAVA, ...classPath, ...format]);
    return {
      url: `kafka://127.0.0.1:${port}/tovar`,
      programs: [{ command: java, args: [...JAVA, ...classPath, 'kafka.Kafka', settings] }],
      isReady: () => accepts(port),
    };
  },
};

function properties({ folder, port, controllerPort }: Record<'port' | 'controllerPort', number> & { folder: string }) {
  return `
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controllerPort}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
controller.listener.names=CONTROLLER
log.dirs=${join(folder, 'log')}
auto.create.topics.enable=false
offsets.topic.num.partitions=1
offsets.topic.replication.factor=1
transaction.state.log.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.num.partitions=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
broker.session.timeout.ms=1500
broker.heartbeat.interval.ms=300
group.initial.rebalance.delay.ms=0
`;
}
