import { AsyncResource } from 'node:async_hooks';
import { InvalidInput } from '../errors/platform.errors.ts';
import type { DatabaseSetup } from './sql-database.contract.ts';
import type { SqlDatabase } from './sql-database.ts';

const ID = '0190a5d8-0000-7000-8000-000000000000';
const INSERT = { name: 'insert', text: 'INSERT INTO effect (event_id, subject) VALUES ($1, $2)' };

/** What becomes of statements that nobody waits for; see docs/decisions/0052-statements-travel-together.md. */
export function describeSending(given: () => DatabaseSetup): void {
  describe('what is sent', () => {
    let database: SqlDatabase;
    beforeAll(() => ({ database } = given()));

    const insert = (subject: string): Promise<unknown> => database.prepared(INSERT, [ID, subject]);
    const subjects = async (): Promise<string[]> => {
      const rows = await database.query<{ subject: string }>('SELECT subject FROM effect ORDER BY subject');
      return rows.map((row) => row.subject);
    };

    it('sends what nobody waits for with the next statement, in the order given', async () => {
      const seen = await database.transaction(async () => {
        await database.send(INSERT, [ID, 'first']);
        await database.send(INSERT, [ID, 'second']);
        const [rows, orm] = [await subjects(), await given().countByOrm('second')];
        await database.send(INSERT, [ID, 'last']);
        return { rows, orm };
      });
      expect(seen).toEqual({ rows: ['first', 'second'], orm: 1 });
      expect(await subjects()).toEqual(['first', 'last', 'second']);
    });

    it('runs a statement that nobody waits for at once outside of a transaction', async () => {
      await database.send(INSERT, [ID, 'alone']);
      expect(await subjects()).toEqual(['alone']);
    });

    it.each(['with the commit', 'with the next statement'])(
      'undoes a transaction when a statement that nobody waited for fails %s',
      async (when) => {
        const refused = database.transaction(async () => {
          await insert('before');
          await database.send(INSERT, ['no uuid', 'refused']);
          await database.send(INSERT, [ID, 'behind it']);
          if (when === 'with the next statement') await subjects();
        });
        await expect(refused).rejects.toMatchObject({ code: '22P02' });
        expect(await subjects()).toEqual([]);
        await database.transaction(() => database.send(INSERT, [ID, 'the connection goes on']));
        expect(await subjects()).toEqual(['the connection goes on']);
      },
    );

    it('refuses a text that cannot be stored also when it travels with the commit', async () => {
      const refused = database.transaction(() => database.send(INSERT, [ID, 'a\u0000b']));
      await expect(refused).rejects.toThrow(InvalidInput);
    });

    it('keeps nothing of what was to be sent when the work throws', async () => {
      const refusal = new Error('No.');
      const failing = database.transaction(async () => {
        await database.send(INSERT, [ID, 'never']);
        throw refusal;
      });
      await expect(failing).rejects.toBe(refusal);
      expect(await database.transaction(subjects)).toEqual([]);
    });

    it('keeps the order when statements run beside each other on a connection that knows none of them', async () => {
      await database.transaction(async () => {
        await Promise.all([
          database.send({ name: 'new.1', text: `${INSERT.text} -- 1` }, [ID, 'a']),
          database.send({ name: 'new.2', text: `${INSERT.text} -- 2` }, [ID, 'b']),
          database.prepared({ name: 'new.3', text: `${INSERT.text} -- 3` }, [ID, 'c']),
          database.query(`UPDATE effect SET subject = subject || '!'`),
          database.query('SELECT 1'),
        ]);
      });
      expect(await subjects()).toEqual(['a!', 'b!', 'c!']);
    });

    it.each(['for the first time', 'again'])('keeps the order behind a statement that has to wait, %s', async () => {
      await database.transaction(async () => {
        await Promise.all([
          database.send({ name: 'late.1', text: `${INSERT.text} -- late` }, [ID, 'a']),
          database.prepared({ name: 'late.2', text: `UPDATE effect SET subject = subject || '1'` }, []),
          database.send(INSERT, [ID, 'b']),
          database.query(`UPDATE effect SET subject = subject || '2'`),
          database.send(INSERT, [ID, 'c']),
        ]);
      });
      expect(await subjects()).toEqual(['a12', 'b2', 'c']);
    });

    it('refuses what is to be sent with a transaction that is over', async () => {
      let late = (): Promise<void> => Promise.resolve();
      await database.transaction(async () => {
        late = AsyncResource.bind(() => database.send(INSERT, [ID, 'late']));
      });
      await expect(late()).rejects.toThrow('No transaction is open any more');
      expect(await subjects()).toEqual([]);
    });

    it('refuses a copy when what was to go before it fails', async () => {
      const refused = database.transaction(async () => {
        await database.send(INSERT, ['no uuid', 'refused']);
        await database.copyIn({ table: 'effect', columns: ['event_id', 'subject'] }, [[ID, 'copied']]);
      });
      await expect(refused).rejects.toMatchObject({ code: '22P02' });
      expect(await subjects()).toEqual([]);
    });

    it('refuses a copy whose rows cannot be told', async () => {
      function* rows(): Generator<readonly [string, string]> {
        yield [ID, 'told'];
        throw new Error('no more');
      }
      const refused = database.transaction(() =>
        database.copyIn({ table: 'effect', columns: ['event_id', 'subject'] }, rows()),
      );
      await expect(refused).rejects.toThrow('no more');
      expect(await subjects()).toEqual([]);
    });

    it('copies rows behind what was sent before', async () => {
      const columns = ['event_id', 'subject'];
      await database.transaction(async () => {
        await database.send(INSERT, [ID, 'sent']);
        await database.copyIn({ table: 'effect', columns }, [[ID, 'copied']]);
      });
      expect(await subjects()).toEqual(['copied', 'sent']);
    });

    it('is undone, and says so, when somebody has caught the failure of another statement', async () => {
      const caught = database.transaction(async () => {
        await insert('before');
        await database.prepared(INSERT, ['no uuid', 'refused']).catch(() => undefined);
      });
      await expect(caught).rejects.toThrow('The transaction has failed.');
      expect(await subjects()).toEqual([]);
    });
  });
}
