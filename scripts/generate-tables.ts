import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withScratchDatabase } from '#test/database/scratch.ts'
import { renderTables } from './tables/render-tables.ts'

/** Writes `server/tables.generated.ts` from a freshly migrated database; `test/database/tables.test.ts` finds a forgotten run. */
await writeFile(
  join(import.meta.dirname, '../server/tables.generated.ts'),
  await withScratchDatabase(renderTables),
)
