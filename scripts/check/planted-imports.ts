/** Files of a made-up tree: path to text. */
export type PlantedFiles = Record<string, string>

/** An import that a rule has to catch: `from` imports `to`, and the rule of this name objects. */
export interface PlantedImport {
  rule: string
  from: string
  /** As it stands in the import: a subpath (`#nouns/…`), a relative path, a package or a `node:` module. */
  to: string
  typeOnly?: boolean
}

/** What the offences and the innocents import. */
export const ground: PlantedFiles = {
  'contract/shape.ts': 'export const shape = 1\n',
  'server/app/main.ts': 'export const main = 1\n',
  'server/tables.generated.ts': 'export interface Tables { a: 1 }\n',
  'server/platform/clock/clock.ts': 'export const clock = 1\n',
  'server/platform/clock/zone.rules.ts': 'export const zone = 1\n',
  'server/platform/database/database.ts': 'export const database = 1\n',
  'server/nouns/orders/index.ts': "export { order } from './order.service.ts'\n",
  'server/nouns/orders/order.service.ts': 'export const order = 1\n',
  'server/nouns/orders/order.store.ts': 'export const store = 1\n',
  'server/nouns/orders/order.rules.ts': 'export const verdict = 1\n',
  'server/nouns/customers/index.ts': 'export const customer = 1\n',
  'server/nouns/insight/index.ts': 'export const measure = 1\n',
  'server/hearts/care/index.ts': 'export const care = 1\n',
  'server/hearts/care/visits/visit.rules.ts': 'export const visit = 1\n',
  'server/connectors/stores/taobao/report.ts': 'export const report = 1\n',
  'console/app/router.tsx': 'export const router = 1\n',
  'console/parts/button.tsx': 'export const button = 1\n',
  'console/nouns/order-card.tsx': 'export const card = 1\n',
  'console/hearts/care/screen.tsx': 'export const screen = 1\n',
  'buyer/parts/bubble.tsx': 'export const bubble = 1\n',
  'buyer/portal/page.tsx': 'export const page = 1\n',
  'test/builders/order.ts': 'export const build = 1\n',
  'bench/chat.ts': 'export const chat = 1\n',
  'scripts/build.ts': 'export const build = 1\n',
}

/** At least one per rule. The kind of file (store, rules, routes, test) is part of the offence. */
export const offences: PlantedImport[] = [
  { rule: 'resolvable', from: 'server/platform/clock/a.ts', to: '#platform/clock/nowhere.ts' },
  { rule: 'npm-declared', from: 'server/platform/clock/b.ts', to: 'acorn' },
  { rule: 'npm-not-dev', from: 'server/platform/clock/c.ts', to: 'fast-check' },
  { rule: 'tests-unimported', from: 'server/platform/clock/d.ts', to: '#test/builders/order.ts' },
  { rule: 'tests-unimported', from: 'server/app/a.ts', to: '../../bench/chat.ts' },
  { rule: 'contract-alone', from: 'contract/a.ts', to: '#platform/clock/clock.ts' },
  { rule: 'contract-alone', from: 'contract/b.ts', to: 'node:fs' },
  { rule: 'contract-alone', from: 'contract/c.ts', to: 'kysely' },
  { rule: 'platform-knows-no-shop', from: 'server/platform/clock/e.ts', to: '#nouns/orders/index.ts' },
  { rule: 'platform-knows-no-shop', from: 'server/platform/clock/f.ts', to: '#hearts/care/index.ts' },
  { rule: 'platform-knows-no-shop', from: 'server/platform/clock/g.ts', to: '#app/main.ts', typeOnly: true },
  { rule: 'nouns-below-hearts', from: 'server/nouns/orders/a.ts', to: '#hearts/care/index.ts' },
  { rule: 'nouns-below-hearts', from: 'server/nouns/orders/b.ts', to: '#app/main.ts' },
  { rule: 'noun-by-its-index', from: 'server/nouns/customers/a.ts', to: '#nouns/orders/order.store.ts' },
  {
    rule: 'noun-by-its-index',
    from: 'server/nouns/customers/b.ts',
    to: '../orders/order.service.ts',
    typeOnly: true,
  },
  {
    rule: 'noun-by-its-index-from-outside',
    from: 'server/hearts/care/a.ts',
    to: '#nouns/orders/order.service.ts',
  },
  { rule: 'insight-only-listens', from: 'server/hearts/care/b.ts', to: '#nouns/insight/index.ts' },
  { rule: 'insight-only-listens', from: 'server/nouns/orders/c.ts', to: '#nouns/insight/index.ts' },
  { rule: 'hearts-never-meet', from: 'server/hearts/delivery/a.ts', to: '#hearts/care/index.ts' },
  { rule: 'hearts-never-meet', from: 'server/hearts/delivery/b.ts', to: '../care/index.ts', typeOnly: true },
  {
    rule: 'hearts-never-meet',
    from: 'server/hearts/delivery/a.rules.ts',
    to: '#hearts/care/visits/visit.rules.ts',
  },
  { rule: 'hearts-scope', from: 'server/hearts/delivery/c.ts', to: '#app/main.ts' },
  { rule: 'connectors-scope', from: 'server/connectors/stores/shopify/a.ts', to: '#nouns/orders/index.ts' },
  { rule: 'connectors-sealed', from: 'server/connectors/stores/shopify/b.ts', to: '../taobao/report.ts' },
  {
    rule: 'connectors-sealed',
    from: 'server/connectors/carriers/kuaidi100/a.ts',
    to: '#connectors/stores/taobao/report.ts',
  },
  {
    rule: 'only-app-names-connectors',
    from: 'server/nouns/orders/d.ts',
    to: '#connectors/stores/taobao/report.ts',
  },
  {
    rule: 'only-app-names-connectors',
    from: 'server/hearts/care/c.ts',
    to: '#connectors/stores/taobao/report.ts',
  },
  { rule: 'console-scope', from: 'console/app/a.ts', to: '#platform/clock/clock.ts' },
  { rule: 'console-scope', from: 'console/parts/a.tsx', to: '#buyer/parts/bubble.tsx' },
  {
    rule: 'console-hearts-never-meet',
    from: 'console/hearts/delivery/a.tsx',
    to: '#console/hearts/care/screen.tsx',
  },
  { rule: 'console-hearts-scope', from: 'console/hearts/delivery/b.tsx', to: '#console/app/router.tsx' },
  { rule: 'console-nouns-scope', from: 'console/nouns/a.tsx', to: '#console/hearts/care/screen.tsx' },
  { rule: 'console-parts-scope', from: 'console/parts/b.tsx', to: '#console/nouns/order-card.tsx' },
  { rule: 'buyer-scope', from: 'buyer/widget/a.ts', to: '#nouns/orders/index.ts' },
  { rule: 'buyer-scope', from: 'buyer/portal/a.tsx', to: '#console/parts/button.tsx' },
  { rule: 'buyer-apart', from: 'buyer/widget/b.tsx', to: '#buyer/portal/page.tsx' },
  { rule: 'buyer-apart', from: 'buyer/parts/a.tsx', to: '#buyer/portal/page.tsx' },
  { rule: 'buyer-without-react', from: 'buyer/widget/c.tsx', to: 'react' },
  { rule: 'buyer-without-react', from: 'buyer/parts/b.tsx', to: 'react', typeOnly: true },
  { rule: 'buyer-without-react', from: 'buyer/portal/b.tsx', to: '@tanstack/react-query' },
  { rule: 'browser-without-node', from: 'console/parts/c.ts', to: 'node:path' },
  { rule: 'rules-are-pure', from: 'server/nouns/orders/a.rules.ts', to: 'node:crypto' },
  { rule: 'rules-are-pure', from: 'server/nouns/orders/b.rules.ts', to: 'uuidv7' },
  { rule: 'rules-are-pure', from: 'server/nouns/orders/c.rules.ts', to: './order.store.ts', typeOnly: true },
  { rule: 'rules-are-pure', from: 'server/nouns/orders/d.rules.ts', to: '#platform/clock/clock.ts' },
  { rule: 'routes-without-database', from: 'server/nouns/orders/a.routes.ts', to: './order.store.ts' },
  {
    rule: 'routes-without-database',
    from: 'server/nouns/orders/b.routes.ts',
    to: '#platform/database/database.ts',
  },
]

/** A cycle takes two files, so it is planted by hand. */
export const cycle = {
  rule: 'no-cycles',
  files: {
    'server/platform/clock/cycle-a.ts':
      "import type { B } from './cycle-b.ts'\nexport interface A { b: B }\n",
    'server/platform/clock/cycle-b.ts':
      "import type { A } from './cycle-a.ts'\nexport interface B { a: A }\n",
  },
}

/** Imports that the architecture allows: a rule that objects is too broad. */
export const innocents: Omit<PlantedImport, 'rule'>[] = [
  { from: 'contract/good-a.ts', to: 'typebox' },
  { from: 'contract/good-b.ts', to: './shape.ts' },
  { from: 'contract/good.test.ts', to: 'vitest' },
  { from: 'server/platform/clock/good-a.ts', to: '#contract/shape.ts' },
  { from: 'server/platform/clock/good-b.ts', to: 'node:fs' },
  { from: 'server/platform/clock/good-c.ts', to: 'kysely' },
  { from: 'server/platform/clock/good-d.ts', to: '#tables', typeOnly: true },
  { from: 'server/platform/clock/good.test.ts', to: '#test/builders/order.ts' },
  { from: 'server/nouns/customers/good-a.ts', to: '#nouns/orders/index.ts' },
  { from: 'server/nouns/customers/good-b.ts', to: '#platform/database/database.ts' },
  { from: 'server/nouns/customers/good.rules.ts', to: '#nouns/orders/order.rules.ts' },
  { from: 'server/nouns/customers/good-b.rules.ts', to: '#platform/clock/zone.rules.ts' },
  { from: 'server/nouns/customers/good-c.rules.ts', to: '#contract/shape.ts' },
  { from: 'server/nouns/customers/good-c.rules.test.ts', to: 'fast-check' },
  { from: 'server/nouns/orders/good.service.ts', to: './order.store.ts' },
  { from: 'server/nouns/orders/good.routes.ts', to: './order.service.ts' },
  { from: 'server/hearts/care/visits/good.service.ts', to: '../index.ts' },
  { from: 'server/hearts/care/good-a.ts', to: '#nouns/orders/index.ts' },
  { from: 'server/hearts/care/good.rules.ts', to: '#nouns/orders/order.rules.ts' },
  { from: 'server/connectors/stores/taobao/good-a.ts', to: './report.ts' },
  { from: 'server/connectors/stores/taobao/good-b.ts', to: '#platform/clock/clock.ts' },
  { from: 'server/app/good-a.ts', to: '#connectors/stores/taobao/report.ts' },
  { from: 'server/app/good-b.ts', to: '#nouns/insight/index.ts' },
  { from: 'server/app/good-c.ts', to: '#nouns/orders/order.service.ts' },
  { from: 'console/app/good.tsx', to: '#console/hearts/care/screen.tsx' },
  { from: 'console/hearts/care/good-a.tsx', to: '#console/nouns/order-card.tsx' },
  { from: 'console/hearts/care/good-b.tsx', to: 'react' },
  { from: 'console/nouns/good.tsx', to: '#console/parts/button.tsx' },
  { from: 'buyer/widget/good-a.tsx', to: '#buyer/parts/bubble.tsx' },
  { from: 'buyer/widget/good-b.tsx', to: 'preact' },
  { from: 'buyer/widget/good-c.tsx', to: '#contract/shape.ts' },
  { from: 'test/good.test.ts', to: '#nouns/orders/order.store.ts' },
  { from: 'test/good-b.test.ts', to: '#connectors/stores/taobao/report.ts' },
  { from: 'scripts/good.ts', to: '#platform/database/database.ts' },
]
