-- Tables of products, reviews and customers that come in through the console: uploaded, looked at, taken in. Orders have
-- their own (orders.imports), since theirs may be a million rows.
create schema imports;
grant usage on schema imports to fivehearts_app, fivehearts_system;

create table imports.tables (
  id uuid primary key, shop_id uuid not null,
  kind text not null check (kind in ('products', 'reviews', 'customers')),
  -- `mapping`: which sheet or which columns are meant is to be said before it can be looked at.
  state text not null check (state in ('mapping', 'previewing', 'previewed', 'running', 'finished', 'failed')),
  file_name text not null, file_path text, bytes bigint not null,
  -- Of a workbook: the sheet that is read (null: the first), and all that a person would see.
  sheet text, sheets text[] not null default '{}', headers text[] not null default '{}',
  -- What a person said of the columns, by field (null: none), and what each field is read from.
  map jsonb not null default '{}', columns jsonb not null default '{}',
  -- Where it goes: a store, or one that is yet to be made.
  store_id uuid, new_store text, is_strict boolean not null default false,
  percent int not null default 0 check (percent between 0 and 100),
  counts jsonb not null default '{}', refused jsonb not null default '[]', refused_count int not null default 0, sample jsonb not null default '[]',
  error text, error_detail text, by uuid,
  started_at timestamptz not null, beat_at timestamptz not null, finished_at timestamptz, attempts int not null default 0, version int not null default 1
);
create index tables_newest on imports.tables (shop_id, id desc);
create index tables_unfinished on imports.tables (started_at) where state in ('mapping', 'previewing', 'previewed', 'running');
select platform.protect('imports.tables');
grant select, insert, update on imports.tables to fivehearts_app, fivehearts_system;

-- Which import wrote a row last, so that the figures of an import open their rows.
alter table products.sources add column import_id uuid;
create index sources_import on products.sources (shop_id, import_id, product_id) where import_id is not null;
alter table products.reviews add column import_id uuid;
create index reviews_import on products.reviews (shop_id, import_id, product_id) where import_id is not null;
alter table customers.source_rows add column import_id uuid;
create index source_rows_import on customers.source_rows (shop_id, import_id, customer_id) where import_id is not null;

-- An import of orders may be looked at again: with another sheet, another store, or a second file with its lines.
alter table orders.imports add column sheet text, add column sheets text[] not null default '{}', add column lines_name text,
  -- A person said that the store is yet to be made: none is guessed.
  add column is_new_store boolean not null default false;

insert into platform.personal_data values
  ('imports.tables', 'file_name', 'technical', 'expires'), ('imports.tables', 'file_path', 'technical', 'expires'),
  ('imports.tables', 'error_detail', 'technical', 'expires'), ('imports.tables', 'sample', 'name', 'expires'),
  ('imports.tables', 'refused', 'technical', 'expires'), ('orders.imports', 'lines_name', 'technical', 'expires');
