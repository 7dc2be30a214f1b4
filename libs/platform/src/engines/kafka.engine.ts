import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type EngineLogins, urlFor, writeCertificate } from './engine-logins.ts';
import type { EnginePlace, EngineRecipe, PreparedEngine } from './engine.ts';
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

/**
 * A broker that is silent for so long loses its partitions; after a kill it is taken back only then. Shorter, and a busy machine takes
 * them away while their groups are being read, after which Kafka 4.3 may take no member any more (decision 0054).
 */
const FENCED_AFTER_MS = 4_000;

const FORMAT = ['kafka.tools.StorageTool', 'format'];
/** Any; nodes of one cluster have the same. */
const CLUSTER = 'VG92YXJTaG9wQ2x1c3RlcQ';
const MODULES = 'org.apache.kafka.common.security';
const SCRAM = ['SCRAM-SHA-256', 'SCRAM-SHA-512'];

/** Apache Kafka as one KRaft node, which is broker and controller; its jars come from Maven Central. */
export const kafka: EngineRecipe = {
  name: 'kafka',
  prepare: async (place) => prepareNode(place, { id: 1, members: await membersOn(1) }),
};

/** So many nodes of one cluster, each broker and controller: with three of them it goes on when one is lost. */
export async function kafkaNodes(count: number): Promise<EngineRecipe[]> {
  const members = await membersOn(count);
  return members.map(({ id }) => ({ name: `kafka-${id}`, prepare: (place) => prepareNode(place, { id, members }) }));
}

interface Member {
  readonly id: number;
  readonly port: number;
  readonly controllerPort: number;
}

/** One node, and all of its cluster. */
interface Node {
  readonly id: number;
  readonly members: readonly Member[];
}

async function membersOn(count: number): Promise<Member[]> {
  const ports = await freePorts(2 * count);
  return Array.from({ length: count }, (_, index) => {
    const [port = 0, controllerPort = 0] = ports.slice(2 * index);
    return { id: index + 1, port, controllerPort };
  });
}

async function prepareNode({ cache, folder, logins }: EnginePlace, node: Node): Promise<PreparedEngine> {
  const java = await installed({ engine: 'Kafka', name: 'java', debianPackage: 'openjdk-17-jre-headless' });
  const jars = await mavenJars('Kafka', ARTIFACTS, join(cache, `kafka-${VERSION}`));
  // A certificate is about a name.
  const host = logins?.certificate ? 'localhost' : '127.0.0.1';
  const settings = join(folder, 'server.properties');
  const guards = logins ? loginProperties(logins) + (await encryption(folder, logins)) : '';
  // One that was made before anybody had a password may be read by others, and would stay so.
  await rm(settings, { force: true });
  await writeFile(settings, properties({ folder, host, node, protocol: protocolOf(logins) }) + guards, { mode: 0o600 });
  const classPath = ['-cp', join(jars, '*')];
  // In one word: an id may begin with a dash.
  const format = [...FORMAT, `--cluster-id=${CLUSTER}`, '-c', settings];
  if (!(await exists(join(folder, 'log/meta.properties')))) await runToEnd(java, [...JAVA, ...classPath, ...format]);
  const brokers = node.members.map(({ port }) => `${host}:${port}`);
  const url = `${logins?.certificate ? 'kafka+ssl' : 'kafka'}://${brokers.join()}/tovar`;
  return {
    url: logins ? `${urlFor(url, logins.owner)}?mechanism=PLAIN` : url,
    programs: [{ command: java, args: [...JAVA, ...classPath, 'kafka.Kafka', settings] }],
    isReady: () => accepts(itselfIn(node).port),
  };
}

function itselfIn({ id, members }: Node): Member {
  const found = members.find((member) => member.id === id);
  if (!found) throw new Error(`The cluster has no node ${id}.`);
  return found;
}

interface Settings {
  readonly folder: string;
  /** By which brokers are told to clients. */
  readonly host: string;
  readonly node: Node;
  readonly protocol: string;
}

function properties({ folder, host, node, protocol }: Settings) {
  const { port, controllerPort } = itselfIn(node);
  const voters = node.members.map((member) => `${member.id}@127.0.0.1:${member.controllerPort}`);
  const copies = node.members.length;
  return `
process.roles=broker,controller
node.id=${node.id}
controller.quorum.voters=${voters.join()}
listeners=SERVICES://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=SERVICES://${host}:${port}
inter.broker.listener.name=SERVICES
controller.listener.names=CONTROLLER
listener.security.protocol.map=SERVICES:${protocol},CONTROLLER:${protocol.replace('_SSL', '_PLAINTEXT')}
log.dirs=${join(folder, 'log')}
auto.create.topics.enable=false
offsets.topic.num.partitions=1
offsets.topic.replication.factor=${copies}
transaction.state.log.num.partitions=1
transaction.state.log.replication.factor=${copies}
transaction.state.log.min.isr=1
share.coordinator.state.topic.num.partitions=1
share.coordinator.state.topic.replication.factor=${copies}
share.coordinator.state.topic.min.isr=1
broker.session.timeout.ms=${FENCED_AFTER_MS}
broker.heartbeat.interval.ms=300
group.initial.rebalance.delay.ms=0
`;
}

function protocolOf(logins?: EngineLogins): string {
  if (!logins) return 'PLAINTEXT';
  return logins.certificate ? 'SASL_SSL' : 'SASL_PLAINTEXT';
}

/**
 * The broker itself logs in as its owner, who may do everything; what others may do is told to it when it runs, and so is who logs in
 * by SCRAM, if anybody: as arguments of its commands passwords would be in the list of processes.
 */
function loginProperties({ owner, services }: EngineLogins): string {
  const users = [owner, ...services].map(({ name, password }) => `user_${name}="${password}"`);
  const itself = `username="${owner.name}" password="${owner.password}"`;
  const plain = `${MODULES}.plain.PlainLoginModule required ${[itself, ...users].join(' ')};`;
  const scram = SCRAM.map(
    (mechanism) =>
      `listener.name.services.${mechanism.toLowerCase()}.sasl.jaas.config=${MODULES}.scram.ScramLoginModule required;\n`,
  );
  return `sasl.enabled.mechanisms=${['PLAIN', ...SCRAM].join()}
sasl.mechanism.inter.broker.protocol=PLAIN
sasl.mechanism.controller.protocol=PLAIN
listener.name.services.plain.sasl.jaas.config=${plain}
${scram.join('')}listener.name.controller.sasl.enabled.mechanisms=PLAIN
listener.name.controller.plain.sasl.jaas.config=${plain}
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:${owner.name}
`;
}

async function encryption(folder: string, { certificate }: EngineLogins): Promise<string> {
  if (!certificate) return '';
  const { key, ca } = await writeCertificate(folder, {
    ...certificate,
    key: `${certificate.key}\n${certificate.cert}\n`,
  });
  return `ssl.keystore.type=PEM
ssl.keystore.location=${key}
ssl.truststore.type=PEM
ssl.truststore.location=${ca}
`;
}
