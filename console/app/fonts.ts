/**
 * Faces for machines that lack them, after the first paint; of each only the ranges in use are fetched. The song
 * face comes to all: what Windows brings for it was drawn for small print.
 */
export async function loadFonts(): Promise<void> {
  const wanted = [import('@fontsource/noto-serif-sc/400.css')]
  if (lacksChinese())
    wanted.push(import('@fontsource/noto-sans-sc/400.css'), import('@fontsource/noto-sans-sc/600.css'))
  await Promise.all(wanted)
}

/** True when a Chinese character is drawn as the very box that stands for a character nobody has. */
function lacksChinese(): boolean {
  const draw = (character: string) => {
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = 24
    const context = canvas.getContext('2d')
    if (!context) return ''
    context.font = '20px sans-serif'
    context.fillText(character, 0, 20)
    return canvas.toDataURL()
  }
  return draw('永') === draw('\u{10fffe}')
}
