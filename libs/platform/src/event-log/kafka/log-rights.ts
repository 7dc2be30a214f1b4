import {
  type Acl,
  AclOperations,
  AclPermissionTypes,
  type AclTarget,
  Admin,
  ResourcePatternTypes,
  ResourceTypes,
} from '@platformatic/kafka';
import type { BrokerRights } from '../../run/broker-rights.ts';
import { groupIdOf } from './group-member.ts';
import { parseKafkaUrl } from './kafka-settings.ts';
import { LogTopic, type TopicLayout } from './log-topic.ts';
import { startAtCluster } from './start-at-cluster.ts';

export interface LogPreparation extends TopicLayout {
  /** The cluster and the topic, with the login of somebody who may make topics and give rights. */
  readonly url: string;
  readonly ca?: string;
  /** Each logs in by its own name. */
  readonly services: readonly { readonly name: string; readonly rights: BrokerRights['kafka'] }[];
}

const { LITERAL, PREFIXED } = ResourcePatternTypes;
const { READ, WRITE, DESCRIBE } = AclOperations;

/**
 * Makes the topic when it is missing and gives each service what it needs there: the topic to read and write, and its own
 * groups. What they have had before stays. A cluster that is starting is given its time. Throws `BrokerLoginRefused`.
 */
export async function prepareLog({ url, ca, services, ...layout }: LogPreparation): Promise<void> {
  const { client, topic } = parseKafkaUrl(url, ca);
  const admin = new Admin({ ...client });
  admin.on('error', () => undefined);
  try {
    const creations = services.flatMap(({ name, rights }) => aclsOf(topic, name, rights));
    await startAtCluster('EVENT_LOG_ADMIN_URL', async () => {
      await new LogTopic(admin, topic).ensure(layout);
      await admin.createAcls({ creations });
    });
  } finally {
    await admin.close();
  }
}

function aclsOf(topic: string, user: string, { worksAs, seesAllGroups }: BrokerRights['kafka']): Acl[] {
  const allow = (target: AclTarget, ...operations: Acl['operation'][]): Acl[] =>
    operations.map((operation) => ({
      ...target,
      principal: `User:${user}`,
      host: '*',
      operation,
      permissionType: AclPermissionTypes.ALLOW,
    }));
  const group = (name: string, resourcePatternType: AclTarget['resourcePatternType']): AclTarget => ({
    resourceType: ResourceTypes.GROUP,
    resourceName: groupIdOf(topic, name),
    resourcePatternType,
  });
  return [
    ...allow({ resourceType: ResourceTypes.TOPIC, resourceName: topic, resourcePatternType: LITERAL }, READ, WRITE),
    ...allow(group(worksAs, LITERAL), READ),
    ...allow(group(`${worksAs}.`, PREFIXED), READ),
    ...(seesAllGroups ? allow(group('', PREFIXED), DESCRIBE) : []),
  ];
}
