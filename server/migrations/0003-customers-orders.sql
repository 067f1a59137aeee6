create schema customers;
create schema orders;
grant usage on schema customers, orders to fivehearts_app, fivehearts_system;

create table customers.customers (
  id uuid primary key, shop_id uuid not null, name text not null, city text, address_style text, note text,
  -- A merge points to the person that stays; stored customer ids are never rewritten.
  merged_into uuid references customers.customers,
  order_count int not null default 0, first_order_at timestamptz, last_order_at timestamptz, last_talk_at timestamptz,
  version int not null default 1, created_at timestamptz not null
);
create index customers_latest on customers.customers (shop_id, id desc);
create index customers_name on customers.customers (shop_id, lower(name) text_pattern_ops);
select platform.protect('customers.customers');
grant select, insert, update on customers.customers to fivehearts_app, fivehearts_system;

-- How a person is known. A platform account or site login belongs to one store; an e-mail or phone to the shop.
create table customers.identities (
  id uuid primary key, shop_id uuid not null, customer_id uuid not null references customers.customers, store_id uuid,
  kind text not null check (kind in ('platform_account', 'site_login', 'email', 'phone')), value text not null,
  -- Where it came from: import, signed_identity, buyer, agent.
  source text not null, created_at timestamptz not null,
  unique nulls not distinct (shop_id, store_id, kind, value)
);
create index identities_customer on customers.identities (shop_id, customer_id);
create index identities_value on customers.identities (shop_id, lower(value) text_pattern_ops);
create index identities_tail on customers.identities (shop_id, reverse(value) text_pattern_ops) where kind = 'phone';
select platform.protect('customers.identities');
grant select, insert, update on customers.identities to fivehearts_app, fivehearts_system;

create table orders.orders (
  id uuid primary key, shop_id uuid not null, store_id uuid not null, external_id text not null, name text not null,
  status text not null, source_status text not null, placed_at timestamptz not null, paid_at timestamptz, shipped_at timestamptz, completed_at timestamptz,
  currency text not null check (currency ~ '^[A-Z]{3}$'), total bigint not null, goods bigint, freight bigint, discount bigint, refunded bigint,
  customer_id uuid, buyer_name text not null, buyer_note text, seller_note text,
  recipient_name text, recipient_phone text, recipient_address text, recipient_city text,
  title text not null, line_count int not null, quantity int not null, tracking_numbers text[] not null default '{}',
  is_history boolean not null, content_hash text not null, import_id uuid, recorded_at timestamptz not null, updated_at timestamptz not null,
  version int not null default 1, unique (shop_id, store_id, external_id)
);
create index orders_newest on orders.orders (shop_id, placed_at desc, id desc);
create index orders_customer on orders.orders (shop_id, customer_id, placed_at desc);
create index orders_number on orders.orders (shop_id, lower(name) text_pattern_ops);
create index orders_status on orders.orders (shop_id, status, placed_at desc, id desc);
select platform.protect('orders.orders');
grant select, insert, update on orders.orders to fivehearts_app, fivehearts_system;

create table orders.lines (
  order_id uuid not null references orders.orders on delete cascade, shop_id uuid not null, number int not null, sku text, title text not null, variant text,
  quantity int not null, unit_price bigint, primary key (order_id, number)
);
select platform.protect('orders.lines');
create table orders.parcels (
  id uuid primary key, order_id uuid not null references orders.orders on delete cascade, shop_id uuid not null, number int not null, carrier text, tracking_number text
);
create index parcels_order on orders.parcels (order_id);
create index parcels_tracking on orders.parcels (shop_id, lower(tracking_number) text_pattern_ops);
select platform.protect('orders.parcels');
grant select, insert, update, delete on orders.lines, orders.parcels to fivehearts_app, fivehearts_system;

create table orders.imports (
  id uuid primary key, shop_id uuid not null, store_id uuid, state text not null check (state in ('previewing', 'previewed', 'running', 'finished', 'failed')),
  is_dry_run boolean not null, file_name text not null, file_path text, bytes bigint not null, format text, is_strict boolean not null default false,
  done_bytes bigint not null default 0, counts jsonb not null default '{}', refused jsonb not null default '[]', refused_count int not null default 0,
  sample jsonb not null default '[]', error text, by uuid, started_at timestamptz not null, run_started_at timestamptz, finished_at timestamptz, beat_at timestamptz
);
create index imports_newest on orders.imports (shop_id, id desc);
select platform.protect('orders.imports');
grant select, insert, update on orders.imports to fivehearts_app, fivehearts_system;

insert into platform.personal_data values
  ('customers.customers', 'name', 'name', 'blank'), ('customers.customers', 'city', 'address', 'blank'), ('customers.customers', 'note', 'note', 'remove'),
  ('customers.identities', 'value', 'account', 'remove'),
  ('orders.orders', 'buyer_name', 'name', 'blank'), ('orders.orders', 'buyer_note', 'note', 'remove'), ('orders.orders', 'seller_note', 'note', 'remove'),
  ('orders.orders', 'recipient_name', 'name', 'keep_for_tax'), ('orders.orders', 'recipient_phone', 'phone', 'blank'),
  ('orders.orders', 'recipient_address', 'address', 'keep_for_tax'), ('orders.orders', 'recipient_city', 'address', 'keep_for_tax'),
  ('orders.imports', 'file_name', 'technical', 'expires'), ('orders.imports', 'sample', 'name', 'expires'), ('orders.imports', 'refused', 'technical', 'expires');

create view customers.v_customers with (security_invoker = true) as
  select id, shop_id, name, city, address_style, note, merged_into, order_count, first_order_at, last_order_at from customers.customers;
create view customers.v_identities with (security_invoker = true) as
  select id, shop_id, customer_id, store_id, kind, value, source from customers.identities;
create view orders.v_summary with (security_invoker = true) as
  select id, shop_id, store_id, external_id, name, status, source_status, placed_at, paid_at, shipped_at, completed_at, currency, total, refunded, customer_id, buyer_name,
    title, line_count, quantity, tracking_numbers, is_history, recipient_name, recipient_phone, recipient_address, recipient_city from orders.orders;
create view orders.v_parcels with (security_invoker = true) as select order_id, shop_id, number, carrier, tracking_number from orders.parcels;
grant select on customers.v_customers, customers.v_identities, orders.v_summary, orders.v_parcels to fivehearts_app, fivehearts_system;
