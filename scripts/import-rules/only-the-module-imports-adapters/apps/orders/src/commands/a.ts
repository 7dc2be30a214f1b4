import '../adapters/b.ts';
