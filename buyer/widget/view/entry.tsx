import type { Language } from '#contract/shapes.ts'
import type { Desk } from '../desk.ts'
import { canGoAgain, type OutboxItem } from '../outbox.rules.ts'
import type { Row } from '../rows.rules.ts'
import type { ChatState } from '../state.ts'
import type { Entry } from '../timeline.rules.ts'
import { clockTime } from '../when.rules.ts'
import type { Words } from '../words.ts'
import { Attachments, UnsentFiles, type Picture } from './attachments.tsx'
import { StateShape } from './icons.tsx'
import { Text } from './text.tsx'

interface Props {
  row: Extract<Row, { kind: 'entry' }>
  state: ChatState
  desk: Desk
  base: string
  words: Words
  language: Language
  lastRead: number
  onLook: (picture: Picture) => void
}

/** One message with its line of meta: when, how fast it was answered, whether it was read, what holds it up. */
export function EntryRow({ row, state, desk, base, words, language, lastRead, onLook }: Props) {
  const { entry, isMine } = row
  const text = entry.kind === 'said' ? entry.message.text : entry.item.text
  const name = isMine ? words.you : (entry.kind === 'said' && entry.message.agentName) || words.shopSide
  const isHeld =
    entry.kind === 'unsent' &&
    (entry.item.state === 'refused' || entry.item.tries > 0 || state.link === 'down')
  return (
    <div class={`entry ${isMine ? 'mine' : 'theirs'}${row.opensRun ? ' opens' : ''}${isHeld ? ' held' : ''}`}>
      <span class="unseen">{words.says(name)}</span>
      {text ? (
        <div class="bubble">
          <Text text={text} />
        </div>
      ) : null}
      {entry.kind === 'said' ? (
        <Attachments base={base} files={entry.message.attachments} words={words} onLook={onLook} />
      ) : (
        <UnsentFiles files={entry.item.files} pictures={state.pictures} />
      )}
      {row.hasMeta ? (
        entry.kind === 'said' ? (
          <p class="meta">
            {saidParts(entry, state, words, language, lastRead).map((part) => (
              <span key={part} class="part">
                {part}
              </span>
            ))}
          </p>
        ) : (
          <UnsentMeta item={entry.item} state={state} desk={desk} words={words} />
        )
      ) : null}
    </div>
  )
}

function saidParts(
  { message }: Extract<Entry, { kind: 'said' }>,
  { greeted, visit }: ChatState,
  words: Words,
  language: Language,
  lastRead: number,
): string[] {
  const time = clockTime(message.at, language)
  if (message.automatic) {
    const isNow = greeted?.id === message.id
    return [
      words.automatic[message.automatic],
      isNow ? words.sinceClick(Math.max(0.1, greeted.afterMs / 1000).toFixed(1)) : time,
    ]
  }
  if (message.author === 'buyer') return message.number === lastRead ? [time, words.read] : [time]
  const isColleague = message.agentName !== null && message.agentName !== visit?.agentName
  const took = message.answeredInMs === null ? null : answeredIn(message.answeredInMs, words)
  return [...(isColleague ? [message.agentName!] : []), time, ...(took ? [took] : [])]
}

/** Beyond an hour the two times of day say it better. */
function answeredIn(ms: number, words: Words): string | null {
  const seconds = Math.max(1, Math.round(ms / 1000))
  if (seconds < 90) return words.answeredInSeconds(seconds)
  return seconds < 3600 ? words.answeredInMinutes(Math.round(seconds / 60)) : null
}

function UnsentMeta({
  item,
  state,
  desk,
  words,
}: {
  item: OutboxItem
  state: ChatState
  desk: Desk
  words: Words
}) {
  if (item.state === 'refused') {
    return (
      <p class="meta late">
        <StateShape shape="octagon" />
        <span class="part">{words.notSent}</span>
        {item.refusal && words.refusals[item.refusal] ? (
          <span class="part">{words.refusals[item.refusal]}</span>
        ) : null}
        {canGoAgain(item) ? (
          <button type="button" class="link" onClick={() => desk.again(item.clientId)}>
            {words.again}
          </button>
        ) : null}
        <button type="button" class="link" onClick={() => desk.drop(item.clientId)}>
          {words.drop}
        </button>
      </p>
    )
  }
  const isUploading = item.files.some(({ fileId }) => !fileId)
  if (state.link === 'down' || (item.tries > 0 && item.state === 'waiting')) {
    return (
      <p class="meta amber">
        <StateShape shape="diamond" />
        <span class="part">{state.link === 'down' ? words.waiting : words.soon}</span>
      </p>
    )
  }
  const shares = item.files.map(({ localId }) => state.pictures[localId]?.share ?? 1)
  const percent = Math.round(
    (shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length)) * 100,
  )
  return <p class="meta soon">{isUploading ? words.waitingFiles(percent) : words.sending}</p>
}
