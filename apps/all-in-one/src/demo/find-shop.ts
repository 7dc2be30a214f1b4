import { CommandLineError } from '../command-line.ts';
import { DataFolder } from '../data-folder.ts';
import type { Login } from '../first-fill.ts';

export interface FoundShop {
  readonly url: string;
  /** The customer that the first start made. */
  readonly customer: Login;
  /** Who looks after the shop, and here reads what customers write. */
  readonly manager: Login;
  /** Who may give money back. */
  readonly admin: Login;
}

/** The shop that runs on the data folder now. */
export async function findShop(path: string): Promise<FoundShop> {
  const folder = DataFolder.at(path);
  const running = await folder.running();
  if (!running?.url)
    throw new CommandLineError(`No shop runs on ${folder.path}. Start one with "npm start" in another terminal.`);
  const logins = await folder.read<Login[]>('logins.json');
  const [customer, manager, admin] = ['customer', 'manager', 'admin'].map((wanted) =>
    logins?.find(({ role }) => role === wanted),
  );
  if (!customer || !manager || !admin)
    throw new CommandLineError(`The shop on ${folder.path} has no demo customers; it was started without demo data.`);
  return { url: running.url, customer, manager, admin };
}
