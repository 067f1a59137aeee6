import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Home } from '#contract/insight/home.ts'
import { api } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine, SmallDiamond } from '../../parts/screen-states.tsx'
import { meKey, useMembership } from '../../parts/session.tsx'
import { screenPaths } from '../../parts/screen-paths.ts'
import { useWords } from '../../parts/words.tsx'
import { AnswersFigure, InboxFigure, TeamFigure, WordsFigure } from './figures.tsx'
import css from './home.module.css'
import { homeWords } from './home.words.ts'
import { crowdedDays } from './verdict.rules.ts'

const mostGaps = 3

type Step = Home['nextSteps'][number]

/** What to do next: first steps, this moment, the word most broken, one person to thank, what falls due. */
export function HomeSide({ home, seconds }: { home: Home; seconds: number }) {
  return (
    <>
      {home.nextSteps.length > 0 && <Steps steps={home.nextSteps} />}
      <Now home={home} />
      <MostBroken home={home} isFilled={home.nextSteps.length === 0} />
      {home.thanks && <Thanks thanks={home.thanks} seconds={seconds} />}
      <Due home={home} />
    </>
  )
}

function Part({
  title,
  right,
  children,
  isFirst = false,
}: {
  title: string
  right?: ReactNode
  children: ReactNode
  isFirst?: boolean
}) {
  return (
    <section className={css.part} data-first={isFirst || undefined}>
      <div className={css.partHead}>
        <h2>{title}</h2>
        {right && <p>{right}</p>}
      </div>
      {children}
    </section>
  )
}

const stepScreens = {
  import_orders: screenPaths.import,
  put_widget: screenPaths.settings,
  invite_team: screenPaths.team,
  set_hours: screenPaths.hours,
  answer_waiting: screenPaths.inbox,
} as const

function Steps({ steps }: { steps: readonly Step[] }) {
  const words = useWords(homeWords)
  const { slug } = useMembership().shop
  const navigate = useNavigate()
  const onDesk = useGoOnDesk()
  const go = (step: Step) => {
    if (step === 'go_on_desk') onDesk.mutate()
    else
      void navigate({ to: stepScreens[step], params: { slug }, hash: step === 'put_widget' ? 'stores' : '' })
  }
  return (
    <Part title={words.firstThing} isFirst>
      {onDesk.error && <ErrorLine error={onDesk.error} />}
      <ul className={css.steps}>
        {steps.map((step, i) => (
          <li key={step}>
            <div>
              <h3 className={i === 0 ? `${css.firstStep} song` : undefined}>{words.steps[step].title}</h3>
              <p>{words.steps[step].about}</p>
            </div>
            <Button
              kind={i === 0 ? 'filled' : 'plain'}
              isBusy={step === 'go_on_desk' && onDesk.isPending}
              onClick={() => go(step)}
            >
              {words.steps[step].go}
            </Button>
          </li>
        ))}
      </ul>
    </Part>
  )
}

function useGoOnDesk() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => api('PUT /api/staff/me/presence', { body: { presence: 'on' } }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: meKey }),
        client.invalidateQueries({ queryKey: ['home'] }),
      ]),
  })
}

function Now({ home }: { home: Home }) {
  const words = useWords(homeWords)
  const facts = [
    {
      name: words.waiting,
      n: home.waitingNow,
      Figure: InboxFigure,
      isLate: home.waitingNow > 0 && home.onDesk === 0,
    },
    { name: words.owed, n: home.owedNow, Figure: InboxFigure, isLate: false },
    {
      name: words.onDesk,
      n: home.onDesk,
      Figure: TeamFigure,
      isLate: home.onDesk === 0 && home.waitingNow > 0,
    },
  ]
  return (
    <Part title={words.now}>
      <dl className={css.now}>
        {facts.map(({ name, n, Figure, isLate }) => (
          <div key={name} data-late={isLate || undefined}>
            <dt>{name}</dt>
            <dd>
              <Figure>{n}</Figure>
            </dd>
          </div>
        ))}
      </dl>
    </Part>
  )
}

function MostBroken({ home, isFilled }: { home: Home; isFilled: boolean }) {
  const words = useWords(homeWords)
  const { slug } = useMembership().shop
  const navigate = useNavigate()
  const hasEnded = home.hearts.some((h) => h.wordsKept + h.wordsBroken > 0)
  const search = { state: 'broken' as const, from: home.from, to: home.to }
  const most = home.mostBroken
  if (!most)
    return hasEnded ? (
      <Part title={words.mostBroken}>
        <p className={css.quiet}>{words.noneBroken}</p>
      </Part>
    ) : null
  return (
    <Part
      title={words.mostBroken}
      right={<WordsFigure search={search}>{words.brokenOf(most.given, most.broken)}</WordsFigure>}
    >
      <p className={`${css.quote} song`}>{most.what}</p>
      <Button
        kind={isFilled ? 'filled' : 'plain'}
        onClick={() => void navigate({ to: '/s/$slug/words', params: { slug }, search })}
      >
        {words.seeBroken(most.broken)}
      </Button>
    </Part>
  )
}

function Thanks({ thanks, seconds }: { thanks: NonNullable<Home['thanks']>; seconds: number }) {
  const words = useWords(homeWords)
  const of = <AnswersFigure search={{ memberId: thanks.memberId }}>{words.nPeople(thanks.of)}</AnswersFigure>
  const caught = (
    <AnswersFigure search={{ memberId: thanks.memberId, clock: 'kept_target' }}>
      {words.nPeople(thanks.caught)}
    </AnswersFigure>
  )
  return (
    <Part title={words.thanks}>
      <p className={`${css.line} song`}>{words.thanksLine(thanks.name, of, seconds, caught)}</p>
    </Part>
  )
}

/** Words falling due, day by day; days that stand out in amber, with a diamond and a way to their rows. */
function Due({ home }: { home: Home }) {
  const words = useWords(homeWords)
  const format = useFormat()
  const days = home.wordsDue
  const most = Math.max(1, ...days.map((d) => d.count))
  const crowded = crowdedDays(days)
  const total = days.reduce((sum, d) => sum + d.count, 0)
  const usual = Math.round(
    days.filter((_, i) => !crowded[i]).reduce((sum, d) => sum + d.count, 0) /
      Math.max(1, crowded.filter((c) => !c).length),
  )
  // A bare date is read as midnight in Greenwich; noon keeps the weekday in every zone.
  const noon = (day: string) => `${day}T12:00:00Z`
  return (
    <Part title={words.risks} right={total > 0 && words.risksRange}>
      {total === 0 ? (
        home.uncovered.length === 0 && <p className={css.quiet}>{words.nothingDue}</p>
      ) : (
        <>
          <ol className={css.days}>
            {days.map((d, i) => (
              <li
                key={d.day}
                data-crowded={crowded[i] || undefined}
                aria-label={words.dueOn(format.weekday(noon(d.day)), d.count)}
              >
                <span>{d.count}</span>
                <i style={{ height: `${Math.max(2, (d.count / most) * 38)}px` }} />
                <span>{format.weekday(noon(d.day))}</span>
              </li>
            ))}
          </ol>
          <ul className={css.risks}>
            {days.map(
              (d, i) =>
                crowded[i] && (
                  <li key={d.day}>
                    <SmallDiamond />
                    <b>{format.weekday(noon(d.day))}</b>
                    <span>
                      {words.riskLine(
                        <WordsFigure search={{ state: 'open' }}>{words.nWords(d.count)}</WordsFigure>,
                        usual,
                      )}
                    </span>
                    <WordsFigure search={{ state: 'open' }} className="link">
                      {words.seeDue(d.count)}
                    </WordsFigure>
                  </li>
                ),
            )}
          </ul>
        </>
      )}
      <Uncovered gaps={home.uncovered} />
    </Part>
  )
}

/** Hours of the coming days for which nobody is on the roster; the three nearest, the rest behind the same way. */
function Uncovered({ gaps }: { gaps: Home['uncovered'] }) {
  const words = useWords(homeWords)
  const format = useFormat()
  const { slug } = useMembership().shop
  if (gaps.length === 0) return null
  return (
    <ul className={css.risks}>
      {gaps.slice(0, mostGaps).map((gap) => (
        <li key={gap.from}>
          <SmallDiamond />
          <b>{format.weekday(gap.from)}</b>
          <span>{words.uncovered(format.clock(gap.from), format.clock(gap.to))}</span>
          <Link to="/s/$slug/team/roster" params={{ slug }} className="link">
            {words.seeRoster}
          </Link>
        </li>
      ))}
    </ul>
  )
}
