import { describeEventLog } from '../src/event-log/event-log.contract.ts';
import { postgresLogSetup } from './kit/postgres-log-setup.ts';

describeEventLog('PostgreSQL', postgresLogSetup);
