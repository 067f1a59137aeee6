import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible } from './axe.ts'
import { openBrowser, openPage } from './browser.ts'
import { staysHere } from './page-watch.ts'
import { shot } from './screenshots.ts'

const pages: Record<string, string> = {
  '/': `<!doctype html><html lang="zh"><title>五心</title><main>
    <h1 style="font: bold 32px serif">五心：顺心 放心 安心 省心 贴心</h1>
    <p style="font: 20px sans-serif">亲，您好！在的亲。什么时候发货？¥39.90 Your parcel leaves today, 15:30.</p>
    <p style="font: bold 20px sans-serif">首问负责制 · 还可以 40 · 满意 60 · 非常满意 100</p>
    <p style="font: 20px system-ui">繁體 鑫淼 骉骕 喆 堃 頔 （）「」……—— ★ ℃ ① → ✓ 亍 侉</p></main></html>`,
  '/unreadable': `<!doctype html><html lang="zh"><title>灰</title><main><h1>灰</h1>
    <p style="color: #ddd; background: #fff">看不清</p><input></main></html>`,
  '/broken': `<!doctype html><html lang="zh"><title>坏</title><main><h1>坏</h1></main>
    <script>console.error('planted console error'); setTimeout(() => { throw new Error('planted error') })</script>
    <img alt="" src="http://cdn.example.com/planted.png"></html>`,
}

let server: Server
let browser: Browser
let origin: string

beforeAll(async () => {
  server = createServer((request, response) => {
    const body = pages[request.url ?? '']
    response.writeHead(body ? 200 : 204, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'self' http:; style-src 'unsafe-inline'; script-src 'unsafe-inline'",
    })
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

test('Chinese is written, not left out or drawn as boxes', async () => {
  const { page, finish } = await openPage(browser)
  await page.goto(origin)
  await shot(page, 'harness/chinese')
  // A missing glyph is drawn alike, or not at all, whichever character it stands for.
  for (const family of ['sans-serif', 'serif', 'system-ui']) {
    const pictures = await page.evaluate((family) => {
      const draw = (character: string) => {
        const canvas = document.createElement('canvas')
        canvas.width = canvas.height = 48
        const pen = canvas.getContext('2d')
        if (!pen) throw new Error('no canvas')
        pen.font = `40px ${family}`
        pen.fillText(character, 4, 40)
        return canvas.toDataURL()
      }
      return [...'顺心亲骉佧★℃→ '].map(draw)
    }, family)
    expect(new Set(pictures).size, family).toBe(9)
  }
  await finish()
})

test('a page without fault passes, under a Content-Security-Policy', async () => {
  const { page, finish } = await openPage(browser)
  await page.goto(origin)
  await expectAccessible(page)
  await finish()
})

test('accessibility faults are found and named', async () => {
  const { page, finish } = await openPage(browser)
  await page.goto(`${origin}/unreadable`)
  await expect(expectAccessible(page)).rejects.toThrow(/color-contrast at p/)
  await expect(expectAccessible(page)).rejects.toThrow(/label at input/)
  await expectAccessible(page, { without: ['color-contrast', 'label'] })
  await finish()
})

test('errors in a page and requests to other machines fail the test', async () => {
  const { page, faults, finish } = await openPage(browser)
  await page.goto(`${origin}/broken`, { waitUntil: 'load' })
  await expect.poll(() => faults().join('\n')).toContain('uncaught error: Error: planted error')
  expect(faults().join('\n')).toContain('console error: planted console error')
  expect(faults()).toContain('request to another machine: http://cdn.example.com/planted.png')
  await expect(finish()).rejects.toThrow(/faults/)
})

test('expected errors are let through, a request to another machine never', async () => {
  const { page, faults, finish } = await openPage(browser, { allow: [/planted/, /ERR_NAME_NOT_RESOLVED/] })
  await page.goto(`${origin}/broken`, { waitUntil: 'load' })
  await expect.poll(faults).toEqual(['request to another machine: http://cdn.example.com/planted.png'])
  await expect(finish()).rejects.toThrow(/1 faults/)
})

test('only this machine counts as here', () => {
  expect(staysHere('http://127.0.0.1:4555/x')).toBe(true)
  expect(staysHere('http://shop.localhost:4556/')).toBe(true)
  expect(staysHere('data:image/png;base64,AA')).toBe(true)
  expect(staysHere('http://127.0.0.1.example.com/')).toBe(false)
  expect(staysHere('https://localhost.example.com/')).toBe(false)
})
