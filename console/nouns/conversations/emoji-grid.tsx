import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useWords } from '../../parts/words.tsx'
import css from './composer.module.css'
import { composerWords } from './composer.words.ts'

/** What people at a shop's desk really send: kind faces, hands, thanks, parcels. */
const emoji = [
  ...'😊🙂😄😁😂🥰😍😉😌🤗🤔😅😔😢😭😓🙈',
  ...('👌👍🙏👏🤝💪✌️👋🫶'.match(/\p{Extended_Pictographic}\uFE0F?/gu) ?? []),
  ...('❤️🧡💛💚💙💜💐🌹🌸🌷🍀🌟✨🎉🎁🎀'.match(/\p{Extended_Pictographic}\uFE0F?/gu) ?? []),
  ...('📦🚚📮🏠📷📞💬⏰✅❌❗❓🔍💰🧧☕🍵🌙'.match(/\p{Extended_Pictographic}\uFE0F?/gu) ?? []),
]
const columns = 12

/** A small grid of emoji; arrows move, Enter takes, Esc closes. Several can be taken in a row. */
export function EmojiGrid({ onPick, onClose }: { onPick: (emoji: string) => void; onClose: () => void }) {
  const words = useWords(composerWords)
  const grid = useRef<HTMLDivElement>(null)
  useEffect(() => {
    grid.current?.querySelector('button')?.focus()
  }, [])
  const onKeyDown = (e: KeyboardEvent) => {
    const buttons = [...(grid.current?.querySelectorAll('button') ?? [])]
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[e.key]
    if (step !== undefined) buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus()
    else if (e.key === 'Escape') onClose()
    else return
    e.preventDefault()
    e.stopPropagation()
  }
  return (
    <div ref={grid} className={css.emoji} role="group" aria-label={words.emoji} onKeyDown={onKeyDown}>
      {emoji.map((one, i) => (
        <button key={one} type="button" tabIndex={i === 0 ? 0 : -1} onClick={() => onPick(one)}>
          {one}
        </button>
      ))}
    </div>
  )
}
