import { lazy, Suspense, useState, type ClipboardEvent, type DragEvent } from 'react'
import type { Article, Edition } from '#contract/knowledge/knowledge.ts'
import {
  knowledgeLimits,
  marks,
  mayBePublic,
  sections,
  type Mark,
  type Section,
} from '#contract/knowledge/kinds.ts'
import { api } from '../../parts/api.ts'
import { Button, Checkbox, Choice, SelectField, TextArea, TextField } from '../../parts/controls.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useHasRole } from '../../parts/session.tsx'
import { useLanguage, useWords } from '../../parts/words.tsx'
import { useUploads } from '../conversations/use-uploads.ts'
import { isOvertaken } from '../products/use-product.ts'
import { articleWords } from './article.words.ts'
import css from './article.module.css'
import { knowledgeWords } from './knowledge.words.ts'
import { ProductPicker } from './product-picker.tsx'
import { useArticleChange } from './use-article.ts'

const Markdown = lazy(() =>
  import('./markdown.tsx').then(({ Markdown: component }) => ({ default: component })),
)

interface Draft {
  section: Section
  language: 'zh' | 'en'
  mark: Mark | null
  title: string
  answer: string
  isPublic: boolean
  body: string
  questions: string
  products: Edition['products']
  categories: string
  trialOn: string
  pictures: Edition['pictures']
}

/** Writes an edition: the sentence for the buyer and the ways of asking first, the text with its preview below. */
export function ArticleEditor({
  article,
  onDone,
  onCancel,
}: {
  article: Article | null
  onDone: (article: Article) => void
  onCancel: () => void
}) {
  const words = useWords(articleWords)
  const names = useWords(knowledgeWords)
  const [language] = useLanguage()
  const mayApprove = useHasRole('owner', 'lead')
  const change = useArticleChange(onDone)
  const [draft, setDraft] = useState<Draft>(() => draftOf(article?.latest ?? null, language))
  const [version, setVersion] = useState(article?.version ?? 0)
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const save = (approve: boolean) => {
    const body = { ...bodyOf(draft), approve }
    change.mutate(
      () =>
        article
          ? api('PUT /api/knowledge/articles/:id', { params: { id: article.id }, body: { ...body, version } })
          : api('POST /api/knowledge/articles', { body }),
      {
        // What was written stays; the next try is against what the colleague wrote.
        onError: (error) => isOvertaken(error) && article && setVersion(newestOf(error) ?? article.version),
      },
    )
  }
  const isReady = draft.title.trim() !== '' && (draft.mark !== 'trial' || draft.products.length > 0)
  return (
    <form
      className={css.editor}
      onSubmit={(e) => {
        e.preventDefault()
        if (isReady) save(mayApprove)
      }}
    >
      <TextField
        label={words.title}
        hint={words.titleHint}
        autoFocus
        maxLength={knowledgeLimits.title}
        value={draft.title}
        onChange={(e) => set({ title: e.target.value })}
      />
      <TextArea
        label={words.answer}
        hint={words.answerHint}
        rows={3}
        maxLength={knowledgeLimits.answer}
        value={draft.answer}
        onChange={(e) => set({ answer: e.target.value })}
      />
      <TextArea
        label={words.questions}
        hint={words.questionsHint}
        rows={4}
        value={draft.questions}
        onChange={(e) => set({ questions: e.target.value })}
      />
      <div className={css.fields}>
        <SelectField
          label={words.section}
          value={draft.section}
          onChange={(e) => set({ section: e.target.value as Section })}
        >
          {sections.map((section) => (
            <option key={section} value={section}>
              {names.sections[section]}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={words.mark}
          value={draft.mark ?? ''}
          onChange={(e) => set({ mark: (e.target.value || null) as Mark | null })}
        >
          <option value="">{words.noMark}</option>
          {marks.map((mark) => (
            <option key={mark} value={mark}>
              {names.marks[mark]}
            </option>
          ))}
        </SelectField>
        {draft.mark === 'trial' && (
          <TextField
            label={words.trialOn}
            type="date"
            value={draft.trialOn}
            onChange={(e) => set({ trialOn: e.target.value })}
          />
        )}
        <Choice
          label={words.language}
          value={draft.language}
          onChange={(value) => set({ language: value })}
          options={(['zh', 'en'] as const).map((value) => ({ value, label: words.languages[value] }))}
        />
      </div>
      {mayBePublic(draft.section, draft.mark) && (
        <Checkbox
          label={words.isPublic}
          hint={words.publicHint}
          checked={draft.isPublic}
          onChange={(e) => set({ isPublic: e.target.checked })}
        />
      )}
      <ProductPicker products={draft.products} onChange={(products) => set({ products })} />
      <TextField
        label={words.categories}
        value={draft.categories}
        onChange={(e) => set({ categories: e.target.value })}
      />
      <BodyField draft={draft} set={setDraft} />
      {isOvertaken(change.error) ? (
        <p className={css.due} role="alert">
          {words.overtaken}
        </p>
      ) : (
        <ErrorLine error={change.error} />
      )}
      <div className={css.foot}>
        <Button kind="quiet" onClick={onCancel}>
          {words.cancel}
        </Button>
        {mayApprove && (
          <Button isBusy={change.isPending} disabled={!isReady} onClick={() => save(false)}>
            {words.save}
          </Button>
        )}
        <Button type="submit" kind="filled" isBusy={change.isPending} disabled={!isReady}>
          {mayApprove ? words.saveApproved : words.saveNew}
        </Button>
      </div>
    </form>
  )
}

/** The text, as it is written or as it will look. Pictures are dropped, pasted or chosen. */
function BodyField({ draft, set }: { draft: Draft; set: (how: (before: Draft) => Draft) => void }) {
  const words = useWords(articleWords)
  const [isPreview, setPreview] = useState(false)
  const { uploads, add } = useUploads((file) =>
    set((before) => ({
      ...before,
      body: `${before.body}${before.body === '' || before.body.endsWith('\n') ? '' : '\n\n'}![${file.name}](picture:${file.id})\n`,
      pictures: [
        ...before.pictures,
        { id: file.id, name: file.name, url: file.url, width: file.width, height: file.height },
      ],
    })),
  )
  const take = (e: ClipboardEvent | DragEvent, files: FileList) => {
    const pictures = [...files].filter((file) => file.type.startsWith('image/'))
    if (pictures.length === 0) return
    e.preventDefault()
    add(pictures)
  }
  return (
    <div className={css.body}>
      <div className={css.bodyHead}>
        <button type="button" className="link" onClick={() => setPreview(!isPreview)}>
          {isPreview ? words.write : words.preview}
        </button>
        <label className="link">
          {words.addPicture}
          <input
            type="file"
            accept="image/*"
            multiple
            className="visually-hidden"
            onChange={(e) => {
              add([...(e.target.files ?? [])])
              e.target.value = ''
            }}
          />
        </label>
        {uploads.length > 0 && <span role="status">{words.uploading(uploads.length)}</span>}
      </div>
      {uploads.map((one) => (
        <ErrorLine key={one.id} error={one.error} />
      ))}
      {isPreview ? (
        <Suspense>
          <Markdown text={draft.body} pictures={draft.pictures} />
        </Suspense>
      ) : (
        <TextArea
          label={words.body}
          hint={words.bodyHint}
          rows={14}
          maxLength={knowledgeLimits.body}
          value={draft.body}
          onChange={(e) => set((before) => ({ ...before, body: e.target.value }))}
          onPaste={(e) => take(e, e.clipboardData.files)}
          onDragOver={(e) => e.preventDefault()}
          onDrop={(e) => take(e, e.dataTransfer.files)}
        />
      )}
    </div>
  )
}

const draftOf = (edition: Edition | null, language: 'zh' | 'en'): Draft => ({
  section: edition?.section ?? 'faq',
  language: edition?.language ?? language,
  mark: edition?.mark ?? null,
  title: edition?.title ?? '',
  answer: edition?.answer ?? '',
  isPublic: edition?.isPublic ?? false,
  body: edition?.body ?? '',
  questions: edition?.questions.join('\n') ?? '',
  products: edition?.products ?? [],
  categories: edition?.categories.join('，') ?? '',
  trialOn: edition?.trial?.on ?? '',
  pictures: edition?.pictures ?? [],
})

const bodyOf = (draft: Draft) => ({
  section: draft.section,
  language: draft.language,
  mark: draft.mark,
  title: draft.title.trim(),
  answer: draft.answer.trim(),
  isPublic: draft.isPublic && mayBePublic(draft.section, draft.mark),
  body: draft.body,
  questions: draft.questions
    .split('\n')
    .map((line) => line.trim().slice(0, knowledgeLimits.question))
    .filter((line) => line !== '')
    .slice(0, knowledgeLimits.questions),
  productIds: draft.products.map(({ id }) => id),
  categories: draft.categories
    .split(/[,，、]/)
    .map((one) => one.trim())
    .filter((one) => one !== ''),
  trialOn: draft.trialOn || null,
  // Those that the text still shows.
  pictureIds: draft.pictures.map(({ id }) => id).filter((id) => draft.body.includes(`picture:${id}`)),
})

const newestOf = (error: unknown): number | null => {
  const { details } = error as { details?: { version?: unknown } }
  return typeof details?.version === 'number' ? details.version : null
}
