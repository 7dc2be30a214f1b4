import '../../../apps/cart/src/b.ts';
