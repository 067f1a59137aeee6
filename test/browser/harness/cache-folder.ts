import { join } from 'node:path'

/** What may be thrown away and is made again: unpacked browsers, fonts, screenshots. Ignored by git. */
export const cacheFolder = join(import.meta.dirname, '../../../.cache')
