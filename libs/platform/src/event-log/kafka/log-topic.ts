import type { Admin } from '@platformatic/kafka';

/** How a topic is made; one that exists stays as it is. */
export interface TopicLayout {
  readonly partitions: number;
  /** Brokers that keep a copy of each partition; default: as the cluster is set. */
  readonly replicas?: number;
}

/** The topic that is the log: nothing in it is ever deleted by age or size. */
export class LogTopic {
  constructor(
    private readonly admin: Admin,
    private readonly name: string,
  ) {}

  /** Makes the topic when it is missing. */
  async ensure({ partitions, replicas }: TopicLayout): Promise<void> {
    if ((await this.admin.listTopics()).includes(this.name)) return;
    const configs = {
      'cleanup.policy': 'delete',
      'retention.ms': '-1',
      'retention.bytes': '-1',
      // What is acknowledged is with most of them, and outlives the loss of the others.
      ...(replicas === undefined ? {} : { 'min.insync.replicas': String(Math.floor(replicas / 2) + 1) }),
    };
    try {
      await this.admin.createTopics({
        topics: [this.name],
        partitions,
        ...(replicas === undefined ? {} : { replicas }),
        configs: Object.entries(configs).map(([name, value]) => ({ name, value })),
      });
    } catch (error) {
      // Another process that started at the same time was faster.
      if (!(await this.admin.listTopics()).includes(this.name)) throw error;
    }
  }
}
