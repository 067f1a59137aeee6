import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useEffect } from 'react'
import type { Home } from '#contract/insight/home.ts'
import { api } from '../../parts/api.ts'
import { ConnectionNote } from '../../parts/connection-note.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorState, Loading } from '../../parts/screen-states.tsx'
import { useTitle } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { noteServerNow, useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { AnswersBar } from './answers-bar.tsx'
import { AnswersFigure, OrdersFigure } from './figures.tsx'
import { Flower, HeartRows, Legend } from './home-flower.tsx'
import { HomeSide } from './home-side.tsx'
import css from './home.module.css'
import { homeWords } from './home.words.ts'
import { useTargets } from './targets.ts'
import { VerdictLine } from './verdict-line.tsx'

/** The owner's home: a verdict in one sentence, five hearts, and what to do next. */
export function HomeScreen() {
  const words = useWords(homeWords)
  const { id, shop } = useMembership()
  useTitle(words.title)
  const home = useQuery({
    queryKey: ['home', id],
    queryFn: async () => {
      const reply = await api('GET /api/home')
      noteServerNow(reply.now)
      return reply
    },
    refetchInterval: 60_000,
  })
  useRefetchOnNews(id)
  if (home.error && !home.data) {
    return (
      <div className={css.screen}>
        <h1 className="visually-hidden">{words.title}</h1>
        <ErrorState error={home.error} thing={words.thing} retry={() => void home.refetch()} />
      </div>
    )
  }
  return (
    <div className={css.screen}>
      <h1 className="visually-hidden">{`${words.title} · ${shop.name}`}</h1>
      {home.data ? <Known home={home.data} /> : <Loading lines={9} />}
    </div>
  )
}

function Known({ home }: { home: Home }) {
  const words = useWords(homeWords)
  const format = useFormat()
  const targets = useTargets()
  return (
    <>
      <div className={css.main}>
        <p className={css.top}>
          <span>{home.shopName}</span>
          <span>{words.lastDays}</span>
          <span className={css.wide}>{words.range(format.day(home.from), format.day(home.to))}</span>
        </p>
        <VerdictLine home={home} seconds={targets.due} />
        <Flower home={home} />
        <Legend />
        <HeartRows home={home} />
        <AnswersBar home={home} targets={targets} />
      </div>
      <div className={css.side}>
        <p className={`${css.top} ${css.topRight}`}>
          <ConnectionNote />
          <OrdersFigure>{words.orders(format.count(home.orders))}</OrdersFigure>
          <AnswersFigure>{words.talks(format.count(home.conversations))}</AnswersFigure>
          <span>{words.dataAt(format.clock(home.now))}</span>
        </p>
        <HomeSide home={home} seconds={targets.target} />
      </div>
    </>
  )
}

/** Orders, chats and words change the figures: fetched again, gathered for a moment. */
function useRefetchOnNews(memberId: string) {
  const client = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useStreamEvents(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      void client.invalidateQueries({ queryKey: ['home', memberId] })
    }, 1_500)
  })
  useEffect(() => () => clearTimeout(timer.current), [])
}
