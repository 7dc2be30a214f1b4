import { describeConsumer } from '../src/event-log/consumer.contract.ts';
import { describeEventLog } from '../src/event-log/event-log.contract.ts';
import { kafkaLogSetup } from './kit/kafka-log-setup.ts';

describeEventLog('Kafka', () => kafkaLogSetup());
describeConsumer('Kafka', () => kafkaLogSetup());
