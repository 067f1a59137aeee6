import { useLocation, useNavigate } from '@tanstack/react-router'
import { Tabs } from '../../parts/controls.tsx'
import { Screen } from '../../parts/screen.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { ContactPolicies } from '../touches/contact-policies.tsx'
import { TouchBudget } from '../touches/touch-rules.tsx'
import { contactWords } from '../touches/contact-policies.words.ts'
import { Audit } from './audit.tsx'
import { ApiKeys } from './api-keys.tsx'
import { ContactCheck } from './contact-check.tsx'
import { NumberSettings } from './number-settings.tsx'
import { settingsWords } from './settings.words.ts'
import { ShopForm } from './shop-form.tsx'
import { Stores } from './stores.tsx'

const parts = ['numbers', 'stores', 'contact', 'shop', 'keys', 'audit'] as const
type Part = (typeof parts)[number]
const owners: readonly Part[] = ['keys', 'audit']

/** What the shop runs by; the part shown stands in the address after #. */
export function SettingsScreen() {
  const words = useWords(settingsWords)
  const contact = useWords(contactWords)
  const { slug } = useMembership().shop
  const isOwner = useHasRole('owner')
  const isLead = useHasRole('owner', 'lead')
  const navigate = useNavigate()
  const hash = useLocation({ select: (l) => l.hash })
  const seen = parts.filter((part) => isOwner || !owners.includes(part))
  const part = seen.find((p) => p === hash) ?? 'numbers'
  const names: Record<Part, string> = {
    numbers: words.numbers,
    stores: words.stores,
    contact: contact.title,
    shop: words.shop,
    keys: words.keysSection,
    audit: words.audit,
  }
  return (
    <Screen
      title={words.title}
      tabs={
        <Tabs
          label={words.title}
          value={part}
          options={seen.map((value) => ({ value, label: names[value] }))}
          onChange={(next) =>
            void navigate({ to: '/s/$slug/settings', params: { slug }, hash: next, replace: true })
          }
        />
      }
    >
      {part === 'numbers' && <NumberSettings />}
      {part === 'stores' && (
        <>
          <Stores />
          {isLead && <ContactCheck />}
        </>
      )}
      {part === 'contact' && (
        <>
          <TouchBudget />
          <ContactPolicies />
        </>
      )}
      {part === 'shop' && <ShopForm />}
      {part === 'keys' && <ApiKeys />}
      {part === 'audit' && <Audit />}
    </Screen>
  )
}
