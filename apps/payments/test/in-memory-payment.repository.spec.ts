import { InMemoryPaymentRepository } from './in-memory-payment.repository.ts';
import { describePaymentRepository } from './payment.repository.contract.ts';

const repository = new InMemoryPaymentRepository();

describePaymentRepository('in memory', () => repository);
