import type { PlantedFiles } from './planted-imports.ts'

/** A fault in the code that the linter has to report, in a file of its own, under this rule's name. */
export interface PlantedFault {
  rule: string
  file: string
  text: string
}

const later = 'async function later(): Promise<number> {\n  return 1\n}\n'

export const faults: PlantedFault[] = [
  {
    rule: 'no-floating-promises',
    file: 'server/platform/clock/floating.ts',
    text: `${later}export function start(): void {\n  later()\n}\n`,
  },
  {
    rule: 'no-floating-promises',
    file: 'server/platform/clock/floating-chain.ts',
    text: `${later}export function start(): void {\n  later().then((one) => one + 1)\n}\n`,
  },
  {
    rule: 'no-floating-promises',
    file: 'console/parts/floating.tsx',
    text: `${later}export function Start() {\n  return <button onClick={() => { later() }}>1</button>\n}\n`,
  },
  {
    rule: 'no-floating-promises',
    file: 'buyer/widget/floating.tsx',
    text: `${later}export function start(): void {\n  later()\n}\n`,
  },
  {
    rule: 'no-misused-promises',
    file: 'server/platform/clock/misused.ts',
    text: `${later}export function start(): string {\n  if (later()) return 'always'\n  return 'never'\n}\n`,
  },
  {
    rule: 'no-misused-promises',
    file: 'server/platform/clock/misused-callback.ts',
    text: `${later}export function start(all: number[]): void {\n  all.forEach(async () => { await later() })\n}\n`,
  },
  {
    rule: 'no-empty',
    file: 'server/platform/clock/empty-catch.ts',
    text: 'export function start(text: string): unknown {\n  try {\n    return JSON.parse(text)\n  } catch {}\n  return 1\n}\n',
  },
  {
    rule: 'no-unused-vars',
    file: 'server/platform/clock/unused.ts',
    text: 'export function start(): number {\n  const idle = 1\n  return 2\n}\n',
  },
  {
    rule: 'no-process-env',
    file: 'server/nouns/orders/environment.ts',
    text: 'export const port = process.env.PORT\n',
  },
  {
    rule: 'no-console',
    file: 'server/nouns/orders/console.ts',
    text: "export function start(): void {\n  console.log('here')\n}\n",
  },
  {
    rule: 'no-default-export',
    file: 'server/nouns/orders/default.ts',
    text: 'export default 1\n',
  },
  {
    rule: 'no-focused-tests',
    file: 'server/nouns/orders/focused.test.ts',
    text: "import { expect, test } from 'vitest'\n\ntest.only('one', () => {\n  expect(1).toBe(1)\n})\n",
  },
]

/** The same things where they are allowed. */
export const allowed: PlantedFiles = {
  'server/platform/config/read.ts': 'export const port = process.env.PORT\n',
  'server/app/print.ts': "export function start(): void {\n  console.log('here')\n}\n",
  'server/platform/clock/awaited.ts': `${later}export async function start(): Promise<void> {\n  await later()\n}\n`,
}
