import { Link } from '@tanstack/react-router'
import type { Panel } from '#contract/conversations/conversations.ts'
import { useMembership } from '../../parts/session.tsx'
import { useShopTime, type ShopTime } from '../../parts/shop-time.ts'
import { useWords } from '../../parts/words.tsx'
import { panelWords } from './side-panel.words.ts'
import { panelLineWords, type LineFacts } from './panel-line.words.ts'
import css from './side-panel.module.css'

type Line = NonNullable<Panel['line']>

/** What an agent should know before the first word, and where it comes from. */
export function PanelLine({ line }: { line: Panel['line'] }) {
  const words = useWords(panelLineWords)
  const { styles } = useWords(panelWords)
  const time = useShopTime()
  if (!line) return null
  const known: Readonly<Record<string, string>> = styles
  return (
    <div className={css.lead}>
      <p className="song">{words[line.kind](factsOf(line, time, known))}</p>
      {line.subject && <Source subject={line.subject} />}
    </div>
  )
}

function Source({ subject }: { subject: NonNullable<Line['subject']> }) {
  const words = useWords(panelLineWords)
  const { slug } = useMembership().shop
  const text = words.from[subject.kind]
  if (subject.kind === 'order')
    return (
      <Link className="figure" to="/s/$slug/orders/$id" params={{ slug, id: subject.id }}>
        {text}
      </Link>
    )
  if (subject.kind === 'customer')
    return (
      <Link className="figure" to="/s/$slug/customers/$id" params={{ slug, id: subject.id }}>
        {text}
      </Link>
    )
  if (subject.kind === 'conversation')
    return (
      <Link className="figure" to="/s/$slug/inbox/{-$id}" params={{ slug, id: subject.id }}>
        {text}
      </Link>
    )
  return (
    <a className="figure" href={`#word-${subject.id}`}>
      {text}
    </a>
  )
}

function factsOf({ facts }: Line, time: ShopTime, styles: Readonly<Record<string, string>>): LineFacts {
  const text = (name: string) => (typeof facts[name] === 'string' ? facts[name] : '')
  const count = (name: string) => (typeof facts[name] === 'number' ? facts[name] : 0)
  const at = (name: string, say: (at: string) => string) => (text(name) === '' ? '' : say(text(name)))
  return {
    what: text('what'),
    trouble: text('trouble'),
    title: text('title'),
    carrier: text('carrier'),
    lastTitle: text('lastTitle'),
    note: text('note'),
    due: at('dueAt', time.due),
    placed: at('placedAt', time.latest),
    lastAt: at('lastAt', time.latest),
    style: styles[text('addressStyle')] ?? '',
    orders: count('orders'),
    earlier: count('earlier'),
    isSoon: count('isSoon') === 1,
  }
}
