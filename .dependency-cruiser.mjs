// Who may import whom: the table of the architecture, one rule or a few for every row. scripts/check/planted.ts
// plants at least one offence for each rule and fails when one is not caught.
//
// Tests may import what they like and nobody may import them: the rules protect the product.
const tests = '[.]test[.]tsx?$'
const rulesFiles = '[.]rules[.]ts$'
const npm = (names) => `(^|/)node_modules/(${names})(/|$)`

/** Part of a rule's `from`: these folders without their tests. */
const product = (path, ...pathNot) => ({ path, pathNot: [tests, ...pathNot] })

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const forbidden = [
  {
    name: 'no-cycles',
    comment: 'A file must not lead back to itself, not even by types alone.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'resolvable',
    comment: 'Every import must lead to a file; otherwise the other rules judge nothing.',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'npm-declared',
    comment: 'A package that package.json does not name is there by accident.',
    from: {},
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'npm-not-dev',
    comment: 'The product runs without devDependencies; types may come from them.',
    from: product('^(contract|server|console|buyer|bin)/'),
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'tests-unimported',
    comment: 'The product never imports a test or what tests are built from.',
    from: product('^(contract|server|console|buyer|bin)/'),
    to: { path: [tests, '^(test|bench)/'] },
  },
  {
    name: 'contract-alone',
    comment: 'contract may import itself and typebox.',
    from: product('^contract/'),
    to: { pathNot: ['^contract/', npm('typebox')] },
  },
  {
    name: 'platform-knows-no-shop',
    comment: 'platform may import contract. It must be of use to a dentist.',
    from: product('^server/platform/'),
    to: {
      path: '^(server|console|buyer)/',
      pathNot: ['^server/platform/', '^server/tables[.]generated[.]ts$'],
    },
  },
  {
    name: 'nouns-below-hearts',
    comment: 'nouns may import contract, platform and each other.',
    from: product('^server/nouns/'),
    to: { path: '^(server/(hearts|app|connectors)|console|buyer)/' },
  },
  {
    name: 'noun-by-its-index',
    comment: "A noun is entered through its index.ts; rules may import another noun's rules.",
    from: product('^server/nouns/([^/]+)/', rulesFiles),
    to: { path: '^server/nouns/', pathNot: ['^server/nouns/$1/', '^server/nouns/[^/]+/index[.]ts$'] },
  },
  {
    name: 'noun-by-its-index-from-outside',
    comment: 'Hearts enter a noun through its index.ts; rules may import its rules.',
    from: product('^server/(?!nouns/|app/)', rulesFiles),
    to: { path: '^server/nouns/', pathNot: '^server/nouns/[^/]+/index[.]ts$' },
  },
  {
    name: 'insight-only-listens',
    comment: 'Nobody but server/app imports insight.',
    from: product('^(contract|server|console|buyer)/', '^server/app/', '^server/nouns/insight/'),
    to: { path: '^server/nouns/insight/' },
  },
  {
    name: 'hearts-never-meet',
    comment: 'No heart imports another: they meet through events.',
    from: product('^server/hearts/([^/]+)/'),
    to: { path: '^server/hearts/', pathNot: '^server/hearts/$1/' },
  },
  {
    name: 'hearts-scope',
    comment: "hearts may import contract, platform and nouns' index.ts.",
    from: product('^server/hearts/'),
    to: { path: '^(server/(app|connectors)|console|buyer)/' },
  },
  {
    name: 'connectors-scope',
    comment: 'connectors may import contract and platform.',
    from: product('^server/connectors/'),
    to: { path: '^(server|console|buyer)/', pathNot: ['^server/connectors/', '^server/platform/'] },
  },
  {
    name: 'connectors-sealed',
    comment: 'No connector imports another.',
    from: product('^server/connectors/([^/]+)/([^/]+)/'),
    to: { path: '^server/connectors/[^/]+/[^/]+/', pathNot: '^server/connectors/$1/$2/' },
  },
  {
    name: 'only-app-names-connectors',
    comment: 'Only server/app names a concrete connector.',
    from: product('^(contract|server|console|buyer)/', '^server/(app|connectors)/'),
    to: { path: '^server/connectors/' },
  },
  {
    name: 'console-scope',
    comment: 'The console knows the server through contract only, and nothing of buyer.',
    from: product('^console/'),
    to: { path: '^(server|buyer)/' },
  },
  {
    name: 'console-hearts-never-meet',
    comment: 'No heart of the console imports another.',
    from: product('^console/hearts/([^/]+)/'),
    to: { path: '^console/hearts/', pathNot: '^console/hearts/$1/' },
  },
  {
    name: 'console-hearts-scope',
    comment: 'The hearts of the console may import contract, console/nouns and console/parts.',
    from: product('^console/hearts/'),
    to: { path: '^console/(?!hearts/|nouns/|parts/)' },
  },
  {
    name: 'console-nouns-scope',
    comment: 'console/nouns may import contract, each other and console/parts.',
    from: product('^console/nouns/'),
    to: { path: '^console/(?!nouns/|parts/)' },
  },
  {
    name: 'console-parts-scope',
    comment: 'console/parts may import contract and each other.',
    from: product('^console/parts/'),
    to: { path: '^console/(?!parts/)' },
  },
  {
    name: 'buyer-scope',
    comment: 'buyer may import contract and its own parts.',
    from: product('^buyer/'),
    to: { path: '^(server|console)/' },
  },
  {
    name: 'buyer-apart',
    comment: 'The widget and the portal share buyer/parts and nothing else.',
    from: product('^buyer/([^/]+)/'),
    to: { path: '^buyer/[^/]+/', pathNot: ['^buyer/$1/', '^buyer/parts/'] },
  },
  {
    name: 'buyer-without-react',
    comment: 'buyer never imports React: its size is counted in kilobytes.',
    from: { path: '^buyer/' },
    to: {
      path: npm(
        'react|react-dom|scheduler|@types/react|@types/react-dom|@mantine/[^/]+|@tanstack/react-[^/]+',
      ),
    },
  },
  {
    name: 'browser-without-node',
    comment: 'Browser code cannot import parts of Node.',
    from: product('^(console|buyer)/'),
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'rules-are-pure',
    comment: '*.rules.ts may import contract and other rules: no I/O, no npm, no node:.',
    from: { path: rulesFiles },
    to: { pathNot: ['^contract/', rulesFiles] },
  },
  {
    name: 'routes-without-database',
    comment: '*.routes.ts never imports a store or the database: it calls services.',
    from: { path: '[.]routes[.]ts$' },
    to: { path: ['[.]store[.]ts$', '^server/platform/database/'] },
  },
]

export default {
  forbidden: forbidden.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    // Imports of types count: a type of another heart is knowledge of another heart.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      // As Node and the bundler do: package.json "imports" (#contract/…) and "exports".
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
