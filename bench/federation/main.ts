import { federationWorkload } from './workload.ts';

// `node scripts/run.mjs bench/federation/main.ts`
process.stdout.write(`${JSON.stringify(await federationWorkload(), undefined, 2)}\n`);
process.exit();
