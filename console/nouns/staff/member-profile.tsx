import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AgentProfile, SkillGroup } from '#contract/conversations/distribution.ts'
import type { Member } from '#contract/staff/team.ts'
import { api } from '../../parts/api.ts'
import { Button, Checkbox, SelectField, TextField } from '../../parts/controls.tsx'
import { ErrorLine, Loading } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { profileWords } from './profile.words.ts'
import css from './team.module.css'

interface Props {
  member: Member
  colleagues: readonly Member[]
  canChange: boolean
}

/** How buyers are given to a person: weight, skills, languages, lane, trainee, deputy (RTE-01, RTE-11). */
export function MemberProfile({ member, colleagues, canChange }: Props) {
  const words = useWords(profileWords)
  const { id } = useMembership()
  const client = useQueryClient()
  const distribution = useQuery({
    queryKey: ['distribution', id],
    queryFn: () => api('GET /api/distribution'),
  })
  useStreamEvents((event) => {
    if (event.name === 'distribution.changed')
      void client.invalidateQueries({ queryKey: ['distribution', id] })
  })
  const profile = distribution.data?.profiles.find((one) => one.memberId === member.id)
  return (
    <section aria-label={words.title}>
      <h3>{words.title}</h3>
      <p className="meta">{words.lead}</p>
      <ErrorLine error={distribution.error} />
      {distribution.isPending && <Loading lines={3} />}
      {distribution.data && profile && (
        <ProfileForm
          key={profile.version}
          profile={profile}
          groups={distribution.data.skillGroups}
          colleagues={colleagues.filter((one) => one.id !== member.id)}
          canChange={canChange}
        />
      )}
    </section>
  )
}

function ProfileForm({
  profile,
  groups,
  colleagues,
  canChange,
}: {
  profile: AgentProfile
  groups: readonly SkillGroup[]
  colleagues: readonly Member[]
  canChange: boolean
}) {
  const words = useWords(profileWords)
  const [draft, setDraft] = useState(profile)
  const set = (change: Partial<AgentProfile>) => setDraft((now) => ({ ...now, ...change }))
  const save = useMutation({
    mutationFn: () => {
      const { weight, skills, languages, lane, takesDifficult, deputyId } = draft
      return api('PUT /api/distribution/profiles/:id', {
        params: { id: draft.memberId },
        body: {
          weight,
          skills,
          languages,
          lane,
          takesDifficult,
          deputyId,
        },
      })
    },
  })
  const toggle = <T extends string>(list: readonly T[], one: T): T[] =>
    list.includes(one) ? list.filter((other) => other !== one) : [...list, one]
  return (
    <fieldset disabled={!canChange} className={css.form}>
      <SelectField
        label={words.weight}
        hint={words.weightHint}
        value={draft.weight}
        onChange={(e) => set({ weight: Number(e.target.value) })}
      >
        {Array.from({ length: 10 }, (_, i) => i + 1).map((weight) => (
          <option key={weight} value={weight}>
            {weight === 5 ? words.usual(weight) : weight}
          </option>
        ))}
      </SelectField>
      <div role="group" aria-label={words.languages}>
        <p className="meta">{words.languages}</p>
        {(['zh', 'en'] as const).map((language) => (
          <Checkbox
            key={language}
            label={words.languageNames[language]}
            checked={draft.languages.includes(language)}
            onChange={() => set({ languages: toggle(draft.languages, language) })}
          />
        ))}
      </div>
      <div role="group" aria-label={words.skills}>
        <p className="meta">{words.skills}</p>
        {groups.map((group) => (
          <Checkbox
            key={group.id}
            label={group.name}
            hint={group.words.join(' · ')}
            checked={draft.skills.includes(group.name)}
            onChange={() => set({ skills: toggle(draft.skills, group.name) })}
          />
        ))}
        {canChange && <NewGroup />}
      </div>
      <SelectField
        label={words.lane}
        value={draft.lane}
        onChange={(e) => set({ lane: e.target.value as AgentProfile['lane'] })}
      >
        {(['both', 'ordinary', 'vip'] as const).map((lane) => (
          <option key={lane} value={lane}>
            {words.lanes[lane]}
          </option>
        ))}
      </SelectField>
      <Checkbox
        label={words.difficult}
        checked={draft.takesDifficult}
        onChange={(e) => set({ takesDifficult: e.target.checked })}
      />
      {profile.traineeCap !== null && <p className="meta">{words.trainee(profile.traineeCap)}</p>}
      <SelectField
        label={words.deputy}
        hint={words.deputyHint}
        value={draft.deputyId ?? ''}
        onChange={(e) => set({ deputyId: e.target.value || null })}
      >
        <option value="">{words.noDeputy}</option>
        {colleagues.map((one) => (
          <option key={one.id} value={one.id}>
            {one.displayName}
          </option>
        ))}
      </SelectField>
      <ErrorLine error={save.error} />
      {canChange && (
        <p>
          <Button isBusy={save.isPending} onClick={() => save.mutate()}>
            {words.save}
          </Button>
          {save.isSuccess && <span className="meta"> {words.saved}</span>}
        </p>
      )}
    </fieldset>
  )
}

/** A product line, with the words by which it is known. */
function NewGroup() {
  const words = useWords(profileWords)
  const { id } = useMembership()
  const client = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [known, setKnown] = useState('')
  const list = known
    .split(/[,，、;；\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '')
  const add = useMutation({
    mutationFn: () =>
      api('POST /api/distribution/skill-groups', { body: { name: name.trim(), words: list } }),
    onSuccess: () => {
      setOpen(false)
      setName('')
      setKnown('')
      void client.invalidateQueries({ queryKey: ['distribution', id] })
    },
  })
  if (!isOpen)
    return (
      <button type="button" className="figure" onClick={() => setOpen(true)}>
        {words.addGroup}
      </button>
    )
  return (
    <>
      <TextField
        label={words.groupName}
        maxLength={40}
        value={name}
        onChange={(e) => setName(e.target.value)}
      />
      <TextField
        label={words.groupWords}
        hint={words.groupWordsHint}
        maxLength={400}
        value={known}
        onChange={(e) => setKnown(e.target.value)}
      />
      <ErrorLine error={add.error} />
      <Button
        isBusy={add.isPending}
        disabled={!name.trim() || list.length === 0}
        onClick={() => add.mutate()}
      >
        {words.addGroup}
      </Button>
    </>
  )
}
