import { readdir, readFile } from 'node:fs/promises';

/** CPU time spent since the processes began. */
export interface CpuTime {
  readonly serverMs: number;
  readonly databaseMs: number;
  /** Of other servers that it has started: a distributed shop's Kafka, RabbitMQ and Redis. */
  readonly brokersMs: number;
}

/** CPU that one request cost, in milliseconds: of the server's processes, of its PostgreSQL, and of its brokers. */
export interface CpuOfOne {
  readonly serverCpuMs: number;
  readonly databaseCpuMs: number;
  readonly brokersCpuMs: number;
}

/** What each of so many requests cost between two readings; nothing where there is nothing to read. */
export function cpuOfOne(before: CpuTime | undefined, after: CpuTime | undefined, requests: number): Partial<CpuOfOne> {
  if (!before || !after) return {};
  // What a process has spent is gone with it, such as a connection's of PostgreSQL.
  const spent = (part: keyof CpuTime): number => Math.max(0, after[part] - before[part]) / requests;
  return { serverCpuMs: spent('serverMs'), databaseCpuMs: spent('databaseMs'), brokersCpuMs: spent('brokersMs') };
}

// The kernel reports CPU time in hundredths of a second to every user program (proc(5), _SC_CLK_TCK).
const TICK_MS = 10;

/**
 * Reads what a server, the services that it has started as processes of their own and their engines have spent. Works on
 * Linux; elsewhere there is nothing to read.
 */
export class CpuMeter {
  constructor(private readonly serverPid: number) {}

  async read(): Promise<CpuTime | undefined> {
    const processes = await allProcesses().catch(() => undefined);
    const server = processes?.get(this.serverPid);
    if (!processes || !server) return undefined;
    const below = descendants(server, [...processes.values()]);
    const services = below.filter(({ name }) => name === server.name);
    const database = below.filter(({ name }) => name === 'postgres');
    return {
      serverMs: sum([server, ...services]),
      databaseMs: sum(database),
      brokersMs: sum(below) - sum(services) - sum(database),
    };
  }
}

function descendants({ pid }: ProcessTime, all: readonly ProcessTime[]): ProcessTime[] {
  return all.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...descendants(child, all)]);
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
