import type { Attachment } from '#contract/conversations/conversations.ts'
import type { Database } from '#platform/database/database.ts'
import { gather } from '#platform/database/gather.ts'

/** A buyer's message on its way into the database; named as its functions name it. */
export interface Posting {
  conversation: string
  visitor: string
  message: string
  /** The id that the buyer's browser gave it. */
  client: string
  text: string
  attachments: Attachment[]
  preview: string
  at: Date
  /** Ids of the turn, inquiry and event that it opens, if it does. */
  turn: string
  inquiry: string
  event: string
  clock_at: Date
  /** Seconds from `clock_at`. */
  target_s: number
  due_s: number
  away_s: number
}

export interface Posted {
  /** False: this client id was stored before; `message` is that one's row. */
  created: boolean
  xid?: string | undefined
  seq?: number | undefined
  opened?: boolean | undefined
  conversation: Record<string, unknown>
  message?: Record<string, unknown>
}

const single = `select conversations.post_buyer_message($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10, $11, $12, $13, $14, $15, $16) as result`
const several = `select conversations.post_buyer_messages($1, $2, $3) as result`
interface Stored extends Pick<Posted, 'xid' | 'seq' | 'opened' | 'conversation'> {
  message: string
}

/**
 * A common statement keeps its conversations locked until it is committed, so it is kept to a few milliseconds; beyond this
 * many nothing is gained any more (95 us a message at 16, 85 at 32).
 */
const most = 32
/**
 * With 32 buyers who write all the time a second statement beside the first carries 5,400 a second instead of 4,800; from 8
 * waiting it carried 5,100, from 4 no more than one alone, for smaller statements cost each message more.
 */
const worthASecond = 12
/** Longer than a commit takes on a slow disk. */
const patienceMs = 30

/** Stores buyers' messages: alone where nobody else writes, in company where many do. One gathering a shop. */
export const createPostings = (db: Database) => {
  const shops = new Map<string, (posting: Posting) => Promise<Posted | null>>()

  const storeAlone = async (shop: string, p: Posting): Promise<Posted | null> => {
    const [row] = await db.call<{ result: Posted | null }>('post_buyer_message', single, [
      shop,
      p.conversation,
      p.visitor,
      p.message,
      p.client,
      p.text,
      JSON.stringify(p.attachments),
      p.preview,
      p.at,
      p.turn,
      p.inquiry,
      p.event,
      p.clock_at,
      p.target_s,
      p.due_s,
      p.away_s,
    ])
    return row?.result ?? null
  }
  const storeTogether = async (shop: string, all: Posting[]): Promise<(Posted | undefined)[]> => {
    const [row] = await db.call<{ result: Stored[] | null }>('post_buyer_messages', several, [
      shop,
      all.map(({ conversation }) => conversation),
      JSON.stringify(all),
    ])
    const stored = new Map((row?.result ?? []).map((one) => [one.message, one]))
    return all.map(({ message }) => {
      const one = stored.get(message)
      return (
        one && {
          created: true,
          xid: one.xid,
          seq: one.seq,
          opened: one.opened,
          conversation: one.conversation,
        }
      )
    })
  }
  const open = (shop: string) => {
    const store = gather<Posting, Posted | null>({
      most,
      worthASecond,
      patienceMs,
      about: ({ conversation }) => conversation,
      alone: (posting) => storeAlone(shop, posting),
      together: (all) => storeTogether(shop, all),
    })
    shops.set(shop, store)
    return store
  }
  return {
    /** Null: no such conversation of this visitor. */
    store: (shop: string, posting: Posting): Promise<Posted | null> =>
      (shops.get(shop) ?? open(shop))(posting),
  }
}
