export { services } from './services.ts';
export { startShop, type Shop } from './shop.ts';
export { type DistributedShop, startDistributedShop } from './distributed/distributed-shop.ts';
export { ensureLogins, fillShop, type Login } from './first-fill.ts';
export { ShopClient, ShopRefused } from './demo/shop-client.ts';
export { type BuyerChoice, visitBuyerPage } from './demo/buyer-page.ts';
export { CommandLineError, optionsOrHelp, runCommand } from './command-line.ts';
export { ProgressBar } from './progress-bar.ts';
