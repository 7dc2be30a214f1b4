export { CartModule } from './cart.module.ts';
