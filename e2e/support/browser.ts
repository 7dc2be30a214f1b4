import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'];
/** Beside other suites. */
const STARTED_WITHIN_MS = 120_000;

/** A headless browser of the system; the test fails where there is none, because then nothing was proved. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = [process.env.CHROME_PATH, ...PLACES].find((path) => path !== undefined && existsSync(path));
  if (!executablePath)
    throw new Error('No Chromium was found. Install it (Debian: apt-get install chromium) or set CHROME_PATH.');
  return chromium.launch({
    executablePath,
    timeout: STARTED_WITHIN_MS,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}
