import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { openBrowser } from './browser.ts'
import { newFolder, removeFolder, startDesk, type DeskServer } from './desk-server.ts'

/** What the tests of one file play on. A test that starts the desk anew puts the new one here. */
export interface Stage {
  browser: Browser
  desk: DeskServer
}

/** A browser, and a desk on a data folder of its own: set before the first test of the calling file, cleared after the last. */
export const setStage = (): Stage => {
  const stage = {} as Stage
  beforeAll(async () => {
    stage.browser = await openBrowser()
    stage.desk = await startDesk(await newFolder())
  })
  afterAll(async () => {
    await stage.browser.close()
    await stage.desk.stop()
    await removeFolder(stage.desk.folder)
  })
  return stage
}
