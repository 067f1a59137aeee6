import { useState } from 'react'
import type { Board } from '#contract/conversations/rush.ts'
import { Section } from '../../parts/screen.tsx'
import { useFormat } from '../../parts/format.tsx'
import { useWords } from '../../parts/words.tsx'
import { StateMark } from './state-mark.tsx'
import { boardWords } from './board.words.ts'
import css from './board.module.css'
import { Notices } from './notices.tsx'
import { Questions } from './questions.tsx'
import { SentBefore } from './sent-before.tsx'
import { WaitingRows, type WaitingFilter } from './waiting-rows.tsx'

/** Lanes, people, rate, questions. Every figure opens its rows. */
export function LiveBoard({ board }: { board: Board }) {
  const [rows, setRows] = useState<WaitingFilter | null>(null)
  return (
    <div className={css.board}>
      <div>
        <Lanes board={board} onRows={setRows} />
        <Questions />
        <SentBefore />
      </div>
      <div>
        <Answered board={board} />
        <Team board={board} onRows={setRows} />
        <Notices />
      </div>
      {rows && <WaitingRows filter={rows} onClose={() => setRows(null)} />}
    </div>
  )
}

function Lanes({ board, onRows }: { board: Board; onRows: (filter: WaitingFilter) => void }) {
  const words = useWords(boardWords)
  const format = useFormat()
  const now = Date.parse(board.now)
  const ringing = board.alarms.filter((alarm) => alarm.closedAt === null)
  const hasVip = board.lanes.some((lane) => lane.lane === 'vip' && lane.waiting > 0)
  return (
    <section className={css.lanes} aria-label={words.live}>
      {board.lanes.map((lane) => (
        <p key={lane.lane} className={css.lane} data-lane={lane.lane}>
          <b>{words.lanes[lane.lane]}</b>
          {lane.waiting === 0 ? (
            <span className={css.calm}>
              <StateMark kind="calm" /> {words.nobody}
            </span>
          ) : (
            <>
              <button
                type="button"
                className={`figure ${css.big}`}
                onClick={() => onRows({ lane: lane.lane })}
              >
                {words.waiting(format.count(lane.waiting))}
              </button>
              {lane.late > 0 && (
                <span className={css.late}>
                  <StateMark kind="late" /> {words.late(format.count(lane.late))}
                </span>
              )}
              {lane.unheld > 0 && (
                <button
                  type="button"
                  className="figure"
                  onClick={() => onRows({ lane: lane.lane, isUnheld: true })}
                >
                  {words.unheld(format.count(lane.unheld))}
                </button>
              )}
              {lane.oldestSince && (
                <span>{words.oldest(format.span(now - Date.parse(lane.oldestSince)))}</span>
              )}
            </>
          )}
        </p>
      ))}
      <p className={css.remarks}>
        {ringing.length === 0 ? (
          <span>{words.noAlarm}</span>
        ) : (
          ringing.map((alarm) => (
            <span key={alarm.id} className={css.late} role="status">
              <StateMark kind="late" />{' '}
              {words.alarm(
                words.lanes[alarm.lane],
                format.clock(alarm.openedAt),
                format.count(alarm.mostWaiting),
              )}
            </span>
          ))
        )}
        {board.alarmsToday > 0 && <span>{words.alarmsToday(board.alarmsToday)}</span>}
        {hasVip && <span>{board.vipGoesFirst ? words.vipFirst : words.vipLevel}</span>}
      </p>
    </section>
  )
}

function Answered({ board }: { board: Board }) {
  const words = useWords(boardWords)
  const format = useFormat()
  const { perMinute, minutes, ordinaryWaitMs, vipWaitMs } = board.answered
  const most = Math.max(1, ...minutes)
  return (
    <Section title={words.answered}>
      <p className={css.rate}>
        <b className={css.big}>{words.perMinute(String(perMinute))}</b> <span>{words.perMinuteLong}</span>
      </p>
      <svg
        className={css.minutes}
        viewBox={`0 0 ${minutes.length * 8} 40`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${words.minutesChart}: ${minutes.join(', ')}`}
      >
        {minutes.map((count, i) => {
          const height = count === 0 ? 1 : Math.max(2, (count / most) * 40)
          return <rect key={i} x={i * 8} y={40 - height} width={6} height={height} />
        })}
      </svg>
      {ordinaryWaitMs !== null && <p>{words.middle(words.lanes.ordinary, format.span(ordinaryWaitMs))}</p>}
      {vipWaitMs !== null && <p>{words.middle(words.lanes.vip, format.span(vipWaitMs))}</p>}
    </Section>
  )
}

function Team({ board, onRows }: { board: Board; onRows: (filter: WaitingFilter) => void }) {
  const words = useWords(boardWords)
  if (board.agents.length === 0)
    return (
      <Section title={words.team}>
        <p className={css.quiet}>{words.noTeam}</p>
      </Section>
    )
  return (
    <Section title={words.team}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{words.team}</span>
            </th>
            <th scope="col">{words.columns.held}</th>
            <th scope="col">{words.columns.waiting}</th>
            <th scope="col">{words.columns.hour}</th>
          </tr>
        </thead>
        <tbody>
          {board.agents.map((agent) => (
            <tr key={agent.id} data-presence={agent.presence}>
              <th scope="row">
                {agent.name}
                <small>
                  {agent.presence !== 'on' && ` ${words.presence[agent.presence]}`}
                  {agent.isTrainee && ` ${words.trainee}`}
                </small>
              </th>
              <td>
                {words.ofCap(agent.held, agent.cap)}
                {agent.isFull && (
                  <span className={css.amber}>
                    {' '}
                    <StateMark kind="amber" /> {words.full}
                  </span>
                )}
              </td>
              <td>
                {agent.waiting > 0 ? (
                  <button
                    type="button"
                    className="figure"
                    aria-label={`${agent.name}: ${words.waiting(String(agent.waiting))}`}
                    onClick={() => onRows({ memberId: agent.id })}
                  >
                    {agent.waiting}
                  </button>
                ) : (
                  0
                )}
              </td>
              <td>{agent.answeredPerHour}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
