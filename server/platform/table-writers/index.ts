export { columnsOf, pagesBy, type Column, type Table } from './columns.ts'
export { mimeOf, writeTable, type TableStyle } from './write-table.ts'
