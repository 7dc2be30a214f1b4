import { readEnvironment } from '@tovar/platform';
import { optionsOrHelp, runCommand } from './command-line.ts';
import { buyByGraphQL } from './demo/buy-by-graphql.ts';
import { buyByRest } from './demo/buy-by-rest.ts';
import { findShop } from './demo/find-shop.ts';
import { Narrator } from './demo/narrator.ts';

const HELP = `npm run demo [-- --data <folder>]

Buys in the running shop as people would: a customer by GraphQL, then a guest by REST. Each pays on the provider's page and
follows the order live. Start the shop first, in another terminal: npm start
`;

const { data } = optionsOrHelp(HELP, { data: { type: 'string' } });

await runCommand(async () => {
  const shop = await findShop(data ?? readEnvironment('.env').DATA_DIR ?? '.tovar');
  const narrator = new Narrator();
  await buyByGraphQL(shop, narrator);
  await buyByRest(shop, narrator);
});
