import type { Words } from '../words.ts'

const emoji = [
  ...'😊😄😂🥰😍😘🤔😅😭😢😤😮😴🙂🙏👍👌👏🤝💪',
  '❤️',
  ...'🎉🌹🌸☕🎁📦🚚🏠✅❌❓⏰📷🔧🧵🍃🌧️'.replace('\ufe0f', ''),
]

/** A small picker: what people really use with a shop. It stays open, so that three hearts are three taps. */
export function EmojiPicker({ words, onPick }: { words: Words; onPick: (sign: string) => void }) {
  return (
    <div class="emoji" role="group" aria-label={words.emoji}>
      {emoji.map((sign) => (
        <button key={sign} type="button" onClick={() => onPick(sign)}>
          {sign}
        </button>
      ))}
    </div>
  )
}
