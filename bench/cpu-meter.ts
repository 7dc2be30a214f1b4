import { readdir, readFile } from 'node:fs/promises';

/** CPU time spent since the processes began. */
export interface CpuTime {
  readonly serverMs: number;
  readonly databaseMs: number;
}

// The kernel reports CPU time in hundredths of a second to every user program (proc(5), _SC_CLK_TCK).
const TICK_MS = 10;

/** Reads what a server and its PostgreSQL have spent. Works on Linux; elsewhere there is nothing to read. */
export class CpuMeter {
  constructor(private readonly serverPid: number) {}

  async read(): Promise<CpuTime | undefined> {
    const processes = await allProcesses().catch(() => undefined);
    const server = processes?.get(this.serverPid);
    if (!processes || !server) return undefined;
    const postmasters = [...processes.values()].filter(
      ({ parent, name }) => parent === this.serverPid && name === 'postgres',
    );
    const backends = [...processes.values()].filter(({ parent }) => postmasters.some(({ pid }) => pid === parent));
    return { serverMs: server.ownMs, databaseMs: sum([...postmasters, ...backends]) };
  }
}

interface ProcessTime {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  readonly ownMs: number;
}

async function allProcesses(): Promise<Map<number, ProcessTime>> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  return new Map(found.filter((stat) => stat !== '').map((stat) => [parsed(stat).pid, parsed(stat)]));
}

/** `pid (name) state ppid …`; the name may hold anything, so what follows its last parenthesis is counted. */
function parsed(stat: string): ProcessTime {
  const nameEnd = stat.lastIndexOf(')');
  const fields = stat.slice(nameEnd + 2).split(' ');
  return {
    pid: Number(stat.slice(0, stat.indexOf(' '))),
    name: stat.slice(stat.indexOf('(') + 1, nameEnd),
    parent: Number(fields[1]),
    ownMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS,
  };
}

function sum(processes: readonly ProcessTime[]): number {
  return processes.reduce((total, { ownMs }) => total + ownMs, 0);
}
