export { RebuildOrderViews } from './commands/rebuild-order-views.ts';
export { OrdersModule } from './orders.module.ts';
