import { expect, test } from 'vitest'
import { expectAccessible } from './harness/axe.ts'
import { openPage } from './harness/browser.ts'
import { shot } from './harness/screenshots.ts'
import { setStage } from './harness/stage.ts'
import { askApi, setUpShop } from './harness/steps.ts'

const stage = setStage()

const manual = `# 使用维护

## 台灯怎么擦

> 断电以后用干布擦，别用水。

## 灯罩脏了怎么办

拆下来用软毛刷扫。
`

test('[KB-07] [KB-03] [KB-04] a document dropped on the knowledge becomes drafts; approved, they go to the buyer of the product and onto its card', async () => {
  const { page, finish } = await openPage(stage.browser, {
    viewport: { width: 1440, height: 900 },
    allow: [/status of 422/],
  })
  const home = await setUpShop(page, stage.desk, { name: '灯下', slug: 'lamps' })
  const product = await askApi<{ id: string }>(page, 'POST', '/api/products', {
    name: '暖光台灯',
    status: 'on_sale',
  })
  await page.goto(`${home}/knowledge`)
  const drop = async (name: string, text: string) => {
    await page
      .getByLabel('导入文件')
      .setInputFiles({ name, mimeType: 'text/markdown', buffer: Buffer.from(text) })
  }
  await drop('台灯手册.md', manual)
  await page.getByRole('heading', { name: '台灯手册.md 里有 2 篇' }).waitFor()
  await expectAccessible(page)
  await shot(page, 'knowledge/import')
  await page.getByRole('button', { name: '存成 2 篇草稿' }).click()
  await page.getByText('2 篇草稿，在「等批准」里。').waitFor()
  await page.getByRole('button', { name: '再导一个' }).click()
  await drop('台灯手册.md', manual)
  await page.getByText('这个文件里的都已经有了，什么也没改。').waitFor()
  await page.getByRole('button', { name: '不导了' }).click()
  await drop('坏的.pdf', '%PDF-1.7')
  await page.getByRole('alert').getByText('PDF 读不了').waitFor()
  await page.getByRole('button', { name: '不导了' }).click()

  await page.goto(`${home}/knowledge?view=pending`)
  for (const title of ['台灯怎么擦', '灯罩脏了怎么办']) {
    const { rows } = await askApi<{ rows: { id: string; title: string }[] }>(
      page,
      'GET',
      '/api/knowledge/articles?view=pending',
    )
    const id = rows.find((row) => row.title === title)?.id ?? ''
    const { version, latest } = await askApi<{ version: number; latest: { answer: string } }>(
      page,
      'GET',
      `/api/knowledge/articles/${id}`,
    )
    await askApi(page, 'PUT', `/api/knowledge/articles/${id}`, {
      section: 'use',
      language: 'zh',
      title,
      answer: latest.answer,
      productIds: [product.id],
      version,
      approve: true,
    })
  }
  await page.goto(`${home}/products/${product.id}`)
  const pack = page.getByRole('heading', { name: '给买家的资料' }).locator('xpath=ancestor::section[1]')
  await pack.getByRole('link', { name: '灯罩脏了怎么办' }).waitFor()
  await pack.getByRole('button', { name: '不给：灯罩脏了怎么办' }).click()
  await pack.getByRole('button', { name: '加上' }).waitFor()
  await expectAccessible(page)
  await shot(page, 'knowledge/pack')
  await pack.getByRole('link', { name: '印随包小卡' }).click()
  await page.getByRole('article').getByText('断电以后用干布擦，别用水。').waitFor()
  await expectAccessible(page)
  await shot(page, 'knowledge/card')
  await page.emulateMedia({ media: 'print' })
  const printed = await page.pdf({ preferCSSPageSize: true })
  const box = /MediaBox ?\[([\d. ]+)\]/.exec(printed.toString('latin1'))?.[1]
  expect(box).toMatch(/^0 0 29[78][.\d]* 4(19|20)/)
  expect(printed.toString('latin1').match(/\/Type ?\/Page\b/g)).toHaveLength(1)
  await page.emulateMedia({ media: 'screen' })
  await page.goto(`${home}/knowledge`)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await drop('台灯手册二.md', '# 一号\n\n开灯')
  await page.getByText('一号').waitFor()
  await shot(page, 'knowledge/import-phone-dark')
  await page.goto(`${home}/products/${product.id}`)
  await pack.getByRole('link', { name: '印随包小卡' }).waitFor()
  await shot(page, 'knowledge/pack-phone-dark')
  await finish()
}, 120_000)
