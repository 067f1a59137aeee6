import MarkdownIt from 'markdown-it'
import cjkFriendly from 'markdown-it-cjk-friendly'
import { useMemo } from 'react'
import type { Edition } from '#contract/knowledge/knowledge.ts'
import css from './markdown.module.css'

/**
 * Markdown as elements of the page. Nothing of HTML goes through, links lead out in a new tab without telling from where, and only the
 * article's own pictures are shown: `picture:ID`. Loaded with the first article, not with the desk.
 */
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true, typographer: false }).use(
  cjkFriendly,
)
markdown.validateLink = (url) => /^(https?:|mailto:|tel:|picture:)/i.test(url.trim())
markdown.renderer.rules['link_open'] = (tokens, at, options, _env, self) => {
  tokens[at]?.attrSet('target', '_blank')
  tokens[at]?.attrSet('rel', 'noopener noreferrer')
  return self.renderToken(tokens, at, options)
}
markdown.renderer.rules['image'] = (tokens, at, _options, env) => {
  const token = tokens[at]
  const id = /^picture:([\w-]+)$/.exec(String(token?.attrGet('src') ?? ''))?.[1]
  const pictures = (env as { pictures?: Edition['pictures'] } | undefined)?.pictures
  const picture = pictures?.find((one) => one.id === id)
  const alt = markdown.utils.escapeHtml(token?.content ?? '')
  if (!picture) return alt
  const size = picture.width && picture.height ? ` width="${picture.width}" height="${picture.height}"` : ''
  return `<img src="${markdown.utils.escapeHtml(picture.url)}" alt="${alt}" loading="lazy"${size}>`
}
// A heading within an article stands below the page's own.
for (const rule of ['heading_open', 'heading_close'])
  markdown.renderer.rules[rule] = (tokens, at, options, _env, self) => {
    const token = tokens[at]
    if (token) token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + 2)}`
    return self.renderToken(tokens, at, options)
  }

export function Markdown({ text, pictures }: { text: string; pictures: Edition['pictures'] }) {
  const html = useMemo(() => markdown.render(text, { pictures }), [text, pictures])
  return <div className={css.markdown} dangerouslySetInnerHTML={{ __html: html }} />
}
