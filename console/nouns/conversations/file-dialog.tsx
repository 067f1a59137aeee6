import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { InboxRow } from '#contract/conversations/conversations.ts'
import { api, type Body } from '../../parts/api.ts'
import { Button, SelectField, TextArea } from '../../parts/controls.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useWords } from '../../parts/words.tsx'
import { putIntoDraft } from './put-draft.ts'
import { storyWords } from './story.words.ts'

type Filing = Body<'POST /api/conversations/:id/problems'>

/** Files a problem to a team inside the desk: the team comes to the buyer, the buyer goes nowhere (RTE-05). */
export function FileDialog({ conversation, onClose }: { conversation: InboxRow; onClose: () => void }) {
  const words = useWords(storyWords)
  const [team, setTeam] = useState<Filing['team']>('aftersales')
  const [category, setCategory] = useState<Filing['category']>('quality')
  const [what, setWhat] = useState('')
  const filing = useMutation({
    mutationFn: () =>
      api('POST /api/conversations/:id/problems', {
        params: { id: conversation.id },
        body: { team, category, what: what.trim() },
      }),
    onSuccess: () => {
      // The holding phrase of a hand-over (PHR-05), to be sent by a person.
      putIntoDraft(conversation.id, words.holding(words.teams[team]))
      onClose()
    },
  })
  return (
    <Dialog
      title={words.fileTitle}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button
            kind="filled"
            disabled={!what.trim()}
            isBusy={filing.isPending}
            onClick={() => filing.mutate()}
          >
            {words.fileGo(words.teams[team])}
          </Button>
        </>
      }
    >
      <p>{words.fileLead}</p>
      <SelectField
        label={words.team}
        value={team}
        onChange={(e) => setTeam(e.target.value as Filing['team'])}
      >
        {(Object.keys(words.teams) as Filing['team'][]).map((one) => (
          <option key={one} value={one}>
            {words.teams[one]}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={words.category}
        value={category}
        onChange={(e) => setCategory(e.target.value as Filing['category'])}
      >
        {(Object.keys(words.categories) as Filing['category'][]).map((one) => (
          <option key={one} value={one}>
            {words.categories[one]}
          </option>
        ))}
      </SelectField>
      <TextArea
        label={words.what}
        rows={3}
        maxLength={500}
        value={what}
        onChange={(e) => setWhat(e.target.value)}
      />
      <ErrorLine error={filing.error} />
    </Dialog>
  )
}
