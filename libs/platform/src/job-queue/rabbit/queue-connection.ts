import { type ChannelModel, connect, type RecoveringChannelModel } from 'amqplib';
import type { BrokerAddress } from '../../run/broker-address.ts';
import { parseQueueUrl } from './queue-address.ts';
import { BrokerLoginRefused, throwIfNotBelieved } from '../../errors/broker.errors.ts';

const FIRST_DELAY_MS = 50;
const SLOWEST_MS = 2_000;
const TRIES_AT_START = 20;
const VARIABLE = 'JOB_QUEUE_URL';
const REFUSED = /ACCESS[_-]REFUSED/;

/**
 * Connects with one of the brokers, and again whenever the connection is lost; `setup` is run on each connection. A broker that is away
 * is left for the next, and one that is starting is given its time. That it refuses the login is told at once
 * (`BrokerLoginRefused`), and so is that it is somebody else (`BrokerNotBelieved`).
 */
export async function connectToQueue(
  { url, ca }: BrokerAddress,
  setup?: (model: ChannelModel) => Promise<void>,
): Promise<RecoveringChannelModel> {
  let failure: Error | undefined;
  let isConnected = false;
  const brokers = parseQueueUrl(url);
  let tried = 0;
  // The library reads it anew at each attempt.
  const target = { ...brokers[0] };
  const connection = await connect(target, {
    ...(ca === undefined ? {} : { ca }),
    recovery: {
      initialMaxRetries: TRIES_AT_START,
      waitForConnect: false,
      setup,
      calculateDelay: (attempt) => {
        // Later on it may be a broker that has not read its users yet.
        if (!isConnected) throwIfRefused(failure);
        return Math.min(SLOWEST_MS, FIRST_DELAY_MS * 2 ** (attempt - 1));
      },
    },
  });
  connection.on('error', () => undefined);
  connection.on('connect-failed', (error) => {
    failure = error;
    tried += 1;
    Object.assign(target, brokers[tried % brokers.length]);
  });
  await connection.waitForConnect();
  isConnected = true;
  return connection;
}

function throwIfRefused(failure?: Error): void {
  throwIfNotBelieved(VARIABLE, failure);
  if (failure && REFUSED.test(failure.message)) throw new BrokerLoginRefused(VARIABLE, { cause: failure });
}
