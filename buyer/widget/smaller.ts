const LARGE_BYTES = 3 * 1024 * 1024
const LONGEST_SIDE = 2560

/**
 * A phone's photo of 12 MB, made small enough to go up on a train: 2560 pixels on its longer side still show a
 * crack. Anything that is not a large photo, or that this browser cannot draw, comes back as it was.
 */
export async function smaller(file: File): Promise<Blob> {
  const isLarge = file.size > LARGE_BYTES && /^image\/(jpeg|png|webp)$/.test(file.type)
  // Safari can draw what iPhones take; nobody else can, and the desk takes none of it.
  const isForeign = /^image\/hei[cf]$/.test(file.type)
  if (!isLarge && !isForeign) return file
  try {
    const picture = await createImageBitmap(file)
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    const context = canvas.getContext('2d')
    if (!context) return file
    // JPEG has no transparency; a screenshot's would come out black.
    context.fillStyle = '#fff'
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.drawImage(picture, 0, 0, canvas.width, canvas.height)
    const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.86))
    return drawn && (isForeign || drawn.size < file.size) ? drawn : file
  } catch {
    // Out of memory, or no such decoder here: the desk judges the original.
    return file
  }
}
