import { useWords } from '../../parts/words.tsx'
import { documentWords } from './document.words.ts'
import css from './document.module.css'

export function ChooseDocument({ onFile }: { onFile: (file: File) => void }) {
  const words = useWords(documentWords)
  return (
    <label className={css.choose}>
      {words.choose}
      <input
        type="file"
        accept=".docx,.html,.htm,.md,.markdown,.txt,.xlsx,.csv,.tsv"
        className="visually-hidden"
        onChange={(e) => {
          const file = e.target.files?.[0]
          e.target.value = ''
          if (file) onFile(file)
        }}
      />
    </label>
  )
}
