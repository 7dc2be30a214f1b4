// A process that starts Redis under a folder and lives on: `engine-starter.ts <home>`.
import { startEngine } from '../../src/engines/index.ts';

const { url } = await startEngine('redis', process.argv[2] ?? '');
process.stdout.write(`started ${url}\n`);
setInterval(() => undefined, 60_000);
