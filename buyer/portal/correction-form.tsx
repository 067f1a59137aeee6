import { useState } from 'preact/hooks'
import type { BuyerConfirmation } from '#contract/purchase/buyer-confirmation.ts'
import type { Correction } from '#contract/purchase/confirmation.ts'
import { openMemory } from '../parts/storage.ts'
import type { Trouble } from './ask.ts'
import { TroubleLine } from './trouble-line.tsx'
import type { PortalWords } from './words.ts'

const fields = ['address', 'recipient', 'phone', 'wish', 'items'] as const
type Field = (typeof fields)[number]
/** As the contract has them, which would bring its schemas along. */
const most: Record<Field, number> = { address: 300, recipient: 60, phone: 30, wish: 500, items: 500 }
const autocomplete: Partial<Record<Field, string>> = {
  address: 'street-address',
  recipient: 'name',
  phone: 'tel',
}

// A phone call, a look at another page: what was typed is still there, until it was sent or the tab is closed.
const memory = openMemory(() => sessionStorage)
const draftName = 'fivehearts:correction'

interface Props {
  shown: BuyerConfirmation
  words: PortalWords
  isBusy: boolean
  trouble: Trouble | null
  /** True when the desk has it. */
  onSend: (correction: Correction) => Promise<boolean>
  onBack: () => void
}

/** One short form: the address filled in as it is, so that one number can be mended, the rest empty. */
export function CorrectionForm({ shown, words, isBusy, trouble, onSend, onBack }: Props) {
  const [texts, setTexts] = useState<Correction>(() => startOf(shown))
  const wanted = wantedOf(texts, shown)
  const before: Record<Field, string | null> = {
    address: null,
    recipient: shown.recipient.name,
    phone: shown.recipient.phone,
    wish: shown.wish,
    items: null,
  }
  const send = async (event: Event) => {
    event.preventDefault()
    if (await onSend(wanted)) memory.write(draftName, null)
  }
  return (
    <form class="form" onSubmit={(event) => void send(event)} noValidate>
      {fields.map((field) => {
        const rule = trouble?.problems[field]
        const problem =
          rule &&
          (words.problems[rule as keyof PortalWords['problems']] ?? words.refused['request.invalid'][0])
        const hint = field === 'items' ? words.itemsHint : before[field] ? words.before(before[field]) : null
        const common = {
          id: `field-${field}`,
          name: field,
          value: texts[field] ?? '',
          maxLength: most[field],
          autocomplete: autocomplete[field] ?? 'off',
          'aria-invalid': problem ? (true as const) : undefined,
          'aria-describedby': problem || hint ? `below-${field}` : undefined,
          onInput: (event: Event) => {
            const { value } = event.currentTarget as HTMLInputElement
            const next = { ...texts, [field]: value }
            // At once: whoever leaves the page with the next tap finds it again.
            memory.write(draftName, { order: shown.orderTail, texts: next })
            setTexts(next)
          },
        }
        return (
          <div class="field" key={field}>
            <label for={`field-${field}`}>{words.fields[field]}</label>
            {field === 'phone' ? (
              <input {...common} type="tel" />
            ) : field === 'recipient' ? (
              <input {...common} type="text" />
            ) : (
              <textarea {...common} rows={field === 'address' ? 3 : 2} />
            )}
            {(problem || hint) && (
              <p id={`below-${field}`} class={problem ? 'problem' : 'meta'}>
                {problem || hint}
              </p>
            )}
          </div>
        )
      })}
      {trouble && <TroubleLine trouble={trouble} words={words} />}
      <div class="actions">
        <button type="button" class="plain" disabled={isBusy} onClick={onBack}>
          {words.back}
        </button>
        <button type="submit" class="filled" disabled={isBusy}>
          {isBusy ? words.sending : words.send}
        </button>
      </div>
    </form>
  )
}

function startOf(shown: BuyerConfirmation): Correction {
  const kept = memory.read(draftName) as { order?: unknown; texts?: Correction } | null
  if (kept?.order === shown.orderTail && kept.texts) return kept.texts
  return { address: shown.recipient.address ?? '', ...shown.correction }
}

/** What differs from the order; an address that was left as it is, is no wish. */
function wantedOf(texts: Correction, shown: BuyerConfirmation): Correction {
  const entries = fields.flatMap((field) => {
    const text = (texts[field] ?? '').trim()
    const isSame = field === 'address' && text === (shown.recipient.address ?? '').trim()
    return text === '' || isSame ? [] : [[field, text] as const]
  })
  return Object.fromEntries(entries) as Correction
}
