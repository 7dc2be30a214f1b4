// `npm run build`: compiles every package to its dist folder.
import { spawnSync } from 'node:child_process';
import { bundledNode, installDependencies, root } from './install.mjs';

installDependencies();
const tsc = ['node_modules/typescript7/bin/tsc', '-b', 'tsconfig.build.json'];
process.exit(spawnSync(bundledNode(), tsc, { cwd: root, stdio: 'inherit' }).status ?? 1);
