import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { renderTables } from '../../scripts/tables/render-tables.ts'
import { createDesk } from './desk.ts'

test('the table types are those of the migrated database: run npm run tables after a migration', async () => {
  const desk = await createDesk()
  try {
    expect(await renderTables(desk.url)).toBe(
      await readFile(join(import.meta.dirname, '../../server/tables.generated.ts'), 'utf8'),
    )
  } finally {
    await desk.close()
  }
})
