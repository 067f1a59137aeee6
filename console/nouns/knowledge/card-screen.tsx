import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import type { InsertCard } from '#contract/knowledge/cards.ts'
import { api } from '../../parts/api.ts'
import { Button, Checkbox, Choice } from '../../parts/controls.tsx'
import { EmptyState, ErrorState, Loading, SmallDiamond } from '../../parts/screen-states.tsx'
import { Screen } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useLanguage, useWords } from '../../parts/words.tsx'
import css from './card.module.css'
import { documentWords } from './document.words.ts'

type Size = 'A6' | 'A5'
/** As many as usually fit; the others are a tick away. */
const usual: Readonly<Record<Size, number>> = { A6: 4, A5: 7 }

/** A card for the parcel: what buyers ask of this product and how to care for it, in pure black (KB-04). */
export function CardScreen() {
  const words = useWords(documentWords)
  const { slug = '', productId = '' } = useParams({ strict: false })
  const memberId = useMembership().id
  const [screenLanguage] = useLanguage()
  const [language, setLanguage] = useState<'zh' | 'en'>(screenLanguage)
  const [size, setSize] = useState<Size>('A6')
  const card = useQuery({
    queryKey: ['insert card', memberId, productId, language],
    queryFn: () => api('GET /api/knowledge/cards/:productId', { params: { productId }, query: { language } }),
    placeholderData: (before) => before,
  })
  return (
    <Screen
      title={words.cardTitle(card.data?.productName ?? '')}
      right={
        <Link className="link" to="/s/$slug/products/$id" params={{ slug, id: productId }}>
          {words.back}
        </Link>
      }
    >
      <div className={css.tools}>
        <Choice
          label={words.language}
          value={language}
          onChange={setLanguage}
          options={(['zh', 'en'] as const).map((value) => ({ value, label: words.languages[value] }))}
        />
        <Choice
          label={words.size}
          value={size}
          onChange={setSize}
          options={(['A6', 'A5'] as const).map((value) => ({ value, label: words.sizes[value] }))}
        />
      </div>
      {card.error ? (
        <ErrorState error={card.error} thing={words.card} retry={() => void card.refetch()} />
      ) : !card.data ? (
        <Loading lines={6} />
      ) : card.data.rows.length === 0 ? (
        <EmptyState title={words.cardNone} />
      ) : (
        <Sheet
          key={`${language} ${size} ${card.data.rows.length}`}
          card={card.data}
          language={language}
          size={size}
        />
      )}
    </Screen>
  )
}

function Sheet({ card, language, size }: { card: InsertCard; language: 'zh' | 'en'; size: Size }) {
  const words = useWords(documentWords)
  const printed = documentWords[language]
  const [chosen, setChosen] = useState(() => new Set(card.rows.slice(0, usual[size]).map(({ id }) => id)))
  const [isFull, setFull] = useState(false)
  const paper = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const element = paper.current
    if (element) setFull(element.scrollHeight > element.clientHeight + 1)
  }, [chosen, size, card])
  const face = (
    <>
      <header>
        <h2>{card.productName}</h2>
        <p>{printed.cardHead}</p>
      </header>
      <dl>
        {card.rows
          .filter(({ id }) => chosen.has(id))
          .map((row) => (
            <div key={row.id}>
              <dt>{row.title}</dt>
              <dd>{row.answer}</dd>
            </div>
          ))}
      </dl>
      <footer>
        <span>{card.shopName}</span>
        <span>{printed.ask}</span>
      </footer>
    </>
  )
  const lang = language === 'zh' ? 'zh-CN' : 'en'
  return (
    <div className={css.sheet}>
      <article ref={paper} className={css.paper} data-size={size} lang={lang}>
        {face}
      </article>
      {/* Printed alone: beside the desk, not within it. */}
      {createPortal(
        <div className={`${css.paper} ${css.printed}`} data-size={size} lang={lang}>
          {face}
        </div>,
        document.body,
      )}
      <aside className={css.aside}>
        <h3>{words.onCard}</h3>
        {card.rows.map((row) => (
          <Checkbox
            key={row.id}
            label={row.title}
            checked={chosen.has(row.id)}
            onChange={(e) => {
              const next = new Set(chosen)
              if (e.target.checked) next.add(row.id)
              else next.delete(row.id)
              setChosen(next)
            }}
          />
        ))}
        {isFull && (
          <p className={css.full} role="status">
            <SmallDiamond /> {words.full}
          </p>
        )}
        <Button kind="filled" disabled={chosen.size === 0} onClick={() => print()}>
          {words.print}
        </Button>
      </aside>
    </div>
  )
}
