import { openAsBlob } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { startChild } from '../child.ts'
import type { Contestant, LoadCommands } from '../chat/load.ts'
import { prepareShop, startDesk } from '../desk/prepare.ts'
import { tokenOf } from '../generate/conversations.ts'
import { median } from '../samples.ts'
import { makeExport, type Ring } from './ring.ts'

const perSecond = 50
/** Clocks that do not run out while we measure. */
const settings = { answerTargetSeconds: 3600, answerDueSeconds: 7200, awayReplySeconds: 3600 }

/**
 * Buyers write to a desk whose own process takes an upload in meanwhile, and to the same desk when all is quiet: the 95th
 * percentile of a message, sent to pushed, the one against the other.
 */
export const chatWhileImporting = async (ring: Ring): Promise<[ratio: number, note: string]> => {
  const { run, cluster } = ring
  const conversations = 500
  const { databaseUrl, shop, made } = await prepareShop(cluster, 'import_chat', {
    conversations,
    waiting: 0,
    owed: 0,
    quiet: conversations,
    days: 2,
    agents: 10,
    settings,
  })
  const { path } = await makeExport(ring, 'taobao', run.isQuick ? 40_000 : 60_000)
  const desk = await startDesk(run, cluster, databaseUrl)
  const load = startChild<LoadCommands>(new URL('../chat/load.ts', import.meta.url))
  try {
    const contestant: Contestant = {
      port: desk.port,
      stream: { path: '/api/stream', headers: shop.owner.headers },
      buyers: made.map((_, number) => ({
        path: '/api/widget/messages',
        headers: { authorization: `Bearer ${tokenOf(shop.shopId, number)}` },
      })),
    }
    await load.ask('warmUp', { contestant, messages: 3_000 })
    // Once: right after a checkpoint every page is written to the journal whole.
    await cluster.settle()
    const listen = () =>
      load.ask('rate', { contestant, perSecond, seconds: run.isQuick ? 3 : 5, warmUpSeconds: 0.5 })
    const rounds: { quiet: number; busy: number; most: number }[] = []
    for (let round = 0; round < (run.isQuick ? 1 : 3); round++) {
      const quiet = await listen()
      const id = await begin(desk.port, shop.owner.headers, path, `Lamps ${round}`)
      const busy = await listen()
      const { state } = await ask(desk.port, shop.owner.headers, `/api/imports/${id}`)
      if (state !== 'running') throw new Error(`the import was ${state} before the buyers had written`)
      run.say(
        `import: a message takes ${quiet.p95.toFixed(1)} ms in quiet, ${busy.p95.toFixed(1)} ms meanwhile`,
      )
      rounds.push({ quiet: quiet.p95, busy: busy.p95, most: busy.most })
      await reach(desk.port, shop.owner.headers, id, 'finished')
    }
    const middle = (of: (round: (typeof rounds)[number]) => number) => median(rounds.map(of))
    return [
      middle(({ quiet, busy }) => busy / quiet),
      `p95 at ${perSecond} a second: ${middle(({ busy }) => busy).toFixed(1)} ms to ${middle(({ quiet }) => quiet).toFixed(1)}; longest ${Math.max(...rounds.map(({ most }) => most)).toFixed(0)} ms`,
    ]
  } finally {
    await load.stop()
    await desk.child.stop()
  }
}

type Headers = Record<string, string>

const ask = async (port: number, headers: Headers, path: string, init: RequestInit = {}) => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    ...init,
    headers: { ...headers, 'idempotency-key': crypto.randomUUID(), ...(init.headers as Headers | undefined) },
  })
  const body = (await response.json()) as { id: string; state: string; doneBytes: number; code?: string }
  if (!response.ok) throw new Error(`${path} answered ${response.status} ${body.code ?? ''}`)
  return body
}

const reach = async (port: number, headers: Headers, id: string, state: string) => {
  for (;;) {
    const now = await ask(port, headers, `/api/imports/${id}`)
    if (now.state === state) return
    if (now.state === 'failed') throw new Error('the import failed')
    await setTimeout(100)
  }
}

/** Uploads the file, waits for the look at it and begins the run. */
const begin = async (port: number, headers: Headers, path: string, storeName: string): Promise<string> => {
  const body = new FormData()
  body.set('file', await openAsBlob(path), 'orders.csv')
  const { id } = await ask(port, headers, '/api/imports', { method: 'POST', body })
  await reach(port, headers, id, 'previewed')
  await ask(port, headers, `/api/imports/${id}/run`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ storeName }),
  })
  return id
}
