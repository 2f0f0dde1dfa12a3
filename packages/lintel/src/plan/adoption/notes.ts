/** What an adoption leaves out, keeps without knowing it, or decided by itself: with what to do about it. */

export const adoptionNotes = {
  key_missing: {
    title: 'The table has no primary key, so it is left out.',
    hint: 'Give it a primary key "id" and adopt again, or read it with SQL in an operation.',
  },
  key_not_id: {
    title: 'The primary key is not one column called "id", so the table is left out.',
    hint: 'Rows of an entity are known by "id". Add such a key and adopt again, or read the table with SQL in an operation.',
  },
  key_type: {
    title: 'The primary key is neither a UUID nor a counted number, so the table is left out.',
    hint: 'Lintel gives new rows a UUID or a counted number. Read the table with SQL in an operation.',
  },
  table_partitioned: {
    title: 'The table is partitioned or inherits, so it is left out.',
    hint: 'Read and write it with SQL in an operation.',
  },
  table_bookkeeping: {
    title: 'The table is the bookkeeping of another tool, so it is left out.',
    hint: 'Nothing: that tool goes on using it.',
  },
  column_type: {
    title: 'No kind of field stands for the type of the column, so it is left out.',
    hint: 'The column stays, with its values. Read it with SQL in an operation.',
  },
  column_generated: {
    title: 'The database computes the column, so it is left out.',
    hint: 'The column stays. Read it with SQL in an operation.',
  },
  column_required: {
    title: 'A column that is left out is required and has no default: rows cannot be created through Lintel.',
    hint: 'Give it a default, or make it nullable, in a migration of your own.',
  },
  reference_kept: {
    title: 'A foreign key leads where no reference can, so its column is a plain value.',
    hint: 'The database goes on checking it; a row that is missing is a conflict without the name of the field.',
  },
  constraint_kept: {
    title: 'A constraint says what the model cannot say.',
    hint: 'The database goes on checking it. What it refuses is answered without the name of a field.',
  },
  index_kept: {
    title: 'An index is of a form that the model cannot say.',
    hint: 'It stays and is used. Lintel may plan a plain index beside it.',
  },
  default_kept: {
    title: 'A default is an expression that the model cannot say.',
    hint: 'It stays for other programs. Callers of Lintel send the value.',
  },
  trigger_kept: {
    title: 'The table has triggers.',
    hint: 'They stay and fire. An answer shows the row as it was before AFTER triggers changed it.',
  },
  row_security: {
    title: 'The table has row-level security.',
    hint: 'It binds the role of DATABASE_URL beside the rules of Lintel.',
  },
  view_left_out: {
    title: 'Views are left out.',
    hint: 'Read them with SQL in an operation. A migration that changes a column they use is refused by PostgreSQL.',
  },
  schema_left_out: {
    title: 'Tables outside the schema "public" are left out.',
    hint: 'Read them with SQL in an operation.',
  },
  soft_delete: {
    title: 'Rows with a time of deletion count as deleted.',
    hint: 'Take softDelete out if the column means something else, and declare it as a timestamp.',
  },
  private_guess: {
    title: 'The name of the column sounds like a secret, so the field is private.',
    hint: 'Take private() out if callers may see it.',
  },
  join_table: {
    title: 'The table only joins two others, so it is a many-to-many relation.',
    hint: 'Deleting a row on either side goes by the foreign keys that the table has.',
  },
  decimal_open: {
    title: 'The column takes numbers of any length; the field takes 28 digits before the point and 10 after.',
    hint: "Say what it needs: t.decimal(12, 2).columnType('numeric').",
  },
  text_padded: {
    title: 'PostgreSQL fills texts of this type up with blanks, and answers show them.',
    hint: 'Plan a column of the type text when no other program needs the blanks: take columnType() out.',
  },
} as const

export type AdoptionCode = keyof typeof adoptionNotes

export interface AdoptionNote {
  readonly code: AdoptionCode
  /** What it is about: `orders`, `orders.total`. */
  readonly subject: string
  /** What is special about it, in a sentence. */
  readonly message: string
  readonly hint: string
}

export function adoptionNote(code: AdoptionCode, subject: string, detail?: string): AdoptionNote {
  const { title, hint } = adoptionNotes[code]
  return { code, subject, message: detail === undefined ? title : `${title} ${detail}`, hint }
}
