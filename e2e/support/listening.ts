import { readdir, readFile, readlink } from 'node:fs/promises';

const LISTENS = '0A';

/** The addresses, `127.0.0.1:4000`, on which processes of these groups listen. */
export async function listeningAddresses(groups: readonly number[]): Promise<string[]> {
  const pids = await membersOf(new Set(groups));
  const inodes = new Set((await Promise.all(pids.map(socketsOf))).flat());
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8')));
  return tables
    .flatMap((table) => table.trim().split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode]) => state === LISTENS && inodes.has(inode ?? ''))
    .map(([, address = '']) => readable(address));
}

async function membersOf(groups: ReadonlySet<number>): Promise<string[]> {
  const members: string[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const [, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (groups.has(Number(group))) members.push(pid);
  }
  return members;
}

async function socketsOf(pid: string): Promise<string[]> {
  const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
  const targets = await Promise.all(files.map((file) => readlink(`/proc/${pid}/fd/${file}`).catch(() => '')));
  return targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []);
}

/** IPv4 as four bytes, the last one first; within IPv6 behind a mark. Other addresses stay as they are. */
function readable(address: string): string {
  const [host = '', port = ''] = address.split(':');
  const [, four] = /^(?:0{16}FFFF0000)?([0-9A-F]{8})$/.exec(host) ?? [];
  const bytes = (four?.match(/../g) ?? []).toReversed().map((byte) => Number.parseInt(byte, 16));
  return `${four ? bytes.join('.') : host}:${Number.parseInt(port, 16)}`;
}
