import { useNavigate } from '@tanstack/react-router'
import { ButtonLink } from '../../parts/controls.tsx'
import { EmptyState, FirstStep } from '../../parts/screen-states.tsx'
import { useHasRole, useMe, useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { ChooseFile } from '../imports/choose-file.tsx'
import { handFile } from '../imports/handed-file.ts'
import { ordersWords } from './orders.words.ts'
import css from './orders.module.css'

/** No order at all: what an order becomes here, and three ways to have some. */
export function NoOrders() {
  const words = useWords(ordersWords).empty
  const { slug } = useMembership().shop
  const mayImport = useHasRole('owner', 'lead')
  const isOwner = useHasRole('owner')
  const demo = useMe().memberships.find((one) => one.shop.isDemo)
  return (
    <EmptyState title={words.title} lead={words.lead}>
      <FirstStep
        title={words.file}
        about={mayImport ? words.fileAbout : words.notYours}
        action={mayImport && <ChooseAndGo />}
      />
      {isOwner && (
        <FirstStep
          title={words.store}
          about={words.storeAbout}
          action={
            <ButtonLink to="/s/$slug/settings" params={{ slug }}>
              {words.goStore}
            </ButtonLink>
          }
        />
      )}
      {demo ? (
        <FirstStep
          title={words.demo}
          about={words.demoAbout}
          action={
            <ButtonLink to="/s/$slug" params={{ slug: demo.shop.slug }}>
              {words.openDemo}
            </ButtonLink>
          }
        />
      ) : (
        isOwner && <FirstStep title={words.demo} about={words.demoHow} action={null} />
      )}
      {mayImport && <p className={css.drop}>{words.drop}</p>}
    </EmptyState>
  )
}

function ChooseAndGo() {
  const words = useWords(ordersWords).empty
  const { slug } = useMembership().shop
  const navigate = useNavigate()
  const go = (file: File) => {
    handFile(file)
    void navigate({ to: '/s/$slug/orders/import', params: { slug } })
  }
  return <ChooseFile label={words.choose} isFilled onFile={go} />
}
