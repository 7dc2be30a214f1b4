// `npm run start:prod`: builds, then runs the compiled shop with NODE_ENV=production.
import { spawn, spawnSync } from 'node:child_process';
import { bundledNode, installDependencies, root } from './install.mjs';

installDependencies();
const built = spawnSync(bundledNode(), ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' });
if (built.status !== 0) process.exit(built.status ?? 1);
const shop = spawn(bundledNode(), ['--enable-source-maps', 'apps/all-in-one/dist/main.js', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'production' },
});
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => shop.kill('SIGTERM'));
shop.once('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
