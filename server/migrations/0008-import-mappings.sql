-- Until when an order is to be sent, where its source says so. A day counts to its last second: late is strictly after it.
alter table orders.orders add column dispatch_due_at timestamptz;
create index orders_late on orders.orders (shop_id, placed_at desc, id desc) where shipped_at > dispatch_due_at;
-- Taken off a line, in millionths of it. Rounded to the cent only once the lines of an order are added up.
alter table orders.lines add column discount_ppm int check (discount_ppm between 0 and 1000000);

-- How a shop's own tables are read (contract/orders/mapping.ts): kept by the store and the header they fit.
create table orders.mappings (
  id uuid primary key, shop_id uuid not null, store_id uuid not null, name text not null,
  -- Of the header's names in their order; a file with the same header is read by it without asking.
  header_key uuid not null, headers text[] not null, mapping jsonb not null, used_at timestamptz not null,
  unique (shop_id, store_id, header_key)
);
create index mappings_header on orders.mappings (shop_id, header_key, used_at desc);
select platform.protect('orders.mappings');
grant select, insert, update, delete on orders.mappings to fivehearts_app, fivehearts_system;

-- An import keeps the mapping it is read by, so that it can be gone on with after an interruption whatever becomes of the
-- kept one. `lines_path`: a second file with the lines of its orders.
alter table orders.imports add column mapping jsonb, add column header_key uuid, add column headers text[], add column lines_path text;
alter table orders.imports drop constraint imports_state_check;
alter table orders.imports add constraint imports_state_check
  check (state in ('mapping', 'previewing', 'previewed', 'running', 'finished', 'failed'));
drop index orders.imports_unfinished;
create index imports_unfinished on orders.imports (started_at) where state in ('mapping', 'previewing', 'previewed', 'running');

insert into platform.personal_data values ('orders.imports', 'lines_path', 'technical', 'expires');
