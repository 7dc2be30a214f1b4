export { startShop, type Shop } from './shop.ts';
export { ensureLogins, fillCatalogue, type Login } from './first-fill.ts';
