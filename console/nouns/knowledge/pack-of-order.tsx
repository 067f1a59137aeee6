import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { packText, sayable } from '#contract/knowledge/pack-text.ts'
import type { BesideOrderProps } from '../../parts/beside-order.tsx'
import { Button } from '../../parts/controls.tsx'
import { copyText, ErrorLine } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { keepDraft, readDraft } from '../conversations/drafts.ts'
import { documentWords } from './document.words.ts'
import css from './pack.module.css'
import { countItems, useSuiting, useTakePacks } from './use-packs.ts'

/** What goes with the products of this order: into the chat with its buyer, or copied for the platform's own window (KB-03). */
export function PackOfOrder({ orderId }: BesideOrderProps) {
  return useHasRole('owner', 'lead', 'agent', 'aftersales') ? <Suiting orderId={orderId} /> : null
}

function Suiting({ orderId }: { orderId: string }) {
  const words = useWords(documentWords)
  const { id: memberId, shop } = useMembership()
  const navigate = useNavigate()
  const { data, error } = useSuiting({ orderId })
  const take = useTakePacks()
  const [isCopied, setCopied] = useState(false)
  if (!data) return <ErrorLine error={error} />
  if (data.rows.length === 0) return null
  const { texts, files } = countItems(data.rows)
  const { conversationId, language } = data
  const putThere = (id: string) =>
    take.mutate(data, {
      onSuccess: (taken) => {
        const draft = readDraft(memberId, id)
        keepDraft(memberId, id, {
          ...draft,
          text: [draft.text, taken.text].filter((text) => text !== '').join('\n'),
          files: [...draft.files, ...taken.files],
        })
        void navigate({ to: '/s/$slug/inbox/{-$id}', params: { slug: shop.slug, id } })
      },
    })
  return (
    <Section
      title={words.pack}
      right={
        <span className={css.acts}>
          {texts > 0 && (
            <button
              type="button"
              className="link"
              onClick={() => void copyText(packText(data.rows, language)).then(() => setCopied(true))}
            >
              {isCopied ? words.copied : words.copy}
            </button>
          )}
          {conversationId !== null && texts + files > 0 && (
            <Button isBusy={take.isPending} onClick={() => putThere(conversationId)}>
              {words.putThere}
            </Button>
          )}
        </span>
      }
    >
      {texts + files === 0 ? (
        <p className={css.quiet}>{words.nothingSuits}</p>
      ) : (
        <ul className={css.items}>
          {data.rows.flatMap((pack) =>
            sayable(pack, language).map(({ item, said }) => (
              <li key={`${pack.productId} ${item.id}`}>
                <b>{item.title}</b> <span>{said}</span>
              </li>
            )),
          )}
          {files > 0 && <li className={css.quiet}>{words.files(files)}</li>}
        </ul>
      )}
      <ErrorLine error={take.error} />
    </Section>
  )
}
