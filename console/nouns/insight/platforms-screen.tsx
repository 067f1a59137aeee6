import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PlatformMeasure, PlatformRule } from '#contract/insight/platforms.ts'
import { api } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Screen, Section } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { AnswersTabs } from './answers-tabs.tsx'
import { answersWords } from './answers.words.ts'
import answers from './answers.module.css'
import { PlatformRows } from './platform-rows.tsx'
import { ScoreDialog } from './score-dialog.tsx'
import { platformsWords } from './platforms.words.ts'
import css from './platforms.module.css'
import { shareText } from './share-text.rules.ts'

/** Which figure's rows are open below it. */
interface Opened {
  rule: PlatformRule
  day?: string
}

/** The same chats counted by the platforms' rules, with the platforms' own figures beside ours. */
export function PlatformsScreen() {
  const words = useWords(platformsWords)
  const title = useWords(answersWords).title
  const { id } = useMembership()
  const client = useQueryClient()
  const [entering, setEntering] = useState<PlatformRule | null>(null)
  const [opened, setOpened] = useState<Opened | null>(null)
  const report = useQuery({
    queryKey: ['platforms', id],
    queryFn: () => api('GET /api/reports/platforms'),
    refetchInterval: 60_000,
  })
  useStreamEvents((e) => {
    if (e.name === 'platform_score.changed') void client.invalidateQueries({ queryKey: ['platforms', id] })
  })
  return (
    <Screen title={title} tabs={<AnswersTabs value="platforms" />}>
      <p className={answers.note}>{words.lead}</p>
      {report.error && !report.data && (
        <ErrorState error={report.error} thing={words.thing} retry={() => void report.refetch()} />
      )}
      {report.isPending && <Loading lines={8} />}
      {report.data && <Ours ours={report.data.ours} />}
      {report.data?.measures.map((measure) => (
        <Measure
          key={measure.rule}
          measure={measure}
          opened={opened?.rule === measure.rule ? opened : null}
          onOpen={setOpened}
          onEnter={() => setEntering(measure.rule)}
        />
      ))}
      {entering && report.data && (
        <ScoreDialog
          rule={entering}
          today={report.data.to}
          known={report.data.measures.find((one) => one.rule === entering)?.days ?? []}
          onClose={() => setEntering(null)}
        />
      )}
    </Screen>
  )
}

function Ours({
  ours,
}: {
  ours: { targetSeconds: number; dueSeconds: number; turns: number; withinTarget: number; withinDue: number }
}) {
  const words = useWords(platformsWords)
  const format = useFormat()
  const share = (n: number) => (ours.turns === 0 ? '–' : `${Math.round((n * 100) / ours.turns)}%`)
  return (
    <Section title={words.ours}>
      <p className={css.line}>
        {words.oursLine(
          ours.targetSeconds,
          share(ours.withinTarget),
          ours.dueSeconds,
          share(ours.withinTarget + ours.withinDue),
          format.count(ours.turns),
        )}
      </p>
    </Section>
  )
}

function Measure({
  measure,
  opened,
  onOpen,
  onEnter,
}: {
  measure: PlatformMeasure
  opened: Opened | null
  onOpen: (opened: Opened | null) => void
  onEnter: () => void
}) {
  const words = useWords(platformsWords)
  const format = useFormat()
  const { rule, of, inTime, share, failingNow, days } = measure
  const latest = days.find((day) => day.own)
  const failed = of - inTime
  return (
    <Section title={words.names[rule]} right={<Button onClick={onEnter}>{words.enter}</Button>}>
      <p className={css.line}>{words.how[rule]}</p>
      {of === 0 && days.length === 0 ? (
        <p className={answers.note}>{words.none}</p>
      ) : (
        <>
          <dl className={css.pair}>
            <div>
              <dt>{words.calculated}</dt>
              <dd>{shareText(share)}</dd>
              <dd className={css.about}>
                {words.of[rule](format.count(of))}
                {failed > 0 && (
                  <button type="button" className="figure" onClick={() => onOpen(opened ? null : { rule })}>
                    {words.failed[rule](failed)}
                  </button>
                )}
                {failingNow > 0 && <span>{words.now(failingNow)}</span>}
              </dd>
            </div>
            <div>
              <dt>{words.own}</dt>
              <dd>{shareText(latest?.own?.score ?? null)}</dd>
              <dd className={css.about}>
                {latest?.own && `${format.day(`${latest.day}T12:00:00Z`)} ${words[latest.own.source]}`}
              </dd>
            </div>
          </dl>
          {days.length > 0 && <Days measure={measure} onOpen={onOpen} />}
        </>
      )}
      {opened && <PlatformRows rule={rule} day={opened.day} onAll={() => onOpen({ rule })} />}
    </Section>
  )
}

function Days({
  measure: { rule, days },
  onOpen,
}: {
  measure: PlatformMeasure
  onOpen: (opened: Opened) => void
}) {
  const words = useWords(platformsWords)
  const format = useFormat()
  return (
    <div className={answers.scroll}>
      <table className={`${answers.table} ${css.days}`}>
        <thead>
          <tr>
            <th scope="col">{words.day}</th>
            <th scope="col" className={answers.number}>
              {words.count}
            </th>
            <th scope="col" className={answers.number}>
              {words.calculated}
            </th>
            <th scope="col" className={answers.number}>
              {words.own}
            </th>
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.day}>
              <th scope="row">
                {format.day(`${day.day}T12:00:00Z`)} <small>{format.weekday(`${day.day}T12:00:00Z`)}</small>
              </th>
              <td className={answers.number}>
                {day.of > day.inTime ? (
                  <button type="button" className="figure" onClick={() => onOpen({ rule, day: day.day })}>
                    {day.inTime} / {day.of}
                  </button>
                ) : (
                  `${day.inTime} / ${day.of}`
                )}
              </td>
              <td className={answers.number}>{shareText(day.share)}</td>
              <td className={answers.number}>
                {shareText(day.own?.score ?? null)}
                {day.own && day.share !== null && day.own.score !== day.share && (
                  <small className={css.apart}>
                    {words.apart(shareText(Math.abs(day.own.score - day.share)))}
                  </small>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
