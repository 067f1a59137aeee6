import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Addressing, AddressGroup } from '#contract/conversations/addressing.ts'
import { api } from '../../parts/api.ts'
import { Button, SelectField, TextField } from '../../parts/controls.tsx'
import { ErrorLine, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { phrasesWords } from './phrases.words.ts'
import css from './phrases.module.css'

const styles = ['hello', 'qin', 'dear_buyer', 'dear_customer'] as const
const whens = ['new', 'returning', 'orders'] as const
const slots = ['packing', 'carrier', 'days', 'offer'] as const

/** How groups of buyers are addressed, and what the shop fills into blanks that no order answers. */
export function AddressingPart() {
  const words = useWords(phrasesWords)
  const { id } = useMembership()
  const query = useQuery({ queryKey: ['addressing', id], queryFn: () => api('GET /api/addressing') })
  if (query.error)
    return <ErrorState error={query.error} thing={words.tabs.addressing} retry={() => void query.refetch()} />
  return query.data ? <Form key={query.data.version} stored={query.data} /> : <Loading lines={6} />
}

function Form({ stored }: { stored: Addressing }) {
  const words = useWords(phrasesWords)
  const said = words.addressing
  const { id } = useMembership()
  const client = useQueryClient()
  const [draft, setDraft] = useState(stored)
  const save = useMutation({
    mutationFn: () => api('PUT /api/addressing', { body: draft }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['addressing', id] }),
  })
  const setGroup = (at: number, change: Partial<AddressGroup>) =>
    setDraft({
      ...draft,
      groups: draft.groups.map((group, i) => (i === at ? { ...group, ...change } : group)),
    })
  const isChanged = JSON.stringify(draft) !== JSON.stringify(stored)
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault()
        save.mutate()
      }}
    >
      <Section title={said.groups}>
        <p className="meta">{draft.groups.length === 0 ? said.noGroups : said.groupsLead}</p>
        {draft.groups.map((group, i) => (
          <Group
            key={i}
            group={group}
            onChange={(change) => setGroup(i, change)}
            onRemove={() => setDraft({ ...draft, groups: draft.groups.filter((_, at) => at !== i) })}
          />
        ))}
        <p className={css.caseActions}>
          <Button
            onClick={() =>
              setDraft({
                ...draft,
                groups: [
                  ...draft.groups,
                  { name: '', when: 'returning', atLeast: 0, style: 'hello', language: null },
                ],
              })
            }
          >
            {said.add}
          </Button>
        </p>
      </Section>
      <Section title={said.values}>
        <p className="meta">{said.valuesLead}</p>
        {slots.map((slot) => (
          <div key={slot} className={css.pair}>
            {(['zh', 'en'] as const).map((language) => (
              <TextField
                key={language}
                label={`${said.slots[slot]} · ${said[language]}`}
                maxLength={120}
                value={draft.slotValues[slot][language]}
                onChange={(e) =>
                  setDraft({
                    ...draft,
                    slotValues: {
                      ...draft.slotValues,
                      [slot]: { ...draft.slotValues[slot], [language]: e.target.value },
                    },
                  })
                }
              />
            ))}
          </div>
        ))}
      </Section>
      <p className={css.caseActions}>
        <Button kind="filled" type="submit" disabled={!isChanged} isBusy={save.isPending}>
          {words.save}
        </Button>
        {save.isSuccess && !isChanged && <span className="meta">{said.saved}</span>}
      </p>
      <ErrorLine error={save.error} />
    </form>
  )
}

function Group({
  group,
  onChange,
  onRemove,
}: {
  group: AddressGroup
  onChange: (change: Partial<AddressGroup>) => void
  onRemove: () => void
}) {
  const words = useWords(phrasesWords)
  const said = words.addressing
  return (
    <div className={css.group}>
      <TextField
        label={said.name}
        required
        maxLength={40}
        value={group.name}
        onChange={(e) => onChange({ name: e.target.value })}
      />
      <SelectField
        label={said.when}
        value={group.when}
        onChange={(e) => onChange({ when: whens.find((one) => one === e.target.value) ?? 'returning' })}
      >
        {whens.map((when) => (
          <option key={when} value={when}>
            {said.whens[when]}
          </option>
        ))}
      </SelectField>
      {group.when === 'orders' && (
        <TextField
          label={said.times}
          type="number"
          min={1}
          max={10_000}
          value={group.atLeast}
          onChange={(e) => onChange({ atLeast: Math.max(0, Math.trunc(Number(e.target.value) || 0)) })}
        />
      )}
      <SelectField
        label={said.style}
        value={group.style}
        onChange={(e) => onChange({ style: styles.find((one) => one === e.target.value) ?? 'hello' })}
      >
        {styles.map((style) => (
          <option key={style} value={style}>
            {said.styles[style]}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={said.language}
        value={group.language ?? ''}
        onChange={(e) =>
          onChange({ language: e.target.value === 'zh' || e.target.value === 'en' ? e.target.value : null })
        }
      >
        <option value="">{said.theirs}</option>
        <option value="zh">{words.languages.zh}</option>
        <option value="en">{words.languages.en}</option>
      </SelectField>
      <button type="button" className="link" onClick={onRemove}>
        {said.remove}
      </button>
    </div>
  )
}
