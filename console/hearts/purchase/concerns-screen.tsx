import { useQueryClient } from '@tanstack/react-query'
import { ProductsTabs } from '../../nouns/products/products-tabs.tsx'
import { productsWords } from '../../nouns/products/products.words.ts'
import { Screen } from '../../parts/screen.tsx'
import { useHasRole } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { ConcernsPart } from './concerns-part.tsx'
import { PointsPart } from './points-part.tsx'
import { TermsPart } from './terms-part.tsx'

/** What the shop says without being asked: before payment, where it is misunderstood, and to the usual worries. */
export function ConcernsScreen() {
  const title = useWords(productsWords).title
  const mayWrite = useHasRole('owner', 'lead')
  const client = useQueryClient()
  useStreamEvents((event) => {
    if (event.name === 'concerns.changed')
      for (const key of ['concerns', 'disclosure terms', 'points'])
        void client.invalidateQueries({ queryKey: [key] })
  })
  return (
    <Screen title={title} tabs={<ProductsTabs value="concerns" />}>
      <TermsPart mayWrite={mayWrite} />
      <PointsPart mayWrite={mayWrite} />
      <ConcernsPart mayWrite={mayWrite} />
    </Screen>
  )
}
