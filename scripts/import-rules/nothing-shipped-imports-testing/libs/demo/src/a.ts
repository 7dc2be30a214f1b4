import '../../testing/src/b.ts';
