export { type DemoMethod, type DemoRate, type DemoZone, demoDelivery } from './delivery.ts';
export * from './demo-product.ts';
export type { DemoCustomer } from './people.ts';
export type { DemoDay, DemoOrder, DemoOrderLine } from './orders.ts';
export { drawPicture } from './pictures/draw-picture.ts';
export { type DemoPromotion, demoPromotions, type DemoTaxRate, demoTaxRates } from './promotions.ts';
export type { DemoComment, DemoReview } from './reviews.ts';
export { demoShop, PRODUCT_COUNTS, type DemoShop, type DemoSize } from './shop.ts';
export { BASE_DATE, OPENED_AT } from './timeline.ts';
