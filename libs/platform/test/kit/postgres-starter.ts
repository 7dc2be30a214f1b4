// A process that starts PostgreSQL in a folder and lives on: `postgres-starter.ts <folder>`.
import { EmbeddedPostgres } from '../../src/embedded-postgres/embedded-postgres.ts';

const postgres = await EmbeddedPostgres.start({ folder: process.argv[2] ?? '', settings: ['fsync=off'] });
process.stdout.write(`started ${postgres.pid} ${postgres.adminUrl}\n`);
