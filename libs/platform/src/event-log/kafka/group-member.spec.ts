import { vi } from 'vitest';
import { GroupMember } from './group-member.ts';
import { parseKafkaUrl } from './kafka-settings.ts';

const NOBODY = parseKafkaUrl('kafka://127.0.0.1:1/tovar');
const LONGER_THAN_PATIENCE_MS = 60_000;

describe('a member of a group that the cluster does not take', () => {
  afterEach(() => vi.useRealTimers());

  it('says which group that is, why, and what helps', async () => {
    const handle = async () => undefined;
    const member = new GroupMember({ group: 'orders', types: ['a.b.v1'], startAt: 'beginning', handle }, NOBODY);
    vi.useFakeTimers({ toFake: ['performance'] });
    const start = member.start();
    vi.advanceTimersByTime(LONGER_THAN_PATIENCE_MS);
    await expect(start).rejects.toMatchObject({
      code: 'GROUP_NOT_JOINED',
      message: expect.stringMatching(/"orders".*EVENT_LOG_URL.*restart the broker/),
      cause: expect.any(Error),
    });
    await member.close();
  });
});
