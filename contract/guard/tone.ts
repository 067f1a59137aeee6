/** 语气 [PHR-09, PHR-15]: how many polite, warm and arguing words an answer has. Quality reviews read it; nothing is held back by it. */
import type { CompiledGuard } from './compile-lists.ts'
import { fold } from './fold.ts'
import { wordsIn } from './words-found.ts'

export interface Tone {
  polite: number
  warm: number
  arguing: number
}

export function toneOf(text: string, guard: CompiledGuard): Tone {
  const tone: Tone = { polite: 0, warm: 0, arguing: 0 }
  const counted = new Set<string>()
  for (const { word, mark } of wordsIn(fold(text), guard)) {
    const { kind } = word.entry
    // 「您好」 and 「您」 at one place are one word.
    const place = `${kind} ${mark.end}`
    if (counted.has(place)) continue
    counted.add(place)
    if (kind === 'polite') tone.polite += 1
    else if (kind === 'warm') tone.warm += 1
    else if (kind === 'argument') tone.arguing += 1
  }
  return tone
}
