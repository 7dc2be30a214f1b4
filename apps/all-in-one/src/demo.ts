import { readEnvironment } from '@tovar/platform';
import { optionsOrHelp, runCommand } from './command-line.ts';
import { bankDeclines, customerBuys, customerReceives, guestBuys } from './demo/acts.ts';
import { findShop } from './demo/find-shop.ts';
import { Narrator } from './demo/narrator.ts';

const HELP = `npm run demo [-- --data <folder>]

Buys in the running shop as people would, and follows each order live: a customer by GraphQL with PayPal, who gets a part of
the money back, a guest by REST with YooKassa, a guest whose bank says no, and a customer who follows the parcel live, reviews
what was in it and sends one of two things back. Start the shop first, in another terminal: npm start
`;

const { data } = optionsOrHelp(HELP, { data: { type: 'string' } });

await runCommand(async () => {
  const shop = await findShop(data ?? readEnvironment('.env').DATA_DIR ?? '.tovar');
  const narrator = new Narrator();
  await customerBuys(shop, narrator);
  await guestBuys(shop, narrator);
  await bankDeclines(shop, narrator);
  await customerReceives(shop, narrator);
});
