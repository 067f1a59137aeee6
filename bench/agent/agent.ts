import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '#test/browser/harness/browser.ts'
import { startCluster } from '../cluster.ts'
import { prepareShop, startDesk } from '../desk/prepare.ts'
import { tokenOf } from '../generate/conversations.ts'
import { figure, type Group, type Run } from '../measure.ts'
import { percentile } from '../samples.ts'

const delay = figure({ name: 'agent.input_delay_p95_ms', unit: 'ms', atMost: 50 })
const painted = figure({ name: 'agent.key_to_paint_p95_ms', unit: 'ms' })
const switching = figure({ name: 'agent.chat_switch_p95_ms', unit: 'ms', atMost: 100 })

const chats = 30
/** Each of thirty buyers writes about every four seconds. */
const messagesPerSecond = 7.5
const answers = ['您好,这款是天丝面料,冰凉透气,', '不容易起球,可以机洗,', '今天下单当天发出,', '大约三天到。']

/** One agent with thirty buyers who all go on writing: how long the screen lets a key or a change of chat wait. */
export const agent: Group = {
  name: 'agent',
  figures: [delay, painted, switching],
  run: async (run) => {
    const cluster = await startCluster()
    let browser: Browser | null = null
    try {
      run.say(`agent: ${chats} chats on one screen`)
      const { databaseUrl, shop, made } = await prepareShop(cluster, 'agent', {
        conversations: chats,
        waiting: chats,
        owed: 0,
        quiet: 0,
        days: 2,
        agents: 1,
      })
      const desk = await startDesk(run, cluster, databaseUrl, ['--expose-gc'], { withPages: true })
      const address = `http://127.0.0.1:${desk.port}`
      const buyers = busyBuyers(address, (number) => tokenOf(shop.shopId, number))
      try {
        browser = await openBrowser()
        const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
        const [name = '', value = ''] = shop.owner.headers.cookie.split('=')
        await context.addCookies([{ name, value, url: address }])
        const page = await context.newPage()
        await page.goto(`${address}/s/${shop.slug}/inbox/${made[0]?.id ?? ''}?view=all`)
        await page.locator('textarea').waitFor()
        await watchKeys(page)
        buyers.begin()
        const typed = await type(run, page)
        const switches = await walk(run, page)
        return [
          delay.take(
            percentile(typed.delays, 0.95),
            `${typed.delays.length} keys, ${buyers.sent()} messages meanwhile; longest ${Math.max(...typed.delays).toFixed(0)} ms`,
          ),
          painted.take(percentile(typed.paints, 0.95), `p50 ${percentile(typed.paints, 0.5).toFixed(0)}`),
          switching.take(percentile(switches, 0.95), `${switches.length} chats opened by key`),
        ]
      } finally {
        await buyers.end()
        await browser?.close()
        await desk.child.stop()
      }
    } finally {
      await cluster.stop()
    }
  },
}

const busyBuyers = (address: string, token: (number: number) => string) => {
  let count = 0
  const open = new Set<Promise<void>>()
  let timer: ReturnType<typeof setInterval> | null = null
  const write = async () => {
    const number = (count * 7) % chats
    const response = await fetch(`${address}/api/widget/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token(number)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ clientId: `agent-bench-${count++}`, text: '请问这款会起球吗?大概几天能到?' }),
    })
    if (!response.ok) throw new Error(`a buyer was answered ${response.status}`)
  }
  return {
    begin: () => {
      timer = setInterval(() => {
        const sending = write().finally(() => open.delete(sending))
        open.add(sending)
      }, 1000 / messagesPerSecond)
    },
    sent: () => count,
    end: async () => {
      if (timer) clearInterval(timer)
      await Promise.all(open)
    },
  }
}

interface Watched {
  delays: number[]
  paints: number[]
}

/** Each key of the composer: until the page's own code hears of it, and until the frame after it was drawn. */
const watchKeys = (page: Page) =>
  page.evaluate(() => {
    const watched: Watched = { delays: [], paints: [] }
    Object.assign(globalThis, { watched })
    addEventListener(
      'keydown',
      (event) => {
        const heard = performance.now()
        watched.delays.push(heard - event.timeStamp)
        requestAnimationFrame(() =>
          setTimeout(() => watched.paints.push(performance.now() - event.timeStamp), 0),
        )
      },
      { capture: true },
    )
  })

/** Types as somebody does who writes quickly, and clears what was written now and then. */
const type = async (run: Run, page: Page): Promise<Watched> => {
  const field = page.locator('textarea')
  await field.focus()
  for (let round = 0; round < (run.isQuick ? 4 : 16); round++) {
    for (const piece of answers)
      for (const letter of piece) {
        // `keyboard.type` gives letters without a key no keydown: a latin key stands for each.
        await page.keyboard.press(letter === ',' || letter === '。' ? 'Comma' : 'a')
        await page.waitForTimeout(60)
      }
    await field.fill('')
  }
  return page.evaluate(() => (globalThis as unknown as { watched: Watched }).watched)
}

/** Opens one chat after another by key, five down and five up, until a composer of its own stands there. */
const walk = async (run: Run, page: Page): Promise<number[]> => {
  const times: number[] = []
  for (let i = 0; i < (run.isQuick ? 20 : 60); i++) {
    times.push(
      await page.evaluate(
        (key) =>
          new Promise<number>((resolve) => {
            const before = document.querySelector('textarea')
            const began = performance.now()
            const look = () => {
              const field = document.querySelector('textarea')
              if (field && field !== before) resolve(performance.now() - began)
              else requestAnimationFrame(look)
            }
            document.dispatchEvent(new KeyboardEvent('keydown', { key, altKey: true, bubbles: true }))
            look()
          }),
        i % 10 < 5 ? 'ArrowDown' : 'ArrowUp',
      ),
    )
    await page.waitForTimeout(250)
  }
  return times
}
