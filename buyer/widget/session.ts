import { call, type Call, type Reply, type Result } from '../parts/api.ts'
import { readSlot, slotName, slotParts, type Slot } from '../parts/slot.rules.ts'
import { openMemory } from '../parts/storage.ts'
import type { ApiKey } from '#contract/endpoints.ts'
import type { Frame } from './frame.ts'

export type Visit = Reply<'POST /api/widget/:key/visits'>

/** Who this buyer is towards the desk, and what this browser remembers of them. */
export interface Session {
  /** The visitor's token; null before the first visit. */
  token: () => string | null
  /** What is remembered from earlier pages, or null. */
  slot: () => Slot | null
  remember: (part: Partial<Slot>) => void
  /** Beside the slot: `outbox`, `draft`. */
  readPart: (part: string) => unknown
  writePart: (part: string, value: unknown) => void
  /** Opens a visit: continues by token or signed identity, or starts anew. */
  visit: () => Promise<Result<Visit>>
  call: <K extends ApiKey>(key: K, args: Call<K>) => Promise<Result<Reply<K>>>
  forget: (identity: string | null) => void
}

export function openSession(frame: Frame): Session {
  const memory = openMemory(() => localStorage)
  const { base, key, language } = frame
  const name = (part = '') => slotName(key, frame.identity(), part)
  const slot = () => readSlot(memory.read(name()))
  const token = () => slot()?.token ?? null
  const remember = (part: Partial<Slot>) => {
    const before = slot() ?? { token: '', readUpTo: 0, lastNumber: 0, touchedAt: 0 }
    const after = { ...before, ...part }
    if (after.token) memory.write(name(), after)
  }

  const ask = (body: { token?: string; identity?: string }) =>
    call(base, 'POST /api/widget/:key/visits', {
      params: { key },
      body: {
        ...body,
        language,
        page: { url: location.href.split('#')[0]!.slice(0, 2000), title: document.title.slice(0, 300) },
      },
    })

  const visit = async () => {
    const who = frame.identity()
    const identity = who ?? undefined
    const visitorSlot = slotName(key, null)
    // A buyer who asked first and signed in afterwards goes on in the same chat.
    const known = token() ?? readSlot(memory.read(visitorSlot))?.token ?? undefined
    let answer = await ask({ token: known, identity })
    const isIdentityRefused = !answer.ok && who !== null && answer.refusal.code === 'identity.invalid'
    if (isIdentityRefused) {
      console.warn('fivehearts: the signed identity was refused; the buyer goes on as a visitor.')
      answer = await ask({ token: known })
    } else if (!answer.ok && known && [401, 404].includes(answer.refusal.status)) {
      // The desk may have forgotten the token (a restored backup, retention); a wrong key fails again.
      answer = await ask({ identity })
    }
    // The page may have named another buyer meanwhile: this token is not theirs.
    if (!answer.ok || frame.identity() !== who) return answer
    if (who !== null && !isIdentityRefused) memory.write(visitorSlot, null)
    remember({ token: answer.value.token, touchedAt: Date.now() })
    return answer
  }

  return {
    token,
    slot,
    remember,
    readPart: (part) => memory.read(name(part)),
    writePart: (part, value) => memory.write(name(part), value),
    visit,
    call: (endpoint, args) => call(base, endpoint, { ...args, token: token() }),
    forget: (identity) => {
      for (const part of slotParts)
        for (const who of [identity, null]) memory.write(slotName(key, who, part), null)
    },
  }
}
