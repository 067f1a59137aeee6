create schema customers;
create schema orders;
grant usage on schema customers, orders to fivehearts_app, fivehearts_system;

-- Texts that are searched are kept a second time as a key: folded (case, width, spaces) by the code that writes them, under
-- collation "C". Under row-level security only leakproof operators may use an index; =, < and >= on text are, LIKE and
-- lower() are not. A prefix is a range of keys.

create table customers.customers (
  id uuid primary key, shop_id uuid not null, name text not null, city text, address_style text, note text,
  -- A merge points to the person that stays; stored customer ids are never rewritten.
  merged_into uuid references customers.customers,
  order_count int not null default 0, first_order_at timestamptz, last_order_at timestamptz,
  -- The newest of order, visit and first sight: lists go by it.
  active_at timestamptz not null,
  version int not null default 1, created_at timestamptz not null
);
create index customers_latest on customers.customers (shop_id, active_at desc, id desc) where merged_into is null;
create index customers_merged on customers.customers (shop_id, merged_into) where merged_into is not null;
select platform.protect('customers.customers');
grant select, insert, update on customers.customers to fivehearts_app, fivehearts_system;

-- How a person is known. A platform account or site login belongs to one store; an e-mail or phone to the shop.
create table customers.identities (
  id uuid primary key, shop_id uuid not null, customer_id uuid not null references customers.customers, store_id uuid,
  kind text not null check (kind in ('platform_account', 'site_login', 'email', 'phone')), value text collate "C" not null,
  -- Digits of a phone from the last to the first: a search for the last four is a prefix of it.
  tail text collate "C",
  -- Where it came from. What a platform or a site vouches for is proven; what a buyer or an agent typed is not.
  source text not null check (source in ('import', 'signed_identity', 'buyer', 'agent')), created_at timestamptz not null,
  unique nulls not distinct (shop_id, store_id, kind, value)
);
create index identities_customer on customers.identities (shop_id, customer_id);
create index identities_value on customers.identities (shop_id, value);
create index identities_tail on customers.identities (shop_id, tail) where tail is not null;
select platform.protect('customers.identities');
grant select, insert, update on customers.identities to fivehearts_app, fivehearts_system;

-- What a person is called, for search: names and nicks, and which one- and two-character pieces they hold (as hashes).
create table customers.names (
  shop_id uuid not null, customer_id uuid not null references customers.customers, key text collate "C" not null, shown text not null,
  grams int[] not null, primary key (shop_id, key, customer_id)
);
create index names_customer on customers.names (shop_id, customer_id);
-- The list of what is yet to be sorted in is read by every search: kept short.
create index names_grams on customers.names using gin (grams) with (gin_pending_list_limit = 512);
select platform.protect('customers.names');
grant select, insert on customers.names to fivehearts_app, fivehearts_system;

-- Names that hold a text anywhere. @> is not leakproof, so under row-level security it loses its index (measured elsewhere:
-- 5.8 -> 477 ms); therefore as the definer, with the shop as an argument that must also be the transaction's own.
create function customers.find_names(p_shop uuid, p_key text, p_grams int[], p_limit int)
  returns table (customer_id uuid, shown text) language sql stable security definer set search_path = pg_catalog as $$
  select n.customer_id, n.shown from customers.names n
  where p_shop = platform.current_shop() and n.shop_id = p_shop and n.grams @> p_grams and position(p_key in n.key) > 0
  limit p_limit
$$;
revoke all on function customers.find_names from public;
grant execute on function customers.find_names to fivehearts_app;

create table orders.orders (
  id uuid primary key, shop_id uuid not null, store_id uuid not null,
  -- Unique within the store. `id_from`: whether it is the platform's id or, where a file had none, the order's name.
  external_id text collate "C" not null, id_from text not null check (id_from in ('id', 'name')),
  name text not null, name_key text collate "C" not null,
  status text not null, source_status text not null, close_reason text, cash_on_delivery boolean not null,
  placed_at timestamptz not null, paid_at timestamptz, shipped_at timestamptz, completed_at timestamptz, cancelled_at timestamptz,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  total bigint not null, goods bigint, freight bigint, tax bigint, discount bigint, paid bigint, refunded bigint,
  -- Null: the source names nobody (no account, e-mail or full phone of the buyer).
  customer_id uuid, buyer_name text not null, buyer_key text collate "C" not null, buyer_note text, seller_note text, tags text[] not null default '{}',
  -- Whoever receives the parcel: another role than the buyer, never who somebody is.
  recipient_name text, recipient_key text collate "C", recipient_phone text, recipient_tail text collate "C",
  recipient_address text, recipient_city text, recipient_country text,
  title text not null, line_count int not null, quantity int not null, missing_lines int not null, tracking_numbers text[] not null default '{}',
  is_history boolean not null,
  -- Of what the source said last; equal: nothing is new in it.
  content_hash uuid not null, import_id uuid, recorded_at timestamptz not null, updated_at timestamptz not null,
  version int not null default 1, unique (shop_id, store_id, external_id)
);
create index orders_newest on orders.orders (shop_id, placed_at desc, id desc);
create index orders_customer on orders.orders (shop_id, customer_id, placed_at desc, id desc);
create index orders_status on orders.orders (shop_id, status, placed_at desc, id desc);
create index orders_number on orders.orders (shop_id, name_key);
create index orders_buyer on orders.orders (shop_id, buyer_key);
create index orders_recipient on orders.orders (shop_id, recipient_key) where recipient_key is not null;
create index orders_recipient_phone on orders.orders (shop_id, recipient_tail) where recipient_tail is not null;
create index orders_import on orders.orders (shop_id, import_id);
select platform.protect('orders.orders');
grant select, insert, update on orders.orders to fivehearts_app, fivehearts_system;

-- Each title once: a shop has few, and orders that hold a text in a title are found through them. The id is made of the title.
create table orders.titles (
  shop_id uuid not null, id uuid not null, title text not null, key text not null, primary key (shop_id, id)
);
select platform.protect('orders.titles');
create table orders.lines (
  order_id uuid not null references orders.orders on delete cascade, shop_id uuid not null, number int not null,
  title_id uuid not null, sku text, variant text, quantity int not null, unit_price bigint,
  -- Set where one line stands for several products that the source does not tell apart.
  products int, primary key (order_id, number)
);
create index lines_title on orders.lines (shop_id, title_id, order_id);
select platform.protect('orders.lines');
create table orders.parcels (
  order_id uuid not null references orders.orders on delete cascade, shop_id uuid not null, number int not null,
  carrier text, tracking_number text, tracking_key text collate "C", primary key (order_id, number)
);
create index parcels_tracking on orders.parcels (shop_id, tracking_key) where tracking_key is not null;
select platform.protect('orders.parcels');
grant select, insert, update, delete on orders.titles, orders.lines, orders.parcels to fivehearts_app, fivehearts_system;

-- An import fills tables faster than autovacuum counts them; a search right afterwards would be planned for empty ones.
-- Counts those that have more than doubled by the `p_added` rows of an import; from a smaller sample than autovacuum's, a
-- third of the time.
create function orders.refresh_statistics(p_added int) returns void language plpgsql security definer
  set search_path = pg_catalog set default_statistics_target = 30 as $$
declare target regclass;
begin
  for target in select c.oid from pg_class c where c.reltuples < p_added / 2 and c.oid = any (array['customers.customers', 'customers.identities', 'customers.names',
    'orders.orders', 'orders.lines', 'orders.titles', 'orders.parcels']::regclass[])
  loop
    execute format('analyze %s', target);
  end loop;
end $$;
revoke all on function orders.refresh_statistics from public;
grant execute on function orders.refresh_statistics to fivehearts_app;

create table orders.imports (
  id uuid primary key, shop_id uuid not null, store_id uuid, state text not null check (state in ('previewing', 'previewed', 'running', 'finished', 'failed')),
  is_dry_run boolean not null, file_name text not null, file_path text, bytes bigint not null, format text, is_strict boolean not null default false,
  done_bytes bigint not null default 0, counts jsonb not null default '{}', refused jsonb not null default '[]', refused_count int not null default 0,
  sample jsonb not null default '[]', error text, error_detail text, by uuid, started_at timestamptz not null, run_started_at timestamptz, finished_at timestamptz,
  -- When the counts were last written, and how long was left then.
  beat_at timestamptz, seconds_left int, version int not null default 1
);
create index imports_newest on orders.imports (shop_id, id desc);
create index imports_unfinished on orders.imports (started_at) where state in ('previewing', 'previewed', 'running');
select platform.protect('orders.imports');
grant select, insert, update on orders.imports to fivehearts_app, fivehearts_system;

insert into platform.personal_data values
  ('customers.customers', 'name', 'name', 'blank'), ('customers.customers', 'city', 'address', 'blank'), ('customers.customers', 'note', 'note', 'remove'),
  ('customers.identities', 'value', 'account', 'remove'), ('customers.identities', 'tail', 'phone', 'remove'),
  ('customers.names', 'shown', 'name', 'remove'), ('customers.names', 'key', 'name', 'remove'), ('customers.names', 'grams', 'name', 'remove'),
  ('orders.orders', 'buyer_name', 'name', 'blank'), ('orders.orders', 'buyer_key', 'name', 'blank'),
  ('orders.orders', 'buyer_note', 'note', 'remove'), ('orders.orders', 'seller_note', 'note', 'remove'),
  ('orders.orders', 'recipient_name', 'name', 'keep_for_tax'), ('orders.orders', 'recipient_key', 'name', 'blank'),
  ('orders.orders', 'recipient_phone', 'phone', 'blank'), ('orders.orders', 'recipient_tail', 'phone', 'blank'),
  ('orders.orders', 'recipient_address', 'address', 'keep_for_tax'), ('orders.orders', 'recipient_city', 'address', 'keep_for_tax'),
  ('orders.orders', 'recipient_country', 'address', 'keep_for_tax'),
  ('orders.orders', 'external_id', 'account', 'keep_for_tax'), ('orders.orders', 'name', 'account', 'keep_for_tax'), ('orders.orders', 'name_key', 'account', 'keep_for_tax'),
  ('orders.orders', 'tags', 'note', 'remove'), ('orders.orders', 'tracking_numbers', 'technical', 'blank'),
  ('orders.parcels', 'tracking_number', 'technical', 'blank'), ('orders.parcels', 'tracking_key', 'technical', 'blank'),
  ('orders.imports', 'file_name', 'technical', 'expires'), ('orders.imports', 'file_path', 'technical', 'expires'), ('orders.imports', 'error_detail', 'technical', 'expires'),
  ('orders.imports', 'sample', 'name', 'expires'), ('orders.imports', 'refused', 'technical', 'expires');

create view customers.v_customers with (security_invoker = true) as
  select id, shop_id, name, city, address_style, note, merged_into, order_count, first_order_at, last_order_at from customers.customers;
create view customers.v_identities with (security_invoker = true) as
  select id, shop_id, customer_id, store_id, kind, value, source from customers.identities;
-- Everything that happened with a person, from the log.
create view customers.v_timeline with (security_invoker = true) as
  select id, shop_id, timeline as customer_id, name, subject, version, actor, facts, occurred_at, recorded_at from platform.events where timeline is not null;
create view orders.v_summary with (security_invoker = true) as
  select id, shop_id, store_id, external_id, name, name_key, status, source_status, cash_on_delivery, placed_at, paid_at, shipped_at, completed_at, currency, total, refunded,
    customer_id, buyer_name, title, line_count, quantity, tracking_numbers, is_history,
    recipient_name, recipient_key, recipient_phone, recipient_tail, recipient_address, recipient_city from orders.orders;
create view orders.v_parcels with (security_invoker = true) as select order_id, shop_id, number, carrier, tracking_number, tracking_key from orders.parcels;
grant select on customers.v_customers, customers.v_identities, customers.v_timeline, orders.v_summary, orders.v_parcels to fivehearts_app, fivehearts_system;
