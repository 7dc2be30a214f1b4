import { type ChannelModel, connect, type RecoveringChannelModel } from 'amqplib';
import { BrokerLoginRefused } from '../../errors/broker-login-refused.error.ts';

const FIRST_DELAY_MS = 50;
const SLOWEST_MS = 2_000;
const TRIES_AT_START = 20;
const REFUSED = /ACCESS[_-]REFUSED/;

/**
 * Connects, and again whenever the connection is lost; `setup` is run on each. A broker that is starting is given its time; a
 * login that it refuses is told at once, as `BrokerLoginRefused`.
 */
export async function connectToQueue(
  url: string,
  setup?: (model: ChannelModel) => Promise<void>,
): Promise<RecoveringChannelModel> {
  let refusal: BrokerLoginRefused | undefined;
  let isConnected = false;
  const connection = await connect(url, {
    recovery: {
      initialMaxRetries: TRIES_AT_START,
      waitForConnect: false,
      setup,
      calculateDelay: (attempt) => {
        // Later on it may be a broker that has not read its users yet.
        if (refusal && !isConnected) throw refusal;
        return Math.min(SLOWEST_MS, FIRST_DELAY_MS * 2 ** (attempt - 1));
      },
    },
  });
  connection.on('error', () => undefined);
  connection.on('connect-failed', (error) => {
    refusal = REFUSED.test(error.message) ? new BrokerLoginRefused('JOB_QUEUE_URL', { cause: error }) : undefined;
  });
  await connection.waitForConnect();
  isConnected = true;
  return connection;
}
