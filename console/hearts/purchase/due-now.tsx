import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { api } from '../../parts/api.ts'
import type { BesideChatProps } from '../../parts/beside-chat.tsx'
import { Key } from '../../parts/controls.tsx'
import { useOpenFold } from '../../parts/fold.tsx'
import { ErrorLine, SmallDiamond, SmallOctagon } from '../../parts/screen-states.tsx'
import { useHasRole } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { putIntoDraft } from '../../nouns/conversations/put-draft.ts'
import { useChatConfirmations, useConfirmationEvents, useDeed } from './confirmation/use-confirmations.ts'
import { whatIsDue, type Due } from './due.rules.ts'
import { dueWords } from './due.words.ts'
import css from './due.module.css'
import { SaidMark } from './sale-row.tsx'
import { usePriceEvents, usePricePanel } from './use-price.ts'
import { useSale, useSaleChange, useSaleEvents } from './use-sale.ts'

const shown = 3

/**
 * What is due in this sale, the most pressing first; Alt+0 does the first. It alone hears the stream for the sale, the prices and
 * the confirmations: the parts below read the same.
 */
export function DueNow({ conversationId, customerId }: BesideChatProps) {
  const words = useWords(dueWords)
  useSaleEvents(conversationId)
  usePriceEvents(conversationId)
  useConfirmationEvents()
  const sale = useSale(conversationId)
  const price = usePricePanel(conversationId)
  const confirmations = useChatConfirmations(conversationId, customerId).data?.rows ?? []
  const [isWhole, setWhole] = useState(false)
  const list = useRef<HTMLUListElement>(null)
  useFirstByKey(list)
  const mayAct = useHasRole('owner', 'lead', 'agent', 'aftersales')
  if (!mayAct) return null
  // Room is kept while it is being asked, so that what stands below does not jump.
  if (sale.isPending || price.isPending) return <div className={css.pending} aria-hidden="true" />
  const due = whatIsDue({ sale: sale.data, price: price.data, confirmations })
  if (due.length === 0) return null
  return (
    <section className={css.due} aria-label={words.title}>
      <ul ref={list}>
        {due.slice(0, isWhole ? undefined : shown).map((one, i) => (
          <DueRow key={keyOf(one)} due={one} conversationId={conversationId} isFirst={i === 0} />
        ))}
      </ul>
      {due.length > shown && (
        <button type="button" className={css.more} aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? words.fewer : words.more(due.length - shown)}
        </button>
      )}
    </section>
  )
}

const keyOf = (due: Due) =>
  due.kind === 'confirmation' ? due.confirmation.row.id : due.kind === 'proposed' ? due.messageId : due.kind

function DueRow({ due, conversationId, isFirst }: { due: Due; conversationId: string; isFirst: boolean }) {
  const words = useWords(dueWords)
  const openFold = useOpenFold()
  const change = useSaleChange(conversationId)
  const line = (said: string, mark: ReactNode, deed: string, act: () => void, error?: unknown) => (
    <Line {...{ said, mark, deed, act, isFirst }} error={error ?? change.error} isBusy={change.isPending} />
  )
  const say = (text: string) => () => putIntoDraft(conversationId, text)
  switch (due.kind) {
    case 'confirmation':
      return <ConfirmationRow {...{ due, conversationId, isFirst }} />
    case 'bargain':
      return line(
        words.bargain(due.asks),
        <SmallDiamond />,
        due.text ? words.deeds.held : words.deeds.look,
        due.text ? say(due.text) : () => openFold('offers'),
      )
    case 'doubt':
      return line(words.andMore(words.doubt(due.text), due.more), <SmallDiamond />, words.deeds.look, () =>
        openFold('selling'),
      )
    case 'proposed':
      return line(words.proposed(due.text), <SaidMark isSaid={false} isDoubt />, words.deeds.note, () =>
        change.mutate(() =>
          api('POST /api/conversations/:id/doubts', {
            params: { id: conversationId },
            body: { text: due.text, messageId: due.messageId },
          }),
        ),
      )
    case 'disclosure':
      return line(
        words.disclosure(due.missing),
        <SaidMark isSaid={false} />,
        words.deeds.fill,
        say(due.draft),
      )
    case 'offer':
      return line(
        words.andMore(words.offer(due.name), due.more),
        <SaidMark isSaid={false} />,
        words.deeds.tell,
        say(due.text),
      )
  }
}

function ConfirmationRow({
  due: { confirmation, isDecision },
  conversationId,
  isFirst,
}: {
  due: Due & { kind: 'confirmation' }
  conversationId: string
  isFirst: boolean
}) {
  const words = useWords(dueWords)
  const openFold = useOpenFold()
  const deed = useDeed(confirmation)
  const { row, may } = confirmation
  const canSend = !isDecision && may.chat
  const said = row.hold === 'lead' ? words.lead : isDecision ? words.corrected : words.confirmation
  return (
    <Line
      said={said(row.orderName)}
      mark={row.hold === 'lead' ? <SmallOctagon /> : <SmallDiamond />}
      deed={canSend ? words.deeds.send : words.deeds.look}
      act={() => (canSend ? deed.mutate({ do: 'send', conversationId }) : openFold('confirmation'))}
      isBusy={deed.isPending}
      isFirst={isFirst}
      error={deed.error}
    />
  )
}

function Line({
  said,
  mark,
  deed,
  act,
  isBusy,
  isFirst,
  error,
}: {
  said: string
  mark: ReactNode
  deed: string
  act: () => void
  isBusy: boolean
  isFirst: boolean
  error: unknown
}) {
  const id = useId()
  return (
    <li>
      <span className={css.mark}>{mark}</span>
      <span className={css.said} id={id} title={said}>
        {said}
      </span>
      <button
        type="button"
        disabled={isBusy}
        aria-describedby={id}
        aria-keyshortcuts={isFirst ? 'Alt+0' : undefined}
        onClick={act}
      >
        {deed} {isFirst && <Key>Alt 0</Key>}
      </button>
      {error !== null && error !== undefined && (
        <span className={css.error}>
          <ErrorLine error={error} />
        </span>
      )}
    </li>
  )
}

/** By the place of the key: on a Mac Alt changes what it types. */
function useFirstByKey(list: React.RefObject<HTMLUListElement | null>) {
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if (!e.altKey || e.ctrlKey || e.metaKey || e.shiftKey || e.isComposing || e.repeat) return
      if (e.code !== 'Digit0' || document.querySelector('dialog[open], [role=menu]')) return
      const first = list.current?.querySelector('button')
      if (!first) return
      e.preventDefault()
      first.click()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [list])
}
