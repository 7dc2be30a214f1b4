// Loaded before a shop whose clock may be wrong: `Date` is off by as many milliseconds as the file says. It is looked at when
// SIGUSR2 comes, and files beside it say who listens, and what was taken. PostgreSQL keeps the right time, as another machine
// would.
import { readFileSync, writeFileSync } from 'node:fs';

const file = process.env.PROVE_CLOCK_FILE;
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
writeFileSync(`${file}.listener`, String(process.pid));
