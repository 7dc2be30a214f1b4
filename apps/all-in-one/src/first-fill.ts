import { randomBytes } from 'node:crypto';
import { CreateFirstAccounts, FillDemoCustomers } from '@tovar/accounts';
import { FillDemoPromotions } from '@tovar/cart';
import { FillDemoCatalog } from '@tovar/catalog';
import type { DemoSize } from '@tovar/demo';
import type { RunningServices } from '@tovar/platform';
import { FillDemoReviews } from '@tovar/reviews';
import { allEnded } from './all-ended.ts';
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
 * Fills an empty catalogue, has it reviewed, lets the shop deliver and makes its offers; what is there already stays as it
 * is. Shows a bar on a terminal.
 */
export async function fillShop(running: RunningServices, { seed, size }: FillOptions): Promise<void> {
  const fill = { seed, size };
  const bar = new ProgressBar(`Filling the shop (${size}, seed ${seed})`);
  // Whoever runs other services alone has no use for Prisma.
  const [{ FillDemoShipping }, { FillDemoHistory }] = await Promise.all([
    import('@tovar/shipping'),
    import('@tovar/analytics'),
  ]);
  const filling = running.app('catalog').get(FillDemoCatalog);
  const reviewing = running.app('reviews').get(FillDemoReviews);
  const telling = running.app('analytics').get(FillDemoHistory);
  const delivering = async (): Promise<void> => {
    await running.app('shipping').get(FillDemoShipping).execute();
    await running.app('cart').get(FillDemoPromotions).execute(fill);
    await running.app('accounts').get(FillDemoCustomers).execute(fill);
  };
  const catalogue = filling.execute({ ...fill, onProgress: bar.part(0.7) });
  await allEnded([
    catalogue,
    delivering(),
    // Written meanwhile: once the catalogue tells of its products, reviews notes each of them, and both would wait for the other.
    reviewing.execute({ ...fill, after: catalogue, onProgress: bar.part(0.1) }),
    // The history is a matter of its own: nobody is told of it.
    telling.execute({ ...fill, onProgress: bar.part(0.2) }),
  ]);
  bar.end();
}

function newLogin(role: string): Login {
  return { role, email: `${role}@example.com`, password: randomBytes(12).toString('base64url') };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
