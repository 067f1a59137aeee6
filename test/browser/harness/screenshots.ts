import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Page, PageScreenshotOptions } from 'playwright-core'
import { cacheFolder } from './cache-folder.ts'

/**
 * With `SHOTS=1`, writes the page as it looks now to `.cache/shots/NAME.png` and returns the path; otherwise
 * does nothing. Names are kebab-case, `/` makes folders. Throws on another name.
 */
export async function shot(
  page: Page,
  name: string,
  options: Pick<PageScreenshotOptions, 'fullPage' | 'clip'> = {},
): Promise<string | undefined> {
  if (process.env.SHOTS !== '1') return undefined
  if (!/^[a-z0-9]+([-/][a-z0-9]+)*$/.test(name)) throw new Error(`A screenshot cannot be called "${name}".`)
  const path = join(cacheFolder, 'shots', `${name}.png`)
  await mkdir(dirname(path), { recursive: true })
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await page.screenshot({ path, animations: 'disabled', ...options })
  return path
}
