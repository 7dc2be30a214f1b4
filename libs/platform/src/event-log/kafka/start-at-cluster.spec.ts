import { AuthenticationError } from '@platformatic/kafka';
import { startAtCluster } from './start-at-cluster.ts';

describe('what a process begins with at a cluster', () => {
  it('is tried again while the cluster is starting', async () => {
    let tries = 0;
    const work = async () => {
      tries += 1;
      if (tries === 1) throw new Error('connect ECONNREFUSED');
      return 'begun';
    };
    expect(await startAtCluster('EVENT_LOG_URL', work)).toBe('begun');
    expect(tries).toBe(2);
  });

  it('is not tried again with a login that is refused, and the error names where that is set', async () => {
    let tries = 0;
    const work = async () => {
      tries += 1;
      throw new AuthenticationError('SASL authentication failed.');
    };
    await expect(startAtCluster('EVENT_LOG_ADMIN_URL', work)).rejects.toMatchObject({
      code: 'BROKER_LOGIN_REFUSED',
      message: expect.stringContaining('EVENT_LOG_ADMIN_URL'),
    });
    expect(tries).toBe(1);
  });
});
