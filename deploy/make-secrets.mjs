// `node deploy/make-secrets.mjs [--demo] [folder]`: random logins for compose.yaml, one of each service's own at each engine, as files in
// deploy/secrets, with the rights that broker-rights.json tells. A folder that is there is brought up to date: what somebody may
// have filled in stays. With --demo somebody may do everything at RabbitMQ and Redis too: compose.demo.yaml's first goods are of all
// services. To exchange the logins, see docs/how-to/run-with-compose.md. Needs Node 20 alone.
import { createHash, createHmac, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const STORED = ['accounts', 'catalog', 'cart', 'orders', 'payments', 'shipping', 'reviews', 'notifications', 'analytics'];
const SERVICES = ['gateway', ...STORED];
/** What a provider or a carrier, and nobody else, gives to a shop. */
const GIVEN = {
  accounts: ['MAIL_SMTP_SECRET', 'FILES_S3_SECRET'],
  catalog: ['FILES_S3_SECRET', 'CATALOG_SEARCH_SECRET'],
  notifications: ['MAIL_SMTP_SECRET'],
  payments: ['PAYPAL_CLIENT_SECRET', 'YOOKASSA_SECRET', 'PAYMENT_LOG_SECRET'],
  reviews: ['FILES_S3_SECRET'],
};

/** What no container of compose.yaml reads. */
const UNMOUNTED = new Set(['root', 'signing-keys.json']);
/** Owns the databases and Kafka, and with --demo everything at RabbitMQ and Redis. */
const OWNER = 'tovar_owner';
const OF_SERVICES = JSON.parse(readFileSync(join(import.meta.dirname ?? 'deploy', 'broker-rights.json'), 'utf8'));
/** What each login may do in RabbitMQ and Redis; in Kafka the migrations give the services their rights. */
const RIGHTS = {
  ...OF_SERVICES,
  [OWNER]: { rabbitmq: { configure: '.*', write: '.*', read: '.*' }, redis: ['~*', '+@all'] },
};

const { values: options, positionals } = parseArgs({ options: { demo: { type: 'boolean' } }, allowPositionals: true });
/** Who is known to RabbitMQ and Redis. */
const LOGINS = options.demo ? [OWNER, ...SERVICES] : SERVICES;

const folder = positionals[0] ?? join(import.meta.dirname ?? 'deploy', 'secrets');
mkdirSync(folder, { recursive: true, mode: 0o700 });

/** Everything follows from it, so that a service which joins later gets its login without the others' being exchanged. */
const root = kept('root', () => randomBytes(32).toString('base64url'));
const owner = kept('postgres-password', () => passwordOf('postgres', 'owner'));

const databaseUrls = Object.fromEntries(
  STORED.map((name) => [
    `${name.toUpperCase()}_DATABASE_URL`,
    `postgres://tovar_${name}:${passwordOf('postgres', name)}@postgres/tovar_${name}`,
  ]),
);
completed('migrations.env', {
  ADMIN_DATABASE_URL: `postgres://${OWNER}:${owner}@postgres/${OWNER}`,
  EVENT_LOG_ADMIN_URL: kafkaUrl(OWNER),
  ...databaseUrls,
});
for (const name of SERVICES) completed(`${name}.env`, environmentOf(name));
// These follow from the root, and are nobody's to edit.
if (options.demo) write('owner.env', lines(brokersFor(OWNER)));
else rmSync(pathOf('owner.env'), { force: true });
write('kafka.properties', kafkaProperties());
write('rabbitmq-definitions.json', rabbitDefinitions());
write('redis-users.acl', redisUsers());
kept('signing-keys.json', signingKeys);
process.stdout.write(`The logins are in ${folder}. What others gave you belongs into the file of the service that needs it, such as payments.env.\n`);

function passwordOf(engine, user) {
  return createHmac('sha256', root).update(`${engine} ${user}`).digest('base64url');
}

function environmentOf(name) {
  const database = databaseUrls[`${name.toUpperCase()}_DATABASE_URL`];
  const random = (purpose) => passwordOf(name, purpose);
  return {
    ...(database ? { [`${name.toUpperCase()}_DATABASE_URL`]: database } : {}),
    ...brokersFor(name),
    ...(name === 'accounts'
      ? { ACCOUNTS_REFRESH_SECRET: random('refresh'), ACCOUNTS_LINK_SECRET: random('link') }
      : {}),
    ...(name === 'notifications' ? { NOTIFICATIONS_WEBHOOK_SECRET: random('webhooks') } : {}),
    ...Object.fromEntries((GIVEN[name] ?? []).map((variable) => [variable, ''])),
  };
}

function brokersFor(user) {
  return {
    EVENT_LOG_URL: kafkaUrl(user),
    JOB_QUEUE_URL: `amqp://${user}:${passwordOf('rabbitmq', user)}@rabbitmq/tovar`,
    KEY_VALUE_URL: `redis://${user}:${passwordOf('redis', user)}@redis/0`,
    DURABLE_KEY_VALUE_URL: `redis://${user}:${passwordOf('redis', user)}@redis/1`,
  };
}

function kafkaUrl(user) {
  return `kafka://${user}:${passwordOf('kafka', user)}@kafka:9092/tovar?mechanism=PLAIN`;
}

/** Nobody comes in without a login, the broker itself included: it is the owner, who gives the others their rights. */
function kafkaProperties() {
  const users = [OWNER, ...SERVICES].map((name) => `user_${name}="${passwordOf('kafka', name)}"`);
  const itself = `username="${OWNER}" password="${passwordOf('kafka', OWNER)}"`;
  const logins = `org.apache.kafka.common.security.plain.PlainLoginModule required ${[itself, ...users].join(' ')};`;
  return lines({
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': '1@127.0.0.1:9093',
    listeners: 'SERVICES://0.0.0.0:9092,CONTROLLER://127.0.0.1:9093',
    'advertised.listeners': 'SERVICES://kafka:9092',
    'listener.security.protocol.map': 'SERVICES:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'SERVICES',
    'sasl.enabled.mechanisms': 'PLAIN',
    'sasl.mechanism.inter.broker.protocol': 'PLAIN',
    'sasl.mechanism.controller.protocol': 'PLAIN',
    'listener.name.services.plain.sasl.jaas.config': logins,
    'listener.name.controller.sasl.enabled.mechanisms': 'PLAIN',
    'listener.name.controller.plain.sasl.jaas.config': logins,
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': `User:${OWNER}`,
    'log.dirs': '/var/lib/kafka/data/log',
    'auto.create.topics.enable': 'false',
    'offsets.topic.replication.factor': '1',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
  });
}

function rabbitDefinitions() {
  const users = LOGINS.map((name) => ({
    name,
    password_hash: rabbitHash(name),
    hashing_algorithm: 'rabbit_password_hashing_sha256',
    tags: [],
    limits: {},
  }));
  const permissions = LOGINS.map((user) => ({ user, vhost: 'tovar', ...RIGHTS[user].rabbitmq }));
  return `${JSON.stringify({ users, vhosts: [{ name: 'tovar' }], permissions }, null, 2)}\n`;
}

/** Four bytes that nobody can guess, the same each time, and the hash of them and the password. */
function rabbitHash(name) {
  const salt = Buffer.from(passwordOf('rabbitmq salt', name), 'base64url').subarray(0, 4);
  const password = passwordOf('rabbitmq', name);
  return Buffer.concat([salt, createHash('sha256').update(salt).update(password).digest()]).toString('base64');
}

/** Who is not logged in can ask whether the server is there, and nothing else. */
function redisUsers() {
  const hash = (name) => createHash('sha256').update(passwordOf('redis', name)).digest('hex');
  const users = LOGINS.map((name) => `user ${name} on #${hash(name)} ${RIGHTS[name].redis.join(' ')}`);
  return `${['user default on nopass -@all +ping', ...users].join('\n')}\n`;
}

/** The first keys of access tokens, for replicas that share them as a secret; without it accounts makes its own, in its volume. */
function signingKeys() {
  return `${JSON.stringify({ current: signingKey(), next: signingKey(), retired: [] }, null, 2)}\n`;
}

/** Called by the thumbprint of RFC 7638. */
function signingKey() {
  const { kty, crv, x, d } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');
  return { kid, jwk: { kty, crv, x, d }, publishedAt: Date.now() };
}

function lines(values) {
  return `${Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')}\n`;
}

/** What was made at random once, and cannot be made again. */
function kept(name, make) {
  if (!existsSync(pathOf(name))) write(name, make());
  return readFileSync(pathOf(name), 'utf8').trim();
}

/** What somebody may have filled in, or written another address into: a line that is missing is added, the others stay. */
function completed(name, values) {
  const before = existsSync(pathOf(name)) ? readFileSync(pathOf(name), 'utf8') : '';
  const missing = Object.entries(values).filter(([variable]) => !new RegExp(`^${variable}=`, 'm').test(before));
  if (missing.length === 0) return;
  const begun = before === '' || before.endsWith('\n') ? before : `${before}\n`;
  write(name, begun + lines(Object.fromEntries(missing)));
}

/** Readable for the one user of a container, whose id is not ours; the folder is for its owner alone. */
function write(name, text) {
  writeFileSync(pathOf(name), text, { mode: UNMOUNTED.has(name) ? 0o600 : 0o644 });
}

function pathOf(name) {
  return join(folder, name);
}
