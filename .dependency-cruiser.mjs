// The import rules of ARCHITECTURE.md. Each has a fixture under scripts/import-rules that breaks it.
const isTest = ['\\.spec\\.ts$', '/test/'];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'apps-do-not-import-apps',
      comment: 'Services meet over the link and the log. Only apps/all-in-one imports apps, by their index.ts.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: ['^apps/all-in-one/', ...isTest] },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'all-in-one-imports-apps-by-their-index',
      comment: 'What an app offers to a process stands in its index.ts.',
      severity: 'error',
      from: { path: '^apps/all-in-one/' },
      to: { path: '^apps/', pathNot: ['^apps/all-in-one/', '/src/index\\.ts$'] },
    },
    {
      name: 'only-the-module-imports-adapters',
      comment: 'Everything else depends on the port, so that the adapter can be another.',
      severity: 'error',
      from: { path: '^apps/', pathNot: ['/adapters/', '\\.module\\.ts$', ...isTest] },
      to: { path: '/src/adapters/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'Rules know no framework, database, network or clock.',
      severity: 'error',
      from: { path: '/src/domain/', pathNot: isTest },
      to: { path: ['node_modules/(@nestjs|typeorm|@prisma|pg|fastify|uuid)/', '^(node:)?(fs|http|https|child_process|timers)(/promises)?$', '/src/(api|adapters|commands|queries)/'] },
    },
    {
      name: 'contracts-import-nothing-of-ours',
      comment: 'What services say to each other must not depend on how one of them works.',
      severity: 'error',
      from: { path: '^libs/contracts/', pathNot: isTest },
      to: { path: ['^apps/', '^libs/(platform|testing|demo)/'] },
    },
    {
      name: 'platform-knows-no-business',
      comment: 'Everything technical, not one business word: so it imports no contract and no app.',
      severity: 'error',
      from: { path: '^libs/platform/', pathNot: [...isTest, '\\.contract\\.ts$'] },
      to: { path: ['^apps/', '^libs/(contracts|testing|demo)/'] },
    },
    {
      name: 'libs-do-not-import-apps',
      severity: 'error',
      comment: 'Dependencies point from apps to libs.',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'nothing-shipped-imports-testing',
      comment: 'libs/testing is for tests.',
      severity: 'error',
      from: { path: ['^apps/', '^libs/(contracts|platform|demo)/'], pathNot: [...isTest, '\\.contract\\.ts$'] },
      to: { path: '^libs/testing/' },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle has no first file to read. Types alone may meet.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(/dist/|/generated/)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['source', 'import', 'node', 'default'], extensions: ['.ts', '.js', '.json'] },
  },
};
