/** Why a file cannot be read as a table at all. */
export type TableFailureCode =
  | 'empty_file'
  /** A spreadsheet in a form that is not read: .xls, .xlsb, .ods, .numbers. */
  | 'spreadsheet_file'
  /** A spreadsheet behind a password. */
  | 'encrypted_file'
  /** A spreadsheet that is cut off or damaged. */
  | 'broken_file'
  /** A spreadsheet that grows beyond all measure when it is unpacked. */
  | 'zip_bomb'
  /** A spreadsheet of which the first sheet alone would be half the truth. */
  | 'several_sheets'
  | 'archive_file'
  | 'pdf_file'
  | 'image_file'
  | 'html_file'
  | 'not_text'
  | 'too_many_columns'
  | 'too_large'
  | 'unreadable'

/** Thrown by `openTable` and while its rows are read; nothing else is thrown for what a file contains. */
export class TableFailure extends Error {
  readonly code: TableFailureCode
  /** Of `several_sheets`: every sheet that a person would see, in their order. */
  readonly sheets: readonly string[]
  constructor(code: TableFailureCode, detail = '', cause?: unknown, sheets: readonly string[] = []) {
    super(detail, { cause })
    this.name = 'TableFailure'
    this.code = code
    this.sheets = sheets
  }
}

/** What is wrong with one row's text. */
export type RowProblem =
  | 'bad_encoding'
  | 'nul_byte'
  | 'unclosed_quote'
  | 'cell_too_long'
  | 'row_too_long'
  | 'too_many_cells'
  | 'wrong_cell_count'
