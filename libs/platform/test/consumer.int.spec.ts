import { waitFor } from '@tovar/testing';
import { type ConsumerSetup, describeConsumer } from '../src/event-log/consumer.contract.ts';
import { Consumer } from '../src/event-log/consumer.ts';
import type { StoredEvent } from '../src/event-log/event.ts';
import { postgresLogSetup } from './kit/postgres-log-setup.ts';

describe('in PostgreSQL', () => {
  let setup: ConsumerSetup;

  beforeAll(async () => {
    setup = await postgresLogSetup();
  });
  afterAll(() => setup.close());

  describeConsumer('PostgreSQL', async () => ({ ...setup, close: async () => undefined }));

  it('does not count tries against the event that end with the connection', async () => {
    const type = setup.freshType();
    const opened = await setup.newLog();
    let tries = 0;
    let eventId = '';
    const handle = async (event: StoredEvent): Promise<void> => {
      tries += 1;
      eventId = event.id;
      await setup.apply(event);
      if (tries < 6) await setup.database.query('SELECT pg_terminate_backend(pg_backend_pid())');
    };
    const consumer = new Consumer('unlucky', new Map([[type, handle]]), setup.database, opened.log);
    await consumer.start();
    await setup.write((tell) => tell({ type, subject: 'a', data: {} }));
    await waitFor('the effect', async () => (await setup.effects()).includes(eventId));
    expect((await setup.effects()).filter((id) => id === eventId)).toHaveLength(1);
    expect(tries).toBe(6);
    expect(await consumer.redrive('a')).toBe(0);
    await consumer.stop();
    await opened.close();
  });

  it('forgets what it handled more than a week ago, but nothing before it has handled something since it started', async () => {
    const { database } = setup;
    const type = setup.freshType();
    const opened = await setup.newLog();
    const consumer = new Consumer('tidy', new Map([[type, setup.apply]]), database, opened.log);
    await database.query(
      `INSERT INTO inbox (consumer, event_id, handled_at)
       SELECT 'tidy', gen_random_uuid(), now() - age * interval '1 day' FROM unnest(ARRAY[0, 6, 8, 30]) AS age`,
    );
    const daysLeft = async (): Promise<number[]> => {
      const text = `SELECT extract(day FROM now() - handled_at)::int AS days FROM inbox WHERE consumer = 'tidy' ORDER BY 1`;
      return (await database.query<{ days: number }>(text)).map(({ days }) => days);
    };
    await consumer.start();
    await consumer.tidy();
    expect(await daysLeft()).toEqual([0, 6, 8, 30]);
    const before = (await setup.effects()).length;
    await setup.write((tell) => tell({ type, subject: 'a', data: {} }));
    await waitFor('the effect', async () => (await setup.effects()).length > before);
    await waitFor('the old ones to be forgotten', async () => {
      await consumer.tidy();
      return (await daysLeft()).length === 3;
    });
    expect(await daysLeft()).toEqual([0, 0, 6]);
    await consumer.stop();
    await opened.close();
  });
});
