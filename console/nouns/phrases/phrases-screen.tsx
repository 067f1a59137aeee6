import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Phrase } from '#contract/conversations/phrases.ts'
import { Button, Tabs } from '../../parts/controls.tsx'
import { Screen } from '../../parts/screen.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { AddressingPart } from './addressing-part.tsx'
import { CandidatesPart } from './candidates-part.tsx'
import { GuardPart } from './guard-part.tsx'
import { PersonalPart } from './personal-part.tsx'
import { PhraseEditor } from './phrase-editor.tsx'
import { PhraseLibrary } from './phrase-library.tsx'
import { phraseTabs, readPhrasesSearch, type PhraseTab } from './phrases-search.ts'
import { phrasesWords } from './phrases.words.ts'
import { QualityPart } from './quality-part.tsx'
import { UsagePart } from './usage-part.tsx'

interface Editing {
  phrase: Phrase | null
  start?: { text: string; language: 'zh' | 'en' }
}
const forEverybody: readonly PhraseTab[] = ['library', 'guard']

/** One voice: what the shop says, what it must not say, and how both do. */
export function PhrasesScreen() {
  const words = useWords(phrasesWords)
  const membership = useMembership()
  const { slug } = membership.shop
  const isLead = useHasRole('owner', 'lead')
  const client = useQueryClient()
  const navigate = useNavigate()
  const search = readPhrasesSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const [isArchived, setArchived] = useState(false)
  const [editing, setEditing] = useState<Editing | null>(null)
  const tabs = phraseTabs.filter((tab) => isLead || forEverybody.includes(tab))
  const tab = tabs.find((one) => one === search.tab) ?? 'library'
  useStreamEvents((e) => {
    const parts = staleBy[e.name]
    if (parts) for (const part of parts) void client.invalidateQueries({ queryKey: [part, membership.id] })
  })
  const isOwn = editing?.phrase ? editing.phrase.ownerId === membership.id : !isLead
  return (
    <Screen
      title={words.title}
      right={
        tab === 'library' && (
          <>
            {isLead && (
              <button type="button" className="figure" onClick={() => setArchived((a) => !a)}>
                {isArchived ? words.showCurrent : words.showArchived}
              </button>
            )}
            <Button kind="filled" onClick={() => setEditing({ phrase: null })}>
              {isLead ? words.add : words.addOwn}
            </Button>
          </>
        )
      }
      tabs={
        <Tabs
          label={words.tabsLabel}
          value={tab}
          onChange={(next) =>
            void navigate({
              to: '/s/$slug/phrases',
              params: { slug },
              search: next === 'library' ? {} : { tab: next },
              replace: true,
            })
          }
          options={tabs.map((value) => ({ value, label: words.tabs[value] }))}
        />
      }
    >
      {tab === 'library' && (
        <PhraseLibrary isArchived={isArchived} onOpen={(phrase) => setEditing({ phrase })} />
      )}
      {tab === 'personal' && <PersonalPart />}
      {tab === 'usage' && <UsagePart onOpen={(phrase) => setEditing({ phrase })} />}
      {tab === 'candidates' && <CandidatesPart onMake={(start) => setEditing({ phrase: null, start })} />}
      {tab === 'guard' && <GuardPart canChange={isLead} />}
      {tab === 'quality' && <QualityPart />}
      {tab === 'addressing' && <AddressingPart />}
      {editing && (
        <PhraseEditor
          key={editing.phrase?.id ?? 'new'}
          phrase={editing.phrase}
          start={editing.start}
          isOwn={isOwn}
          canChange={isLead || isOwn}
          onClose={() => setEditing(null)}
        />
      )}
    </Screen>
  )
}

/** Which lists an event makes old. */
const staleBy: Readonly<Record<string, readonly string[] | undefined>> = {
  'phrase.changed': ['phrases', 'phrase-usage'],
  'guard.changed': ['guard'],
  'guard.logged': ['quality-log', 'tones'],
  'addressing.changed': ['addressing'],
}
