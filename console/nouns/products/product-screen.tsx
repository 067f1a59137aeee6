import { Link, useParams } from '@tanstack/react-router'
import { ApiError } from '../../parts/api.ts'
import { EmptyState, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Screen } from '../../parts/screen.tsx'
import { useHasRole } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { PackPart } from '../knowledge/pack-part.tsx'
import { FactPart } from './fact-part.tsx'
import { PackagingPart } from './packaging-part.tsx'
import { PicturePart } from './picture-part.tsx'
import { PricePart } from './price-part.tsx'
import { ProductHead } from './product-head.tsx'
import { HistoryPart, ListingPart } from './product-source.tsx'
import { productWords } from './product.words.ts'
import { RelationPart } from './relation-part.tsx'
import { ReviewPart } from './review-part.tsx'
import { SkuPart } from './sku-part.tsx'
import { useProduct } from './use-product.ts'

/** One product: what it is, what may be said of it, how it is packed, what it costs, what buyers say. */
export function ProductScreen() {
  const words = useWords(productWords)
  const { slug, id = '' } = useParams({ strict: false })
  const mayWrite = useHasRole('owner', 'lead')
  const product = useProduct(id)
  const isMissing = product.error instanceof ApiError && product.error.code === 'not_found'
  const { data } = product
  return (
    <Screen
      title={data?.name ?? words.thing}
      right={
        <Link className="link" to="/s/$slug/products" params={{ slug: slug ?? '' }}>
          {words.back}
        </Link>
      }
    >
      {data ? (
        // A product of its own: forms that are open on one do not stay open on the next.
        <div key={data.id}>
          <ProductHead product={data} mayWrite={mayWrite} />
          <SkuPart product={data} mayWrite={mayWrite} />
          <FactPart product={data} mayWrite={mayWrite} />
          <PackPart productId={data.id} />
          <PackagingPart product={data} mayWrite={mayWrite} />
          <PricePart product={data} mayWrite={mayWrite} />
          <RelationPart product={data} mayWrite={mayWrite} />
          <PicturePart product={data} mayWrite={mayWrite} />
          <ReviewPart product={data} />
          <ListingPart product={data} />
          <HistoryPart product={data} />
        </div>
      ) : isMissing ? (
        <EmptyState title={words.notFound} />
      ) : product.error ? (
        <ErrorState error={product.error} thing={words.thing} retry={() => void product.refetch()} />
      ) : (
        <Loading lines={10} />
      )}
    </Screen>
  )
}
