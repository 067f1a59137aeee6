import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type FormEvent } from 'react'
import type { Role } from '#contract/staff/roles.ts'
import { api, type Body } from '../../parts/api.ts'
import { Button, TextField } from '../../parts/controls.tsx'
import { CopyField } from '../../parts/copy-field.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useWords } from '../../parts/words.tsx'
import { looksLikeEmail } from './account-fields.tsx'
import { RoleBoxes } from './role-boxes.tsx'
import { teamWords } from './team.words.ts'
import css from './team.module.css'

/** Makes an invitation link, shown once to be sent by one's own means. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const words = useWords(teamWords)
  const time = useShopTime()
  const { id } = useMembership()
  const client = useQueryClient()
  const isOwner = useHasRole('owner')
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [roles, setRoles] = useState<Role[]>(['agent'])
  const [wasAsked, setAsked] = useState(false)
  const form = useId()
  const invite = useMutation({
    mutationFn: (body: Body<'POST /api/staff/invitations'>) => api('POST /api/staff/invitations', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['team', id] }),
  })
  const isEmailWrong = email.trim() !== '' && !looksLikeEmail(email)
  const submit = (e: FormEvent) => {
    e.preventDefault()
    setAsked(true)
    if (name.trim() && roles.length > 0 && !isEmailWrong) {
      invite.mutate({ displayName: name.trim(), roles, ...(email.trim() && { email: email.trim() }) })
    }
  }
  if (invite.data) {
    return (
      <Dialog
        title={words.linkTitle}
        onClose={onClose}
        foot={<Button onClick={onClose}>{words.done}</Button>}
      >
        <p>{words.linkLead(time.due(invite.data.expiresAt))}</p>
        <CopyField label={words.linkTitle} value={invite.data.link} />
      </Dialog>
    )
  }
  return (
    <Dialog
      title={words.inviteTitle}
      onClose={onClose}
      foot={
        <>
          <Button kind="quiet" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button kind="filled" type="submit" form={form} isBusy={invite.isPending}>
            {words.inviteDone}
          </Button>
        </>
      }
    >
      <form id={form} className={css.form} onSubmit={submit} noValidate>
        <TextField
          label={words.inviteName}
          autoFocus
          maxLength={80}
          value={name}
          problem={wasAsked && !name.trim() ? words.empty : undefined}
          onChange={(e) => setName(e.target.value)}
        />
        <RoleBoxes
          value={roles}
          onChange={setRoles}
          canOwner={isOwner}
          problem={wasAsked && roles.length === 0}
        />
        <TextField
          label={words.email}
          hint={words.emailHint}
          type="email"
          inputMode="email"
          maxLength={254}
          value={email}
          autoComplete="off"
          problem={wasAsked && isEmailWrong ? words.notAnEmail : undefined}
          onChange={(e) => setEmail(e.target.value)}
        />
      </form>
      <ErrorLine error={invite.error} />
    </Dialog>
  )
}
