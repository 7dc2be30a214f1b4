export { FillDemoShipping } from './commands/fill-demo-shipping.ts';
export { ShippingModule } from './shipping.module.ts';
