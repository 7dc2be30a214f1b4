import { readdirSync, readFileSync } from 'node:fs';
import { CpuBudget } from './cpu-budget.ts';

const TICK_MS = 5;
const NANOSECONDS = 1_000_000;

// Lets the named processes run so much and no more, until its parent is gone: `limit.ts <share> <pid>…`. It is a process of
// its own, because whoever makes load cannot look at the clock in time.
const [share, ...pids] = process.argv.slice(2).map(Number);
const limited = pids.map((pid) => ({ pid, budget: new CpuBudget(share ?? 1), isRunning: true }));

setInterval(() => {
  for (const each of limited) {
    const mayRun = each.budget.mayRun(performance.now(), usedMs(each.pid));
    if (mayRun !== each.isRunning) signal(each.pid, mayRun ? 'SIGCONT' : 'SIGSTOP');
    each.isRunning = mayRun;
  }
}, TICK_MS);

process.on('disconnect', () => {
  for (const { pid } of limited) signal(pid, 'SIGCONT');
  process.exit();
});
// Ctrl-C is for the parent, who says goodbye.
process.on('SIGINT', () => undefined);
process.send?.('limiting');

/** Of all its threads. One that has ended uses nothing. */
function usedMs(pid: number): number {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const used = threads.map((thread) => readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8'));
    return used.reduce((total, line) => total + Number(line.slice(0, line.indexOf(' '))), 0) / NANOSECONDS;
  } catch {
    return 0;
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended.
  }
}
