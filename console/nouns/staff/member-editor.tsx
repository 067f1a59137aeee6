import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type FormEvent } from 'react'
import type { Member } from '#contract/staff/team.ts'
import { api, type Body } from '../../parts/api.ts'
import { Button, SelectField, TextField } from '../../parts/controls.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { MemberProfile } from './member-profile.tsx'
import { RoleBoxes } from './role-boxes.tsx'
import { teamWords } from './team.words.ts'
import css from './team.module.css'

interface Props {
  member: Member
  colleagues: readonly Member[]
  onClose: () => void
}

/** Name, roles, how many chats at once, duty lead; and leaving, with a hand-over. */
export function MemberEditor({ member, colleagues, onClose }: Props) {
  const words = useWords(teamWords)
  const { id } = useMembership()
  const client = useQueryClient()
  const isOwner = useHasRole('owner')
  const canChange = useHasRole('owner', 'lead')
  const [name, setName] = useState(member.displayName)
  const [roles, setRoles] = useState(member.roles)
  const [cap, setCap] = useState(String(member.cap))
  const [wasAsked, setAsked] = useState(false)
  const [isLeaving, setLeaving] = useState(false)
  const form = useId()
  const refetch = () => client.invalidateQueries({ queryKey: ['team', id] })
  const change = useMutation({
    mutationFn: (body: Body<'PATCH /api/staff/:id'>) =>
      api('PATCH /api/staff/:id', { params: { id: member.id }, body }),
    onSuccess: refetch,
  })
  const mayChangeRoles = isOwner || !member.roles.includes('owner')
  const capNumber = Number(cap)
  const isCapWrong = !Number.isInteger(capNumber) || capNumber < 1 || capNumber > 200
  const submit = (e: FormEvent) => {
    e.preventDefault()
    setAsked(true)
    if (!name.trim() || isCapWrong || roles.length === 0) return
    const isSameRoles = roles.join() === member.roles.join()
    change.mutate(
      { displayName: name.trim(), cap: capNumber, ...(mayChangeRoles && !isSameRoles && { roles }) },
      { onSuccess: onClose },
    )
  }
  if (isLeaving) return <Departure member={member} colleagues={colleagues} onClose={onClose} />
  return (
    <Dialog
      isDrawer
      title={words.editTitle(member.displayName)}
      onClose={onClose}
      foot={
        canChange && (
          <>
            <span className={css.leave}>
              <Button onClick={() => setLeaving(true)}>{words.depart}</Button>
            </span>
            <Button kind="quiet" onClick={onClose}>
              {words.cancel}
            </Button>
            <Button kind="filled" type="submit" form={form} isBusy={change.isPending}>
              {words.save}
            </Button>
          </>
        )
      }
    >
      <p className="meta">{member.email ?? words.noEmail}</p>
      {!canChange && <p className="meta">{words.readOnly}</p>}
      <form id={form} onSubmit={submit} noValidate>
        <fieldset disabled={!canChange} className={css.form}>
          <TextField
            label={words.name}
            maxLength={80}
            value={name}
            problem={!name.trim() ? words.empty : undefined}
            onChange={(e) => setName(e.target.value)}
          />
          {mayChangeRoles ? (
            <RoleBoxes
              value={roles}
              onChange={setRoles}
              canOwner={isOwner}
              problem={wasAsked && roles.length === 0}
            />
          ) : (
            <p className="meta">{words.ownerOnly}</p>
          )}
          <TextField
            label={words.cap}
            hint={words.capHint}
            inputMode="numeric"
            value={cap}
            problem={isCapWrong ? words.capRange : undefined}
            onChange={(e) => setCap(e.target.value)}
          />
        </fieldset>
      </form>
      {canChange && !member.isDutyLead && member.roles.some((r) => r === 'lead' || r === 'owner') && (
        <p>
          <Button isBusy={change.isPending} onClick={() => change.mutate({ isDutyLead: true })}>
            {words.makeDuty}
          </Button>
        </p>
      )}
      {member.isDutyLead && (
        <p>
          <em className={css.duty}>{words.duty}</em> <span className="meta">{words.dutyAbout}</span>
        </p>
      )}
      <ErrorLine error={change.error} />
      {member.roles.some((role) => role !== 'dispatch' && role !== 'finance') && (
        <MemberProfile member={member} colleagues={colleagues} canChange={canChange} />
      )}
    </Dialog>
  )
}

function Departure({ member, colleagues, onClose }: Props) {
  const words = useWords(teamWords)
  const { id } = useMembership()
  const client = useQueryClient()
  const takers = colleagues.filter((m) => m.roles.some((r) => r !== 'dispatch' && r !== 'finance'))
  const [taker, setTaker] = useState('')
  const open = Math.max(member.openInquiries, member.openConversations)
  const depart = useMutation({
    mutationFn: () =>
      api('POST /api/staff/:id/departure', {
        params: { id: member.id },
        body: taker ? { handOverTo: taker } : {},
      }),
    onSuccess: () => {
      onClose()
      void client.invalidateQueries({ queryKey: ['team', id] })
    },
  })
  return (
    <Dialog
      title={words.departTitle(member.displayName)}
      onClose={onClose}
      foot={
        <>
          <Button kind="quiet" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button
            kind="danger"
            isBusy={depart.isPending}
            disabled={open > 0 && !taker}
            onClick={() => depart.mutate()}
          >
            {words.departDone}
          </Button>
        </>
      }
    >
      <p>{words.departLead(open)}</p>
      <SelectField label={words.handOver} value={taker} onChange={(e) => setTaker(e.target.value)}>
        <option value="">{words.chooseOne}</option>
        {takers.map((m) => (
          <option key={m.id} value={m.id}>
            {m.displayName}
          </option>
        ))}
      </SelectField>
      <p className="meta">{words.departEffect}</p>
      <ErrorLine error={depart.error} />
    </Dialog>
  )
}
