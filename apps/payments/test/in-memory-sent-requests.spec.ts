import { InMemorySentRequests } from './in-memory-sent-requests.ts';
import { describeSentRequests } from './sent-requests.contract.ts';

const sent = new InMemorySentRequests();

describeSentRequests('in memory', () => ({ sent, forget: () => sent.forget() }));
