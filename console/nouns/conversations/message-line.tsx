import { memo } from 'react'
import type { Attachment, Message, TurnClock } from '#contract/conversations/conversations.ts'
import { useFormat } from '../../parts/format.tsx'
import { useCountdown } from '../../parts/marks/ring.tsx'
import { serverNow } from '../../parts/stream.tsx'
import { useTicking } from '../../parts/ticking.ts'
import { useWords } from '../../parts/words.tsx'
import css from './chat.module.css'
import { chatWords } from './chat.words.ts'
import { linkify } from './linkify.rules.ts'

interface Props {
  message: Message
  isFollowing: boolean
  /** Said in another talk: in which store. */
  from: string | null
  buyerName: string
  /** Of the buyer's last message, while nobody has answered it. */
  clock: TurnClock | null
  /** The last of ours that the buyer has read. */
  isRead: boolean
  onImage: (id: string) => void
}

/** One message with who, when to the second, and how long the buyer had waited for it. */
export const MessageLine = memo(function MessageLine({
  message,
  isFollowing,
  from,
  buyerName,
  clock,
  isRead,
  onImage,
}: Props) {
  const words = useWords(chatWords)
  const format = useFormat()
  if (message.author === 'automatic') return <AutomaticLine message={message} from={from} isRead={isRead} />
  const isOurs = message.author === 'agent'
  return (
    <article
      className={css.message}
      data-message={message.id}
      data-author={message.author}
      data-following={isFollowing || undefined}
      data-elsewhere={from !== null || undefined}
    >
      <p className={css.by}>
        <span>{isOurs ? message.agentName : buyerName}</span>
        <time dateTime={message.at}>{format.seconds(message.at)}</time>
        {from !== null && <span className={css.from}>{words.saidIn(from)}</span>}
        {message.answeredInMs !== null && (
          <AnsweredIn ms={message.answeredInMs} isHolding={message.isHolding} />
        )}
        {clock && <Waited clock={clock} />}
      </p>
      <Body text={message.text} files={message.attachments} onImage={onImage} {...(clock && { clock })} />
      {isRead && <p className={css.read}>{words.read}</p>}
    </article>
  )
})

/** What was said and shown, apart from who said it. */
export function Body({
  text,
  files,
  clock,
  onImage,
}: {
  text: string
  files: readonly Attachment[]
  clock?: TurnClock
  onImage?: (id: string) => void
}) {
  const images = files.filter((file) => file.mime.startsWith('image/'))
  const others = files.filter((file) => !file.mime.startsWith('image/'))
  return (
    <>
      {text !== '' &&
        (clock ? (
          <UrgentBubble text={text} clock={clock} />
        ) : (
          <div className={css.bubble}>
            <Said text={text} />
          </div>
        ))}
      {images.length > 0 && (
        <ul className={css.images}>
          {images.map((image) => (
            <li key={image.id}>
              <Thumb image={image} {...(onImage && { onOpen: onImage })} />
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <ul className={css.files}>
          {others.map((file) => (
            <li key={file.id}>
              <a
                className="link"
                href={file.url}
                download={file.name}
                rel="noopener noreferrer"
                target="_blank"
              >
                {file.name}
              </a>
              <span className="meta"> {bytesText(file.bytes)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function UrgentBubble({ text, clock }: { text: string; clock: TurnClock }) {
  const { phase } = useCountdown(clock, serverNow)
  return (
    <div className={css.bubble} data-phase={phase}>
      <Said text={text} />
    </div>
  )
}

/** Text stays text: only web addresses become links. */
function Said({ text }: { text: string }) {
  return linkify(text).map((piece, i) =>
    piece.kind === 'text' ? (
      piece.text
    ) : (
      <a key={i} className="link" href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
        {piece.text}
      </a>
    ),
  )
}

function Thumb({ image, onOpen }: { image: Attachment; onOpen?: (id: string) => void }) {
  const words = useWords(chatWords)
  const ratio = image.width && image.height ? image.width / image.height : 1.36
  const width = Math.round(Math.min(160, Math.max(58, 58 * ratio)))
  return (
    <button
      type="button"
      className={css.thumb}
      style={{ width }}
      aria-label={words.openImage(image.name)}
      onClick={() => onOpen?.(image.id)}
    >
      <img src={thumbOf(image)} alt="" loading="lazy" decoding="async" />
    </button>
  )
}

export function thumbOf(image: Attachment): string {
  if (image.url.startsWith('blob:')) return image.url
  return `${image.url}${image.url.includes('?') ? '&' : '?'}thumb=1`
}

export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

function AnsweredIn({ ms, isHolding }: { ms: number; isHolding: boolean }) {
  const words = useWords(chatWords)
  const said = useFormat().span(ms)
  return (
    <>
      <span className={css.span} title={words.answeredInLong(said)}>
        {said}
      </span>
      {isHolding && <span>{words.holding}</span>}
    </>
  )
}

function Waited({ clock }: { clock: TurnClock }) {
  const words = useWords(chatWords)
  const format = useFormat()
  const { phase } = useCountdown(clock, serverNow)
  const seconds = useTicking(() =>
    Math.max(0, Math.floor((serverNow() - Date.parse(clock.startedAt)) / 1000)),
  )
  if (phase === 'ahead') return null
  return (
    <b className={css.waited} data-phase={phase}>
      {words.waited(format.span(seconds * 1000))}
    </b>
  )
}

/** The desk by itself: quieter, and never mistaken for a person. */
function AutomaticLine({ message, from, isRead }: Pick<Props, 'message' | 'from' | 'isRead'>) {
  const words = useWords(chatWords)
  const format = useFormat()
  const name = message.automatic ? words.automatic[message.automatic] : words.automaticLabel
  return (
    <details className={css.automatic}>
      <summary>
        <time dateTime={message.at}>{format.seconds(message.at)}</time> {name}
        {from !== null && <span className={css.from}> {words.saidIn(from)}</span>}
        <span className={css.automaticText}>{message.text}</span>
      </summary>
      <p>{message.text}</p>
      {isRead && <p className={css.read}>{words.read}</p>}
    </details>
  )
}
