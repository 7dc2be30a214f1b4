import { z } from 'zod';
import {
  Configuration,
  ConfigurationInvalid,
  configurationProblems,
  declaredVariables,
  loadConfiguration,
} from './configuration.ts';

class FirstConfig extends Configuration({
  FIRST_URL: z.url().describe('where it is'),
  FIRST_TRIES: z.coerce.number().int().min(1).default(3),
  FIRST_SECRET: z.string().min(32),
}) {}

Configuration({ SECOND_MODE: z.enum(['fast', 'safe']) });

const GOOD = { FIRST_URL: 'https://a.example', FIRST_SECRET: 'x'.repeat(32), SECOND_MODE: 'safe' };

describe('a configuration', () => {
  it('is read by its own names, with its defaults and its types', () => {
    const config = loadConfiguration(FirstConfig, { ...GOOD, FIRST_TRIES: '5', UNRELATED: 'x' });
    expect(config).toBeInstanceOf(FirstConfig);
    expect(Object.keys(config).toSorted()).toEqual(['FIRST_SECRET', 'FIRST_TRIES', 'FIRST_URL']);
    expect(config).toMatchObject({ FIRST_URL: 'https://a.example', FIRST_SECRET: 'x'.repeat(32), FIRST_TRIES: 5 });
    expect(loadConfiguration(FirstConfig, GOOD).FIRST_TRIES).toBe(3);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(loadConfiguration(FirstConfig, { ...GOOD, FIRST_TRIES: '' }).FIRST_TRIES).toBe(3);
    expect(() => loadConfiguration(FirstConfig, { ...GOOD, FIRST_URL: '' })).toThrow(ConfigurationInvalid);
  });

  it('tells of all bad variables at once', () => {
    const load = (): unknown => loadConfiguration(FirstConfig, { FIRST_URL: 'nowhere', FIRST_TRIES: '0' });
    expect(load).toThrow(
      /^The configuration has 3 problem\(s\):\n {2}- FIRST_URL: .+\n {2}- FIRST_TRIES: .+\n {2}- FIRST_SECRET: /,
    );
  });

  it('tells of all bad variables of all that was declared, without naming their values', () => {
    const problems = configurationProblems({ FIRST_URL: 'nowhere', FIRST_SECRET: 'too short', SECOND_MODE: 'slow' });
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(['FIRST_URL', 'FIRST_SECRET', 'SECOND_MODE']);
    expect(problems.join()).not.toContain('too short');
    expect(configurationProblems(GOOD)).toEqual([]);
  });

  it('tells what its values contradict together, once each of them is right', () => {
    const shape = { THIRD_LEAST: z.coerce.number().default(1), THIRD_MOST: z.coerce.number().default(9) };
    const objections = ({
      THIRD_LEAST: least,
      THIRD_MOST: most,
    }: {
      THIRD_LEAST: number;
      THIRD_MOST: number;
    }): string[] => (least > most ? ['THIRD_LEAST: must not be more than THIRD_MOST'] : []);
    class ThirdConfig extends Configuration(shape, objections) {}
    expect(loadConfiguration(ThirdConfig, { THIRD_LEAST: '9' }).THIRD_MOST).toBe(9);
    expect(() => loadConfiguration(ThirdConfig, { THIRD_LEAST: '10' })).toThrow('THIRD_LEAST: must not be more than');
    expect(configurationProblems({ ...GOOD, THIRD_LEAST: '10' })).toEqual([
      'THIRD_LEAST: must not be more than THIRD_MOST',
    ]);
    expect(configurationProblems({ ...GOOD, THIRD_LEAST: 'many', THIRD_MOST: '0' })).toHaveLength(1);
  });

  it('lists what was declared, with the text for its documentation', () => {
    const variables = declaredVariables();
    expect(variables.slice(0, 4).map((variable) => variable.name)).toEqual([
      'FIRST_URL',
      'FIRST_TRIES',
      'FIRST_SECRET',
      'SECOND_MODE',
    ]);
    expect(variables[0]?.schema.description).toBe('where it is');
  });
});
