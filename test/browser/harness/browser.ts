import { chromium, type Browser, type BrowserContextOptions } from 'playwright-core'
import { findChromium } from './chromium.ts'
import { prepareFonts } from './fonts.ts'
import { watchPage, type WatchedPage } from './page-watch.ts'

/**
 * Starts a headless Chromium that can write Chinese and reaches nothing but this machine. Close it with
 * `browser.close()`. The first start on a machine unpacks for some seconds. Throws when there is no Chromium.
 */
export async function openBrowser(): Promise<Browser> {
  const [found, fonts] = await Promise.all([findChromium(), prepareFonts()])
  return chromium.launch({
    executablePath: found.path,
    env: { ...process.env, ...found.env, FONTCONFIG_FILE: fonts },
    args: [
      // It opens our own pages only, and the sandbox can be had neither as root nor in most containers.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--font-render-hinting=none',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE *.localhost',
    ],
  })
}

/** What a page is opened as; Playwright's own options may be added. Sizes in CSS pixels. */
export interface PageOptions extends BrowserContextOptions {
  /** Console errors and page errors that this test provokes on purpose. */
  allow?: RegExp[]
}

/**
 * A page in a context (cookies, storage) of its own, watched for faults: 1280 × 800, Chinese, no animations
 * unless the options say otherwise. End with `finish()`, which closes the context and throws on any fault.
 */
export async function openPage(browser: Browser, options: PageOptions = {}): Promise<WatchedPage> {
  const { allow = [], ...contextOptions } = options
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    ...contextOptions,
  })
  const watched = watchPage(context, allow)
  return { ...watched, context, page: await context.newPage() }
}
