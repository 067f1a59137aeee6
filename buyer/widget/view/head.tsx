import type { ChatState } from '../state.ts'
import { dayAndTime } from '../when.rules.ts'
import type { Words } from '../words.ts'
import type { Language } from '#contract/shapes.ts'
import { CloseIcon, FoldIcon, Mark, StateShape } from './icons.tsx'

interface Props {
  state: ChatState
  words: Words
  language: Language
  /** Known from the closed button before the visit is open. */
  shopName: string
  agentName: string | null
  isShopOpen: boolean
  isSheet: boolean
  onClose: () => void
}

/** Who answers, whether they are there, and what they promise. */
export function Head({ state, words, language, shopName, agentName, isShopOpen, isSheet, onClose }: Props) {
  const opensAt = state.visit?.opensAt
  const promise = agentName ? words.iFollow : words.weFollow
  const comesBack = opensAt ? words.opensAt(dayAndTime(opensAt, Date.now(), language)) : words.soonBack
  return (
    <div class="head">
      <Mark className="mark" />
      <div class="who">
        <h2>
          <span class="name">{agentName ?? shopName}</span>
          <Presence state={state} words={words} isShopOpen={isShopOpen} hasHours={Boolean(opensAt)} />
        </h2>
        <p>
          {agentName ? <span class="part shop">{shopName}</span> : null}
          <span class="part">{isShopOpen ? promise : comesBack}</span>
        </p>
      </div>
      <button type="button" class="tool" aria-label={isSheet ? words.close : words.fold} onClick={onClose}>
        {isSheet ? <CloseIcon /> : <FoldIcon />}
      </button>
    </div>
  )
}

function Presence({
  state,
  words,
  isShopOpen,
  hasHours,
}: {
  state: ChatState
  words: Words
  isShopOpen: boolean
  hasHours: boolean
}) {
  if (state.isGone) return null
  if (state.link === 'down') return <Sign shape="diamond" tone="amber" word={words.cutOff} />
  // Within its hours a shop may still have nobody at the desk.
  if (!isShopOpen) return <Sign shape="ring" tone="quiet" word={hasHours ? words.closedNow : words.nobody} />
  return <Sign shape="circle" tone="calm" word={words.online} />
}

function Sign({ shape, tone, word }: { shape: 'circle' | 'ring' | 'diamond'; tone: string; word: string }) {
  return (
    <span class={`sign ${tone}`}>
      <StateShape shape={shape} /> {word}
    </span>
  )
}
