import { gzipSync } from 'node:zlib'
import { join } from 'node:path'
import { build, type Rolldown } from 'vite'
import { expect, test } from 'vitest'
import { budgets } from '../../vite.widget.ts'

const configFile = join(import.meta.dirname, '../../vite.widget.ts')

test('the widget is light: until the first click, and opened', { timeout: 60_000 }, async () => {
  const { output } = (await build({
    configFile,
    logLevel: 'error',
    build: { write: false },
  })) as Rolldown.RolldownOutput
  const gzipped = (start: string) => {
    const file = output.find(({ fileName }) => fileName.startsWith(start))
    return gzipSync(file?.type === 'chunk' ? file.code : (file?.source ?? '')).length
  }
  expect(gzipped('widget.js')).toBeGreaterThan(1000)
  expect(gzipped('widget.js')).toBeLessThanOrEqual(budgets.closed)
  expect(gzipped('chat-')).toBeGreaterThan(5000)
  expect(gzipped('widget.js') + gzipped('chat-')).toBeLessThanOrEqual(budgets.opened)
})
