import { useRef, useState } from 'react'
import type { Picture, Product } from '#contract/products/products.ts'
import { api, upload } from '../../parts/api.ts'
import { Button, TextField } from '../../parts/controls.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useWords } from '../../parts/words.tsx'
import { OpenLink, PartForm } from './part-form.tsx'
import { productWords } from './product.words.ts'
import { useProductChange } from './use-product.ts'
import css from './product.module.css'

const smaller = (url: string) => `${url}${url.includes('?') ? '&' : '?'}thumb=1`

/** Its pictures in their order, each with the words for who cannot see it. */
export function PicturePart({ product, mayWrite }: { product: Product; mayWrite: boolean }) {
  const words = useWords(productWords).pictures
  const field = useRef<HTMLInputElement>(null)
  const change = useProductChange(product.id)
  const shown = product.pictures.filter(({ url }) => url !== null)
  const linked = product.pictures.filter(({ url }) => url === null)
  const add = (file: File) =>
    change.mutate(async () => {
      const form = new FormData()
      form.append('file', file, file.name)
      const stored = await upload('POST /api/files', form)
      return api('POST /api/products/:id/pictures', {
        params: { id: product.id },
        body: { fileId: stored.id, alt: '' },
      })
    })
  return (
    <Section
      title={words.title}
      right={
        mayWrite && (
          <>
            <Button isBusy={change.isPending} onClick={() => field.current?.click()}>
              {words.add}
            </Button>
            <input
              ref={field}
              type="file"
              hidden
              accept="image/png,image/jpeg,image/webp"
              onChange={(e) => {
                const file = e.target.files?.[0]
                e.target.value = ''
                if (file) add(file)
              }}
            />
          </>
        )
      }
    >
      <ErrorLine error={change.error} />
      {product.pictures.length === 0 && <p className={css.nothing}>{words.none}</p>}
      <ul className={css.pictures}>
        {shown.map((picture, at) => (
          <Shown
            key={picture.id}
            product={product}
            picture={picture}
            isFirst={at === 0}
            mayWrite={mayWrite}
          />
        ))}
      </ul>
      {linked.length > 0 && (
        <div className={css.linked}>
          <p>{words.linked(linked.length)}</p>
          <ul>
            {linked.map(({ id, sourceUrl, alt }) => (
              <li key={id}>
                <a className="figure" href={sourceUrl ?? ''} target="_blank" rel="noreferrer">
                  {alt || sourceUrl}
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  )
}

function Shown({
  product,
  picture,
  isFirst,
  mayWrite,
}: {
  product: Product
  picture: Picture
  isFirst: boolean
  mayWrite: boolean
}) {
  const { edit, remove, pictures: words } = useWords(productWords)
  const [isOpen, setOpen] = useState(false)
  const [alt, setAlt] = useState(picture.alt)
  const change = useProductChange(product.id, () => setOpen(false))
  const params = { id: product.id, pictureId: picture.id }
  const set = (body: { alt?: string; position?: number }) =>
    change.mutate(() => api('PATCH /api/products/:id/pictures/:pictureId', { params, body }))
  return (
    <li className={css.picture}>
      <a href={picture.url ?? ''} target="_blank" rel="noreferrer">
        <img src={smaller(picture.url ?? '')} alt={picture.alt || words.alt} loading="lazy" />
      </a>
      {isOpen ? (
        <PartForm
          onSubmit={() => set({ alt })}
          onClose={() => setOpen(false)}
          isBusy={change.isPending}
          error={change.error}
        >
          <TextField
            label={words.alt}
            hint={words.altHint}
            autoFocus
            maxLength={200}
            value={alt}
            onChange={(e) => setAlt(e.target.value)}
          />
        </PartForm>
      ) : (
        <>
          {picture.alt && <span>{picture.alt}</span>}
          {mayWrite && (
            <span className={css.pictureActions}>
              <OpenLink onOpen={() => setOpen(true)}>{picture.alt ? edit : words.alt}</OpenLink>
              {!isFirst && <OpenLink onOpen={() => set({ position: 0 })}>{words.first}</OpenLink>}
              <OpenLink
                onOpen={() =>
                  change.mutate(() => api('DELETE /api/products/:id/pictures/:pictureId', { params }))
                }
              >
                {remove}
              </OpenLink>
            </span>
          )}
        </>
      )}
    </li>
  )
}
