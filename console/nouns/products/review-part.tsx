import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Product, Review } from '#contract/products/products.ts'
import { api } from '../../parts/api.ts'
import { Button, Tabs } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { productWords } from './product.words.ts'
import css from './product.module.css'

const verdicts = ['good', 'neutral', 'bad'] as const
type View = 'all' | (typeof verdicts)[number]

/** What buyers wrote of it: how it is spread, then the newest. */
export function ReviewPart({ product }: { product: Product }) {
  const words = useWords(productWords).reviews
  const format = useFormat()
  const { count } = product.reviews
  return (
    <Section title={words.title} right={count > 0 && words.of(format.count(count))}>
      {count === 0 ? (
        <p className={css.nothing}>{words.none}</p>
      ) : (
        <>
          <Summary product={product} />
          <Reviews product={product} />
        </>
      )}
    </Section>
  )
}

function Summary({ product }: { product: Product }) {
  const words = useWords(productWords).reviews
  const format = useFormat()
  const { average, stars, verdicts: sums } = product.reviews
  const rows: [string, number][] =
    average === null
      ? verdicts.map((verdict) => [words.verdicts[verdict], sums[verdict]])
      : stars.map((n, at): [string, number] => [words.stars(at + 1), n]).reverse()
  const most = Math.max(1, ...rows.map(([, n]) => n))
  return (
    <div className={css.summary}>
      {average !== null && <p className={css.score}>{words.average(average.toFixed(1))}</p>}
      <div className={css.spread}>
        {rows.map(([name, n]) => (
          <Spread key={name} name={name} share={n / most} said={format.count(n)} />
        ))}
      </div>
    </div>
  )
}

function Spread({ name, share, said }: { name: string; share: number; said: string }) {
  return (
    <>
      <span>{name}</span>
      <span className={css.bar} aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </span>
      <span>{said}</span>
    </>
  )
}

function Reviews({ product }: { product: Product }) {
  const words = useWords(productWords).reviews
  const memberId = useMembership().id
  const [view, setView] = useState<View>('all')
  const list = useInfiniteQuery({
    queryKey: ['product reviews', memberId, product.id, view, product.reviews.count],
    queryFn: ({ pageParam, signal }) =>
      api('GET /api/products/:id/reviews', {
        params: { id: product.id },
        query: {
          limit: 10,
          ...(view !== 'all' && { verdict: view }),
          ...(pageParam && { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const { good, neutral, bad } = product.reviews.verdicts
  const isJudged = good + neutral + bad > 0
  return (
    <>
      {isJudged && (
        <Tabs
          label={words.which}
          value={view}
          onChange={setView}
          options={(['all', ...verdicts] as const).map((value) => ({
            value,
            label: value === 'all' ? words.all : words.verdicts[value],
          }))}
        />
      )}
      <ul>
        {list.data?.pages.flatMap((page) =>
          page.rows.map((review) => <OneReview key={review.id} review={review} />),
        )}
      </ul>
      <ErrorLine error={list.error} />
      {list.hasNextPage && (
        <p className={css.toggle}>
          <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {words.more}
          </Button>
        </p>
      )}
    </>
  )
}

function OneReview({ review }: { review: Review }) {
  const words = useWords(productWords).reviews
  const format = useFormat()
  const { slug } = useMembership().shop
  return (
    <li className={css.review}>
      <p className={css.reviewHead}>
        {review.stars !== null && <span>{words.stars(review.stars)}</span>}
        {review.verdict && <span data-verdict={review.verdict}>{words.verdicts[review.verdict]}</span>}
        {review.customerId ? (
          <Link className="figure" to="/s/$slug/customers/$id" params={{ slug, id: review.customerId }}>
            {review.buyerName || words.anonymous}
          </Link>
        ) : (
          <span>{review.buyerName || words.anonymous}</span>
        )}
        <time dateTime={review.at}>{format.day(review.at)}</time>
        <span>{review.storeName}</span>
        {review.orderId && (
          <Link className="figure" to="/s/$slug/orders/$id" params={{ slug, id: review.orderId }}>
            {words.order}
          </Link>
        )}
        {review.pictures.map((url, at) => (
          <a key={url} className="figure" href={url} target="_blank" rel="noreferrer">
            {words.picture(at + 1)}
          </a>
        ))}
      </p>
      <p>{review.text || <span className={css.quiet}>{words.noText}</span>}</p>
      {review.more && (
        <p className={css.after}>
          <b>{words.later}</b>
          {review.more}
        </p>
      )}
      {review.reply && (
        <p className={css.after}>
          <b>{words.reply}</b>
          {review.reply}
        </p>
      )}
    </li>
  )
}
