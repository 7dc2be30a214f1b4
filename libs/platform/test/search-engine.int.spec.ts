import { randomBytes } from 'node:crypto';
import { testEngine } from '@tovar/testing';
import { SearchEngine } from '../src/search-engine/search-engine.ts';
import { SearchEngineFailed } from '../src/search-engine/search-engine.errors.ts';

const MAPPINGS = { dynamic: 'strict', properties: { text: { type: 'keyword' } } };

describe('a search engine', () => {
  let engine: SearchEngine;
  const name = (): string => `test-${randomBytes(6).toString('hex')}`;

  beforeAll(async () => {
    engine = new SearchEngine({ url: await testEngine('opensearch') });
  });

  const textOf = async (index: string, id: string): Promise<unknown> =>
    ((await engine.ask('GET', `/${index}/_doc/${id}`)) as { _source: { text: string } })._source.text;

  it('keeps the latest version of a document, whichever comes first', async () => {
    const index = name();
    await engine.ensureIndex(index, MAPPINGS);
    await engine.ensureIndex(index, MAPPINGS);
    await engine.store({ index }, [{ id: 'a', version: '2', source: { text: 'newer' } }]);
    await engine.store({ index }, [
      { id: 'a', version: '1', source: { text: 'older' } },
      { id: 'b', version: '1', source: { text: 'other' } },
    ]);
    expect([await textOf(index, 'a'), await textOf(index, 'b')]).toEqual(['newer', 'other']);
    await engine.ask('DELETE', `/${index}`);
  });

  it('exchanges what stands behind a name in one step, and deletes what stood there', async () => {
    const [alias, first, second] = [name(), name(), name()];
    for (const index of [first, second]) await engine.ensureIndex(index, MAPPINGS);
    expect(await engine.indicesOf(alias)).toEqual([]);
    await engine.swap(alias, first);
    await engine.swap(alias, second);
    expect(await engine.indicesOf(alias)).toEqual([second]);
    await expect(engine.ask('GET', `/${first}`)).rejects.toThrow(SearchEngineFailed);
    await engine.ask('DELETE', `/${second}`);
  });

  it('says what it refuses: unknown fields, and names that stand for nothing', async () => {
    const index = name();
    await engine.ensureIndex(index, MAPPINGS);
    const document = { id: 'a', version: '1', source: { unknown: true } };
    await expect(engine.store({ index }, [document])).rejects.toThrow(/400 .*unknown/);
    await expect(engine.store({ alias: name() }, [document])).rejects.toThrow(/require_alias/);
    await engine.ask('DELETE', `/${index}`);
  });

  it('is told of as away when nobody listens', async () => {
    const nowhere = new SearchEngine({ url: 'http://127.0.0.1:1' });
    await expect(nowhere.indicesOf('any')).rejects.toThrow(SearchEngineFailed);
  });
});
