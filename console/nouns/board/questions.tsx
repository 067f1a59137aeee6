import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { QuestionGroup } from '#contract/conversations/rush.ts'
import { api } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine, Loading } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { AnswerMany } from './answer-many.tsx'
import { boardWords } from './board.words.ts'
import css from './board.module.css'

/** Like questions among those who wait; the largest first, with the one filled button of the screen. */
export function Questions() {
  const words = useWords(boardWords)
  const format = useFormat()
  const { id } = useMembership()
  const [chosen, setChosen] = useState<QuestionGroup | null>(null)
  const questions = useQuery({
    queryKey: ['board-questions', id],
    queryFn: () => api('GET /api/board/questions'),
  })
  const groups = questions.data?.groups ?? []
  return (
    <Section
      title={words.questions}
      right={groups.length > 0 && words.questionsRemark(format.count(questions.data?.alone ?? 0))}
    >
      <ErrorLine error={questions.error} />
      {questions.isPending && <Loading lines={3} />}
      {questions.data && groups.length === 0 && <p className={css.quiet}>{words.questionsNone}</p>}
      <ul className={css.groups}>
        {groups.map((group, i) => (
          <li key={group.text}>
            <div>
              <p>
                <b>{group.text}</b>{' '}
                <span className={css.count}>{words.asked(format.count(group.count))}</span>
              </p>
              {group.others.length > 0 && (
                <p className={css.quiet}>
                  {words.alsoAsked}
                  {group.others.join(' · ')}
                </p>
              )}
            </div>
            <Button kind={i === 0 ? 'filled' : 'plain'} onClick={() => setChosen(group)}>
              {words.answerAll(format.count(group.conversationIds.length))}
            </Button>
          </li>
        ))}
      </ul>
      {chosen && <AnswerMany key={chosen.text} group={chosen} onClose={() => setChosen(null)} />}
    </Section>
  )
}
