import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { QuestionGroup } from '#contract/conversations/rush.ts'
import { api, newId } from '../../parts/api.ts'
import { Button, TextArea } from '../../parts/controls.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { boardWords } from './board.words.ts'
import css from './board.module.css'

/** One reviewed answer to all of a group: written, looked at as each will read it, then sent. Until then nothing has gone. */
export function AnswerMany({ group, onClose }: { group: QuestionGroup; onClose: () => void }) {
  const words = useWords(boardWords)
  const format = useFormat()
  const client = useQueryClient()
  const { id: memberId } = useMembership()
  const [text, setText] = useState('{hail}，')
  // One id for this dialog: pressed twice, or sent again after a lost reply, it is one answer.
  const [id] = useState(newId)
  const body = { text, conversationIds: group.conversationIds }
  const preview = useMutation({ mutationFn: () => api('POST /api/board/answers/preview', { body }) })
  const send = useMutation({
    mutationFn: () => api('POST /api/board/answers', { body: { id, ...body } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['board-answers', memberId] })
      void client.invalidateQueries({ queryKey: ['board-questions', memberId] })
      onClose()
    },
  })
  const seen = preview.data
  const hasBoth = new Set(seen?.versions.map(({ language }) => language)).size > 1
  const isBlank = text.replaceAll(/\{\w+\}|[\s，,。.]/g, '') === ''
  const count = format.count(seen?.count ?? group.conversationIds.length)
  return (
    <Dialog
      isDrawer
      title={words.answerTitle(format.count(group.conversationIds.length))}
      onClose={onClose}
      foot={
        seen ? (
          <>
            <Button onClick={() => preview.reset()}>{words.back}</Button>
            <Button
              kind="filled"
              isBusy={send.isPending}
              disabled={seen.count === 0 || seen.openSlots.length > 0}
              onClick={() => send.mutate()}
            >
              {words.sendNow(count)}
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onClose}>{words.cancel}</Button>
            <Button
              kind="filled"
              disabled={isBlank}
              isBusy={preview.isPending}
              onClick={() => preview.mutate()}
            >
              {words.preview}
            </Button>
          </>
        )
      }
    >
      <p className={css.question}>{group.text}</p>
      {seen ? (
        <>
          <p>{words.previewOf(count)}</p>
          <ul className={css.versions}>
            {seen.versions.map((version) => (
              <li key={version.text}>
                <blockquote lang={version.language === 'zh' ? 'zh-CN' : 'en'}>{version.text}</blockquote>
                <span className={css.count}>
                  {words.asked(format.count(version.count))}
                  {hasBoth && ` · ${words.reads[version.language]}`}
                </span>
              </li>
            ))}
          </ul>
          {seen.gone > 0 && <p className={css.quiet}>{words.gone(format.count(seen.gone))}</p>}
          {seen.unfilled > 0 && seen.openSlots.length === 0 && (
            <p className={css.quiet}>{words.unfilled(format.count(seen.unfilled))}</p>
          )}
          {seen.openSlots.length > 0 && (
            <p role="alert" className={css.late}>
              {words.openSlots(seen.openSlots.join(', '))}
            </p>
          )}
        </>
      ) : (
        <>
          <p className={css.quiet}>{words.answerLead}</p>
          <TextArea
            label={words.answerText}
            hint={words.answerHint}
            rows={6}
            maxLength={2000}
            value={text}
            onChange={(e) => setText(e.target.value)}
          />
        </>
      )}
      <ErrorLine error={send.error ?? preview.error} />
    </Dialog>
  )
}
