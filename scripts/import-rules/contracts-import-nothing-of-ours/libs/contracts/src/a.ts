import '../../platform/src/b.ts';
