import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  configurationProblems,
  declaredServices,
  declaredVariables,
  loadModules,
  requireValidConfiguration,
} from '@tovar/platform';
import { services } from '../services.ts';
import { generatedConfiguration } from './configuration-files.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const EMBEDDED = { ADMIN_DATABASE_URL: 'postgres://embedded' };

describe('the configuration of the whole shop', () => {
  beforeAll(() => loadModules(services));

  it('is documented for every configuration class of every service', async () => {
    const [example = '', reference = ''] = [...(await generatedConfiguration()).values()];
    const ofServices = declaredServices().flatMap(({ config = [] }) =>
      config.flatMap(({ shape }) => Object.keys(shape)),
    );
    expect(ofServices).toEqual(expect.arrayContaining(['GATEWAY_MAX_DEPTH', 'PORT']));
    for (const name of new Set([...ofServices, ...declaredVariables().map((variable) => variable.name)])) {
      expect(example).toContain(`#${name}=`);
      expect(reference).toContain(`| \`${name}\` |`);
    }
  });

  it('is committed as it is declared', async () => {
    for (const [path, content] of await generatedConfiguration())
      expect(await readFile(join(ROOT, path), 'utf8')).toBe(content);
  });

  it('is checked as a whole: the bad variables of all services are told at once', () => {
    expect(configurationProblems({ ...EMBEDDED, GATEWAY_MAX_DEPTH: '6' }).join()).not.toContain('GATEWAY_');
    const start = (): void =>
      requireValidConfiguration({
        ...EMBEDDED,
        GATEWAY_MAX_DEPTH: 'deep',
        GATEWAY_GUESTS: 'me',
        ORDERS_PAY_WITHIN_MS: '-',
      });
    expect(start).toThrow(/3 problem\(s\)/);
    for (const name of ['GATEWAY_MAX_DEPTH', 'GATEWAY_GUESTS', 'ORDERS_PAY_WITHIN_MS']) expect(start).toThrow(name);
  });
});
