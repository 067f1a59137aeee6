import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import type { InboxRow } from '#contract/conversations/conversations.ts'
import { api, ApiError } from '../../parts/api.ts'
import { BeforeCloseParts, type BeforeCloseProps } from '../../parts/before-close.tsx'
import { Button, Checkbox } from '../../parts/controls.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ErrorLine, SmallDiamond } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { takeRow } from './chat-cache.ts'
import css from './close-dialog.module.css'
import { actionWords } from './actions.words.ts'

/** Ends a conversation with thanks. What speaks against it is said before, and may be overruled. */
export function CloseDialog({ conversation, onClose }: { conversation: InboxRow; onClose: () => void }) {
  const words = useWords(actionWords).close
  const memberId = useMembership().id
  const client = useQueryClient()
  const [isSilent, setSilent] = useState(false)
  const [answer, setAnswer] = useState<Parameters<BeforeCloseProps['onAnswer']>[0] | null>(null)
  const closing = useMutation({
    mutationFn: (anyway: boolean) =>
      api('POST /api/conversations/:id/closing', {
        params: { id: conversation.id },
        body: {
          ...(isSilent && { silent: true }),
          ...(anyway && { anyway }),
          ...(answer && { sale: answer.sale }),
        },
      }),
    onSuccess: (reply) => {
      takeRow(client, memberId, reply.conversation)
      onClose()
    },
  })
  const isRefused = closing.error instanceof ApiError && closing.error.code === 'state.conflict'
  // The screen may lag behind the server by a moment: a refusal counts even where no reason is seen here.
  const reasons = [
    ...(conversation.clock ? [words.waiting] : []),
    ...(conversation.word ? [words.words(conversation.word.what)] : []),
  ]
  if (isRefused && reasons.length === 0) reasons.push(words.conflict)
  const needsAnyway = reasons.length > 0
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button
            kind={needsAnyway ? 'danger' : 'filled'}
            isBusy={closing.isPending}
            disabled={answer?.isReady === false}
            onClick={() => closing.mutate(needsAnyway)}
          >
            {needsAnyway ? words.anyway : words.go}
          </Button>
        </>
      }
    >
      {reasons.map((reason) => (
        <p key={reason} className={css.reason}>
          <SmallDiamond /> {reason}
        </p>
      ))}
      <p className={css.lead}>{words.lead}</p>
      <Suspense>
        <BeforeCloseParts conversationId={conversation.id} onAnswer={setAnswer} />
      </Suspense>
      <Checkbox label={words.silent} checked={isSilent} onChange={(e) => setSilent(e.target.checked)} />
      {!isRefused && <ErrorLine error={closing.error} />}
    </Dialog>
  )
}
