import '../../contracts/src/b.ts';
