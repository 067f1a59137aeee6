/** A file that was dropped or chosen on another screen, on its way to the import screen. */
let handed: File | null = null

export function handFile(file: File): void {
  handed = file
}

/** Takes the file; the next one who asks gets nothing. */
export function takeHandedFile(): File | null {
  const file = handed
  handed = null
  return file
}
