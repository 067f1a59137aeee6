import type { QueryClient } from '@tanstack/react-query'
import { useMemo, useSyncExternalStore } from 'react'
import type { Message } from '#contract/conversations/conversations.ts'
import { api, ApiError } from '../../parts/api.ts'
import { chatKey, fetchNewer, ignoreLost, takeMessage, takeRow } from './chat-cache.ts'
import type { Chat } from './chat-changes.rules.ts'
import { chatQuery } from './prefetch.ts'
import { afterReload, withOutgoing, withoutOutgoing, type Outgoing } from './outgoing.rules.ts'

/** A message that could not be sent for want of a connection goes by itself when it returns, if it is not old. */
const resendWithinMs = 120_000
/** Waits before the next try by itself, after the first, second and third failure. */
const retryAfterMs = [2000, 6000, 15_000]
const lookAfterMs = 1500

/**
 * What one member has sent and the server has not confirmed. Kept on this device until it is stored: a page that
 * is closed in the middle offers it again. The `clientId` makes every further try harmless.
 */
class Outbox {
  private all: readonly Outgoing[]
  private readonly key: string
  private readonly watchers = new Set<() => void>()
  /** One message after the other within a conversation, so that two sent quickly arrive in their order. */
  private readonly lines = new Map<string, Promise<void>>()
  private readonly tries = new Map<string, number>()

  constructor(memberId: string) {
    this.key = `fivehearts.outgoing.${memberId}`
    this.all = afterReload(JSON.parse(localStorage.getItem(this.key) ?? '[]') as Outgoing[])
  }

  readonly read = (): readonly Outgoing[] => this.all
  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher)
    return () => void this.watchers.delete(watcher)
  }

  send(client: QueryClient, memberId: string, one: Outgoing): void {
    this.set(withOutgoing(this.all, { ...one, state: 'sending', reason: null }))
    const before = this.lines.get(one.conversationId) ?? Promise.resolve()
    const here = before.then(() => this.post(client, memberId, one))
    // A fault of ours in one message must not hold up the next.
    this.lines.set(
      one.conversationId,
      here.catch(() => undefined),
    )
  }

  drop(clientId: string): void {
    this.set(withoutOutgoing(this.all, clientId))
  }

  /** Tries again what failed only because nothing answered. */
  resendLost(client: QueryClient, memberId: string, now: number): void {
    for (const one of this.all) {
      const isRecent = now - Date.parse(one.at) < resendWithinMs
      if (one.state === 'failed' && one.reason === 'unavailable' && isRecent) this.send(client, memberId, one)
    }
  }

  private async post(client: QueryClient, memberId: string, one: Outgoing): Promise<void> {
    try {
      const { message } = await api('POST /api/conversations/:id/messages', {
        params: { id: one.conversationId },
        body: one.body,
        idempotencyKey: one.body.anyway ? `${one.clientId}-anyway` : one.clientId,
      })
      takeMessage(client, memberId, message)
      this.drop(one.clientId)
      this.lookLater(client, memberId, message)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const isOther = error.code === 'conversation.answered_by_other'
      if (isOther) await fetchNewer(client, memberId, one.conversationId).catch(ignoreLost)
      this.set(
        withOutgoing(this.all, {
          ...one,
          state: isOther ? 'answered_by_other' : 'failed',
          reason: error.code,
        }),
      )
      if (error.code === 'unavailable') this.retryLater(client, memberId, one)
    }
  }

  /** The stream brings the row; where it is down just now, the row is asked for. */
  private lookLater(client: QueryClient, memberId: string, message: Message): void {
    setTimeout(() => {
      const chat = client.getQueryData<Chat>(chatKey(memberId, message.conversationId))
      if (!chat || chat.conversation.lastAt >= message.at) return
      void client
        .fetchQuery({ ...chatQuery(client, memberId, message.conversationId), staleTime: 0 })
        .then((fetched) => takeRow(client, memberId, fetched.conversation))
        .catch(ignoreLost)
    }, lookAfterMs)
  }

  private retryLater(client: QueryClient, memberId: string, one: Outgoing): void {
    const tries = this.tries.get(one.clientId) ?? 0
    const wait = retryAfterMs[tries]
    if (wait === undefined) return
    this.tries.set(one.clientId, tries + 1)
    setTimeout(() => {
      const here = this.all.find((other) => other.clientId === one.clientId)
      if (here?.state === 'failed') this.send(client, memberId, here)
    }, wait)
  }

  private set(all: readonly Outgoing[]): void {
    this.all = all
    if (all.length === 0) localStorage.removeItem(this.key)
    else localStorage.setItem(this.key, JSON.stringify(all))
    for (const watcher of this.watchers) watcher()
  }
}

const outboxes = new Map<string, Outbox>()

export function outboxOf(memberId: string): Outbox {
  let outbox = outboxes.get(memberId)
  if (!outbox) {
    outbox = new Outbox(memberId)
    outboxes.set(memberId, outbox)
  }
  return outbox
}

const none: readonly Outgoing[] = []

/** What is on its way in one conversation; the same list while nothing changes. */
export function useOutgoing(memberId: string, conversationId: string): readonly Outgoing[] {
  const outbox = outboxOf(memberId)
  const all = useSyncExternalStore(outbox.watch, outbox.read)
  return useMemo(() => {
    const here = all.filter((one) => one.conversationId === conversationId)
    return here.length > 0 ? here : none
  }, [all, conversationId])
}
