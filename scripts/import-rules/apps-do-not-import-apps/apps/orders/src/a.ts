import '../../cart/src/b.ts';
