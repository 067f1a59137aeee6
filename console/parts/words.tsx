import { createElement, Fragment, useSyncExternalStore, type ReactNode } from 'react'

export type Language = 'zh' | 'en'

/** Texts by key: strings, functions of typed arguments, and groups of those. */
export type Catalogue = {
  readonly [key: string]: string | readonly string[] | ((...args: never[]) => unknown) | Catalogue
}
type Same<Z> = {
  readonly [K in keyof Z]: Z[K] extends (...args: infer A) => infer R
    ? (...args: A) => R extends string ? string : R
    : Z[K] extends string
      ? string
      : Z[K] extends readonly string[]
        ? readonly string[]
        : Same<Z[K]>
}
export interface Words<Z> {
  zh: Same<Z>
  en: Same<Z>
}

/**
 * A catalogue of texts in both languages. English must have the very keys of Chinese and its functions the same
 * arguments: anything missing or left over is a type error.
 */
export const defineWords = <const Z extends Catalogue>(words: { zh: Z; en: NoInfer<Same<Z>> }): Words<Z> =>
  words as unknown as Words<Z>

const KEY = 'fivehearts.language'
const listeners = new Set<() => void>()
let current: Language = firstLanguage()

function firstLanguage(): Language {
  if (typeof localStorage === 'undefined') return 'zh'
  const kept = localStorage.getItem(KEY)
  if (kept === 'zh' || kept === 'en') return kept
  const liked = navigator.languages.map((l) => l.slice(0, 2)).find((l) => l === 'zh' || l === 'en')
  return liked === 'en' ? 'en' : 'zh'
}

function showLanguage() {
  if (typeof document !== 'undefined') document.documentElement.lang = current === 'zh' ? 'zh-CN' : 'en'
}
showLanguage()

export const getLanguage = (): Language => current

export function setLanguage(next: Language): void {
  current = next
  localStorage.setItem(KEY, next)
  showLanguage()
  for (const listener of listeners) listener()
}

/** True when this browser has been told a language, so that the account's own does not override it. */
export const hasChosenLanguage = (): boolean => localStorage.getItem(KEY) !== null

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export function useLanguage(): [Language, (next: Language) => void] {
  return [useSyncExternalStore(subscribe, getLanguage, getLanguage), setLanguage]
}

/** The texts of a catalogue in the language of the screen. */
export function useWords<Z>(words: Words<Z>): Same<Z> {
  return words[useLanguage()[0]]
}

/** Joins texts and figures into one sentence, for catalogues, which hold no markup. */
export const sentence = (...parts: ReactNode[]): ReactNode => createElement(Fragment, null, ...parts)
