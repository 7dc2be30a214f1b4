import { describeJobQueue } from '../src/job-queue/job-queue.contract.ts';
import { rabbitQueueSetup } from './kit/rabbit-queue-setup.ts';

describeJobQueue('RabbitMQ', () => rabbitQueueSetup());
