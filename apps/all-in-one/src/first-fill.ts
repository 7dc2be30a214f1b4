import { randomBytes } from 'node:crypto';
import { CreateFirstAccounts, FillDemoCustomers } from '@tovar/accounts';
import { FillDemoPromotions } from '@tovar/cart';
import { FillDemoCatalog } from '@tovar/catalog';
import type { DemoSize } from '@tovar/demo';
import type { RunningServices } from '@tovar/platform';
import { FillDemoReviews } from '@tovar/reviews';
import type { DataFolder } from './data-folder.ts';
import { ProgressBar } from './progress-bar.ts';

export interface Login {
  readonly role: string;
  readonly email: string;
  readonly password: string;
}

export interface FillOptions {
  readonly seed: number;
  readonly size: DemoSize;
}

type OnProgress = (done: number, total: number) => void;

const ROLES = ['customer', 'manager', 'admin'];

/** The three logins, made on the first start with random passwords; they stay in the data folder for the operator. */
export async function ensureLogins(running: RunningServices, folder: DataFolder): Promise<readonly Login[]> {
  const logins = (await folder.read<Login[]>('logins.json')) ?? ROLES.map((role) => newLogin(role));
  await folder.write('logins.json', logins);
  const accounts = logins.map(({ role, email, password }) => ({
    email,
    password,
    displayName: capitalised(role),
    roles: [role],
  }));
  await running.app('accounts').get(CreateFirstAccounts).execute({ accounts });
  return logins;
}

/**
 * Fills an empty catalogue, lets the shop deliver, makes its offers and has it reviewed; what is there already stays as it
 * is. Shows bars on a terminal.
 */
export async function fillShop(running: RunningServices, { seed, size }: FillOptions): Promise<void> {
  const fill = { seed, size };
  await withBar(`Filling the shop (${size}, seed ${seed})`, (onProgress) =>
    running
      .app('catalog')
      .get(FillDemoCatalog)
      .execute({ ...fill, onProgress }),
  );
  // Whoever runs other services alone has no use for Prisma.
  const [{ FillDemoShipping }, { FillDemoHistory }] = await Promise.all([
    import('@tovar/shipping'),
    import('@tovar/analytics'),
  ]);
  await running.app('shipping').get(FillDemoShipping).execute();
  await running.app('cart').get(FillDemoPromotions).execute(fill);
  await running.app('accounts').get(FillDemoCustomers).execute(fill);
  await withBar('Having it reviewed', (onProgress) =>
    running
      .app('reviews')
      .get(FillDemoReviews)
      .execute({ ...fill, onProgress }),
  );
  await withBar('Telling its history', (onProgress) =>
    running
      .app('analytics')
      .get(FillDemoHistory)
      .execute({ ...fill, onProgress }),
  );
}

async function withBar(title: string, fill: (onProgress: OnProgress) => Promise<unknown>): Promise<void> {
  const bar = new ProgressBar(title);
  await fill((done, total) => bar.show(done, total));
  bar.end();
}

function newLogin(role: string): Login {
  return { role, email: `${role}@example.com`, password: randomBytes(12).toString('base64url') };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
