import { describeDatabase } from '../src/database/sql-database.contract.ts';
import { prepareProbeService } from './kit/probe-service.ts';

describeDatabase('TypeORM', async () => {
  const service = await prepareProbeService();
  const database = await service.openDatabase();
  return {
    database,
    insertByOrm: (eventId, subject) =>
      database.manager.query('INSERT INTO effect (event_id, subject) VALUES ($1, $2)', [eventId, subject]),
    countByOrm: async (subject) =>
      (await database.manager.query<unknown[]>('SELECT FROM effect WHERE subject = $1', [subject])).length,
    close: async () => {
      await database.onModuleDestroy();
      await service.drop();
    },
  };
});

describeDatabase('Prisma', async () => {
  const service = await prepareProbeService();
  const database = await service.openPrismaDatabase();
  return {
    database,
    insertByOrm: (eventId, subject) => database.client.effect.create({ data: { eventId, subject } }),
    countByOrm: (subject) => database.client.effect.count({ where: { subject } }),
    close: async () => {
      await database.onModuleDestroy();
      await service.drop();
    },
  };
});
