// Loaded before a process whose clock may be wrong: `Date` is off by as many milliseconds as its own file says. It is looked at
// when SIGUSR2 comes, and files beside it say that somebody listens, and what was taken. PostgreSQL keeps the right time, as
// another machine would.
import { readFileSync, writeFileSync } from 'node:fs';

const file = `${process.env.PROVE_CLOCK_FILE}.${process.pid}`;
const RightDate = Date;
let offsetMs = 0;

class SkewedDate extends RightDate {
  constructor(...args) {
    if (args.length === 0) super(RightDate.now() + offsetMs);
    else super(...args);
  }

  static now() {
    return RightDate.now() + offsetMs;
  }
}

globalThis.Date = SkewedDate;
process.on('SIGUSR2', () => {
  offsetMs = Number(readFileSync(file, 'utf8'));
  writeFileSync(`${file}.taken`, String(offsetMs));
});
writeFileSync(`${file}.listener`, '');
