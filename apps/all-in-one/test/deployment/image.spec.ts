import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './compose-file.ts';

const lines = readFileSync(join(ROOT, 'deploy/Dockerfile'), 'utf8').split('\n');
const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
const ignored = readFileSync(join(ROOT, '.dockerignore'), 'utf8')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'));

describe('the image', () => {
  it('[CONT-01] is built in stages from a base of one version, and keeps nothing of what built it', () => {
    expect(lines).toContain('ARG NODE_IMAGE=node:24.21.0-bookworm-slim');
    const bases = lines.filter((line) => line.startsWith('FROM ')).map((line) => line.split(' ')[1]);
    expect(new Set(bases)).toEqual(new Set(['${NODE_IMAGE}', 'base']));
    const copied = last.filter((line) => line.startsWith('COPY ')).map((line) => line.split(' ')[1]);
    expect(copied).toEqual(['--from=dependencies', ...Array(3).fill('--from=build'), 'deploy/probe.mjs']);
  });

  it('[CONT-01] has no dependencies of developers, and nothing that could install any', () => {
    expect(lines.some((line) => line.endsWith('npm ci --omit=dev'))).toBe(true);
    expect(last.some((line) => /^RUN rm -rf .*node_modules.*bin\/npm/.test(line))).toBe(true);
    expect(lines.join('\n')).toContain('NPM_CONFIG_IGNORE_SCRIPTS=true');
  });

  it('[CONT-01] runs as a user who is a number and not root', () => {
    expect(last.filter((line) => line.startsWith('USER '))).toEqual(['USER 10001:10001']);
  });

  it('[CONT-01] is made of what is named, without settings, tests, keys or history', () => {
    expect(ignored[0]).toBe('*');
    const named = ignored.filter((line) => line.startsWith('!'));
    expect(named).toEqual([
      '!package.json',
      '!package-lock.json',
      '!tsconfig.base.json',
      '!tsconfig.build.json',
      '!apps',
      '!libs',
      '!deploy/probe.mjs',
    ]);
    for (const pattern of ['**/.env*', '**/*.spec.ts', '**/*.pem', '**/*.key', '**/node_modules', '**/.tovar'])
      expect(ignored.indexOf(pattern)).toBeGreaterThan(ignored.indexOf('!libs'));
  });

  it('[CONT-01] [SEC-01] holds no secret: what a build needs is mounted for one step', () => {
    expect(lines.filter((line) => /^(ENV|ARG)\b.*(SECRET|PASSWORD|TOKEN|DATABASE_URL)/.test(line))).toEqual([]);
    expect(last.some((line) => line.includes('/run/secrets'))).toBe(false);
  });

  it('[CONT-03] starts Node itself, which hears SIGTERM, and tells whether it is ready', () => {
    expect(last).toContain('STOPSIGNAL SIGTERM');
    expect(last.some((line) => line.startsWith('ENTRYPOINT ["node"'))).toBe(true);
    expect(last.some((line) => /^HEALTHCHECK .* CMD \["node", "deploy\/probe.mjs"\]$/.test(line))).toBe(true);
  });

  it('[CONT-04] forbids __proto__', () => {
    expect(last.some((line) => line.includes('"--disable-proto=delete"'))).toBe(true);
  });
});
