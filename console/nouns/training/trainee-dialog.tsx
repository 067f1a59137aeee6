import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type FormEvent } from 'react'
import type { TeamTraining } from '#contract/training/training.ts'
import { api } from '../../parts/api.ts'
import { Button, SelectField, TextField } from '../../parts/controls.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { trainingWords } from './training.words.ts'
import css from './training.module.css'

type Member = TeamTraining['members'][number]
const usualCap = 3

/** A newcomer's coach and cap; certificates, given and taken away. */
export function TraineeDialog({
  member,
  coaches,
  onClose,
}: {
  member: Member
  coaches: readonly Member[]
  onClose: () => void
}) {
  const words = useWords(trainingWords)
  const { id } = useMembership()
  const client = useQueryClient()
  const form = useId()
  const [coach, setCoach] = useState(member.trainee?.coachId ?? '')
  const [cap, setCap] = useState(String(member.trainee?.cap ?? usualCap))
  const refetch = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['training', id] }),
      client.invalidateQueries({ queryKey: ['team', id] }),
    ])
  const save = useMutation({
    mutationFn: () =>
      api('PUT /api/training/trainees/:id', {
        params: { id: member.id },
        body: { coachId: coach || null, cap: Number(cap) },
      }),
    onSuccess: () => refetch().then(onClose),
  })
  const end = useMutation({
    mutationFn: () => api('DELETE /api/training/trainees/:id', { params: { id: member.id } }),
    onSuccess: () => refetch().then(onClose),
  })
  const give = useMutation({
    mutationFn: () =>
      api('POST /api/training/certificates', { body: { memberId: member.id, kind: 'purchase_desk' } }),
    onSuccess: refetch,
  })
  const take = useMutation({
    mutationFn: (certificate: string) =>
      api('DELETE /api/training/certificates/:id', { params: { id: certificate } }),
    onSuccess: refetch,
  })
  const number = Number(cap)
  const isWrong = !Number.isInteger(number) || number < 1 || number > 40
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (!isWrong) save.mutate()
  }
  const hasDesk = member.certificates.some((one) => one.kind === 'purchase_desk')
  return (
    <Dialog
      isDrawer
      title={words.traineeTitle(member.name)}
      onClose={onClose}
      foot={
        <>
          {member.trainee && (
            <Button kind="quiet" isBusy={end.isPending} onClick={() => end.mutate()}>
              {words.endNew}
            </Button>
          )}
          <Button kind="filled" type="submit" form={form} isBusy={save.isPending}>
            {member.trainee ? words.save : words.makeNew}
          </Button>
        </>
      }
    >
      <form id={form} className={css.form} onSubmit={submit}>
        <SelectField label={words.coach} value={coach} onChange={(e) => setCoach(e.target.value)}>
          <option value="">{words.nobody}</option>
          {coaches.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </SelectField>
        <TextField
          label={words.cap}
          inputMode="numeric"
          value={cap}
          problem={isWrong && words.capWrong}
          onChange={(e) => setCap(e.target.value)}
        />
        <ErrorLine error={save.error ?? end.error} />
      </form>
      <h3 className={css.sub}>{words.certificates}</h3>
      <ErrorLine error={give.error ?? take.error} />
      <ul className={css.list}>
        {member.certificates.map((one) => (
          <li key={one.id} className={css.certificate}>
            <span>{one.productName ?? words.kinds[one.kind]}</span>
            <Button kind="quiet" disabled={take.isPending} onClick={() => take.mutate(one.id)}>
              {words.take}
            </Button>
          </li>
        ))}
      </ul>
      {!hasDesk && (
        <p className={css.actions}>
          <Button isBusy={give.isPending} onClick={() => give.mutate()}>
            {words.giveDesk}
          </Button>
        </p>
      )}
    </Dialog>
  )
}
