export { DocumentTooDeep, markdownOfHtml } from './html-in.ts'
export { piecesOf, type Piece } from './pieces.rules.ts'
export { readWord, type WordPicture, type WordText } from './word-in.ts'
export { writeWord, type FetchPicture, type WordImage } from './word-out.ts'
