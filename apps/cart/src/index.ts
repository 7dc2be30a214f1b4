export { CartModule } from './cart.module.ts';
export { FillDemoPromotions } from './commands/fill-demo-promotions.ts';
