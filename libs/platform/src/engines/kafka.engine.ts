import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type EngineLogins, urlFor } from './engine-logins.ts';
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
  prepare: async ({ cache, folder, logins }) => {
    const java = await installed({ engine: 'Kafka', name: 'java', debianPackage: 'openjdk-17-jre-headless' });
    const jars = await mavenJars('Kafka', ARTIFACTS, join(cache, `kafka-${VERSION}`));
    const [port = 0, controllerPort = 0] = await freePorts(2);
    const settings = join(folder, 'server.properties');
    const guards = logins ? loginProperties(logins) : '';
    // One that was made before anybody had a password may be read by others, and would stay so.
    await rm(settings, { force: true });
    await writeFile(settings, properties({ folder, port, controllerPort, isGuarded: logins !== undefined }) + guards, {
      mode: 0o600,
    });
    const classPath = ['-cp', join(jars, '*')];
    const id = randomBytes(16).toString('base64url');
    // In one word: an id may begin with a dash.
    const format = ['kafka.tools.StorageTool', 'format', `--cluster-id=${id}`, '-c', settings];
    if (!(await exists(join(folder, 'log/meta.properties')))) await runToEnd(java, [...JAVA, ...classPath, ...format]);
    const url = `kafka://127.0.0.1:${port}/tovar`;
    return {
      url: logins ? `${urlFor(url, logins.owner)}?mechanism=PLAIN` : url,
      programs: [{ command: java, args: [...JAVA, ...classPath, 'kafka.Kafka', settings] }],
      isReady: () => accepts(port),
    };
  },
};

interface Place {
  readonly folder: string;
  readonly port: number;
  readonly controllerPort: number;
  readonly isGuarded: boolean;
}

function properties({ folder, port, controllerPort, isGuarded }: Place) {
  const protocol = isGuarded ? 'SASL_PLAINTEXT' : 'PLAINTEXT';
  return `
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controllerPort}
listeners=SERVICES://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=SERVICES://127.0.0.1:${port}
inter.broker.listener.name=SERVICES
controller.listener.names=CONTROLLER
listener.security.protocol.map=SERVICES:${protocol},CONTROLLER:${protocol}
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

/** The broker itself logs in as its owner, who may do everything; what others may do is told to it when it runs. */
function loginProperties({ owner, services }: EngineLogins): string {
  const users = [owner, ...services].map(({ name, password }) => `user_${name}="${password}"`);
  const itself = `username="${owner.name}" password="${owner.password}"`;
  const jaas = `org.apache.kafka.common.security.plain.PlainLoginModule required ${[itself, ...users].join(' ')};`;
  return `sasl.enabled.mechanisms=PLAIN
sasl.mechanism.inter.broker.protocol=PLAIN
sasl.mechanism.controller.protocol=PLAIN
listener.name.services.plain.sasl.jaas.config=${jaas}
listener.name.controller.sasl.enabled.mechanisms=PLAIN
listener.name.controller.plain.sasl.jaas.config=${jaas}
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:${owner.name}
`;
}
