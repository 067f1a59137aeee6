import { fillSlots } from '../conversations/slots.ts'

/**
 * 不认得对方时的那句话 [KB-04, KB-08]: the sentence for buyers where nobody knows how this one is addressed: on paper, and when they
 * look it up alone. The greeting goes, 您 and "you" stay. Null when a slot is left that only an agent can fill.
 */
export const plainAnswer = (answer: string, language: 'zh' | 'en'): string | null => {
  const { text, open } = fillSlots(
    answer.replace(/^\s*\{hail\}\s*[，,、!！。]?\s*/u, '').replaceAll('{hail}', ''),
    {
      address: language === 'zh' ? '您' : 'you',
    },
  )
  if (open.length > 0) return null
  const [first = '', ...rest] = text.trim()
  return first.toUpperCase() + rest.join('')
}
