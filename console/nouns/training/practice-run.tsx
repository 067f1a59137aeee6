import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { Practice } from '#contract/training/training.ts'
import { api } from '../../parts/api.ts'
import { Button, TextArea } from '../../parts/controls.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { serverNow } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { trainingWords } from './training.words.ts'
import css from './training.module.css'

/** A chat answered anew: the clock runs, and what was really said comes after each answer. */
export function PracticeRun({ first, onLeave }: { first: Practice; onLeave: () => void }) {
  const words = useWords(trainingWords)
  const [practice, setPractice] = useState(first)
  const [text, setText] = useState('')
  const turn = practice.turns.findIndex((one) => one.answer === null)
  const send = useMutation({
    mutationFn: () =>
      api('POST /api/training/practices/:id/answers', {
        params: { id: practice.id },
        body: { turn, text: text.trim() },
      }),
    onSuccess: (next) => {
      setPractice(next)
      setText('')
    },
  })
  const isOver = practice.score !== null
  const foot = useRef<HTMLDivElement>(null)
  useEffect(() => {
    foot.current?.scrollIntoView({ block: 'nearest' })
  }, [practice])
  const post = () => {
    if (text.trim() !== '' && !send.isPending) send.mutate()
  }
  const onKeyDown = (e: KeyboardEvent) => {
    if (e.key !== 'Enter' || e.shiftKey || e.nativeEvent.isComposing) return
    e.preventDefault()
    post()
  }
  return (
    <section className={css.practice}>
      <header className={css.quizHead}>
        <h2>
          {practice.isSample ? `${practice.title} · ${words.sample}` : words.practiceOf(practice.title)}
        </h2>
        <span>{words.of(Math.min(turn < 0 ? practice.of : turn + 1, practice.of), practice.of)}</span>
        <Button kind="quiet" onClick={onLeave}>
          {words.back}
        </Button>
      </header>
      <ol className={css.turns}>
        {practice.turns.map((one, i) => (
          <li key={i}>
            {one.buyer.map((line, at) => (
              <p key={at} className={css.buyer}>
                <span className="visually-hidden">{words.buyer} </span>
                {line}
              </p>
            ))}
            {one.answer !== null && <Answered turn={one} />}
          </li>
        ))}
      </ol>
      <div ref={foot}>
        {isOver ? (
          <p className={`${css.verdict} song`} role="status">
            {words.practiceDone(practice.score ?? 0)}
          </p>
        ) : (
          <div className={css.answer}>
            <Countdown since={practice.shownAt} target={practice.targetSeconds} due={practice.dueSeconds} />
            <TextArea
              key={turn}
              autoFocus
              rows={2}
              label={words.yourAnswer}
              isLabelHidden
              value={text}
              maxLength={2000}
              onChange={(e) => setText(e.target.value)}
              onKeyDown={onKeyDown}
            />
            <Button kind="filled" isBusy={send.isPending} disabled={text.trim() === ''} onClick={post}>
              {words.send}
            </Button>
          </div>
        )}
        <ErrorLine error={send.error} />
      </div>
    </section>
  )
}

function Answered({ turn }: { turn: Practice['turns'][number] }) {
  const words = useWords(trainingWords)
  const seconds = (ms: number | null) => (ms === null ? '' : words.seconds((ms / 1000).toFixed(1)))
  return (
    <>
      <p className={css.mine}>
        <span className="visually-hidden">{words.you} </span>
        {turn.answer}
      </p>
      <p className={css.judged} data-good={(turn.score ?? 0) >= 80 || undefined}>
        <b>{words.score(turn.score ?? 0)}</b> {seconds(turn.ms)}{' '}
        {turn.remarks.map((remark) => words.remarks[remark]).join(' · ')}
        {turn.guard.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </p>
      <p className={css.said}>
        <small>
          {words.atThatTime} {seconds(turn.saidMs)}
        </small>{' '}
        {turn.said}
      </p>
    </>
  )
}

/** Seconds since the buyer's words appeared: a circle, a diamond from the target on, an octagon past the limit. */
function Countdown({ since, target, due }: { since: string; target: number; due: number }) {
  const words = useWords(trainingWords)
  const read = () => Math.max(0, Math.floor((serverNow() - Date.parse(since)) / 1000))
  const [seconds, setSeconds] = useState(read)
  useEffect(() => {
    const timer = setInterval(() => setSeconds(read()), 250)
    return () => clearInterval(timer)
  })
  const state = seconds >= due ? 'late' : seconds >= target ? 'amber' : 'calm'
  return (
    <span className={css.clock} data-state={state} role="timer" aria-label={words.seconds(String(seconds))}>
      {seconds < 100 ? seconds : '99+'}
    </span>
  )
}
