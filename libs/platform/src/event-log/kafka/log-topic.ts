import type { Admin } from '@platformatic/kafka';

/** The topic that is the log: nothing in it is ever deleted by age or size. */
export class LogTopic {
  constructor(
    private readonly admin: Admin,
    private readonly name: string,
  ) {}

  /** Makes the topic when it is missing, with as many replicas as the cluster is set to; one that exists stays as it is. */
  async ensure(partitions: number): Promise<void> {
    if ((await this.admin.listTopics()).includes(this.name)) return;
    const configs = {
      'cleanup.policy': 'delete',
      'retention.ms': '-1',
      'retention.bytes': '-1',
    };
    try {
      await this.admin.createTopics({
        topics: [this.name],
        partitions,
        configs: Object.entries(configs).map(([name, value]) => ({ name, value })),
      });
    } catch (error) {
      // Another process that started at the same time was faster.
      if (!(await this.admin.listTopics()).includes(this.name)) throw error;
    }
  }
}
