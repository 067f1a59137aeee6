import type { Language } from '#contract/shapes.ts'
import type { ChatState } from '../state.ts'
import { dayAndTime } from '../when.rules.ts'
import type { Words } from '../words.ts'
import { StateShape } from './icons.tsx'
import { useSeconds } from './use-chat.ts'

interface Props {
  state: ChatState
  words: Words
  language: Language
  isShopOpen: boolean
}

/** One line above the composer, the most pressing only: what holds things up and what happens next. */
export function Notice({ state, words, language, isShopOpen }: Props) {
  const now = useSeconds(state.slowUntil > Date.now())
  const said = noticeOf(state, words, language, isShopOpen, now)
  return (
    <div role="status" class={said ? `notice ${said.tone}` : 'unseen'}>
      {said ? (
        <>
          {said.tone === 'amber' ? <StateShape shape="diamond" /> : null}
          <span>{said.text}</span>
        </>
      ) : null}
    </div>
  )
}

function noticeOf(state: ChatState, words: Words, language: Language, isShopOpen: boolean, now: number) {
  const { isGone, link, slowUntil, visit, outbox, tray, timeline } = state
  if (isGone) return { tone: 'quiet', text: words.gone }
  if (link === 'down') {
    const hasFiles = [...outbox.flatMap(({ files }) => files), ...tray].some(({ fileId }) => !fileId)
    return { tone: 'amber', text: hasFiles ? words.offlineFiles : words.offline }
  }
  if (slowUntil > now) return { tone: 'amber', text: words.tooMany(Math.ceil((slowUntil - now) / 1000)) }
  if (!visit) return null
  if (state.place) {
    const { ahead, waitSeconds } = state.place
    const text =
      waitSeconds === null ? words.ahead(ahead) : words.aheadFor(ahead, Math.ceil(waitSeconds / 60))
    return { tone: 'quiet', text }
  }
  // Said once is enough: the shop's automatic answer says it in the shop's own words.
  const last = timeline.messages[timeline.messages.length - 1]
  if (last?.automatic === 'closed_hours' || last?.automatic === 'away') return null
  if (isShopOpen) return null
  const text = visit.opensAt ? words.closedHours(dayAndTime(visit.opensAt, now, language)) : words.nobodyNow
  return { tone: 'quiet', text }
}
