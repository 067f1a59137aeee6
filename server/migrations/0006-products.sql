-- The catalogue: what the shop sells, in the shop's own words and not in a store's.
create schema products;
grant usage on schema products to fivehearts_app, fivehearts_system;

-- A UUIDv7 made by the database, where one statement makes rows of unknown number. PostgreSQL 18 has one, 15 does not.
create function products.new_id(at timestamptz) returns uuid language sql volatile as $$
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send((extract(epoch from at) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
$$;

create table products.products (
  id uuid primary key, shop_id uuid not null,
  -- Keys are folded by the code that writes them, as orders.titles folds; `title_id` is made of the name as orders makes it.
  name text not null, name_key text collate "C" not null, title_id uuid not null,
  status text not null check (status in ('draft', 'on_sale', 'off_sale', 'archived')),
  -- A path from the widest to the narrowest, joined by slashes.
  category text, category_key text collate "C", brand text,
  origin text not null check (origin in ('hand', 'import', 'orders')),
  -- What orders say of it, counted after each import; no change of the product.
  sold_orders int not null default 0, sold_quantity int not null default 0, last_sold_at timestamptz,
  created_at timestamptz not null, updated_at timestamptz not null, version int not null default 1
);
-- The list: most sold first.
create index products_listed on products.products (shop_id, sold_orders desc, id desc);
create index products_name on products.products (shop_id, name_key);
create index products_title on products.products (shop_id, title_id);
select platform.protect('products.products');
grant select, insert, update on products.products to fivehearts_app, fivehearts_system;

create table products.skus (
  id uuid primary key, shop_id uuid not null, product_id uuid not null references products.products,
  -- The shop's own code 商家编码: one in the shop. Null where nobody gave one.
  code text, code_key text collate "C",
  -- What sets it apart, as people read it, and as pairs of name and value where known. Empty: the only one.
  variant text not null default '', options jsonb not null default '[]',
  weight_grams int check (weight_grams >= 0), unit text, position int not null default 0,
  archived_at timestamptz, created_at timestamptz not null
);
create unique index skus_code on products.skus (shop_id, code_key) where code_key is not null;
create index skus_product on products.skus (shop_id, product_id, position);
select platform.protect('products.skus');
grant select, insert, update on products.skus to fivehearts_app, fivehearts_system;

create table products.barcodes (
  shop_id uuid not null, sku_id uuid not null references products.skus, code text collate "C" not null,
  kind text not null check (kind in ('ean13', 'ean8', 'upca', 'itf14', 'other')),
  -- Null: a kind without a check digit. A wrong one is a hint and no refusal: labels are printed as they are.
  is_check_right boolean, created_at timestamptz not null, primary key (shop_id, sku_id, code)
);
create index barcodes_code on products.barcodes (shop_id, code);
select platform.protect('products.barcodes');
grant select, insert, delete on products.barcodes to fivehearts_app, fivehearts_system;

-- What a store calls it: its own ids, and the title under which it is sold there.
create table products.listings (
  id uuid primary key, shop_id uuid not null, store_id uuid, product_id uuid not null references products.products, sku_id uuid references products.skus,
  external_product_id text collate "C", external_sku_id text collate "C", title text, title_id uuid, first_seen_at timestamptz not null,
  check (num_nonnulls(external_product_id, external_sku_id, title_id) > 0),
  unique nulls not distinct (shop_id, store_id, external_product_id, external_sku_id, title_id)
);
create index listings_product on products.listings (shop_id, product_id);
create index listings_sku on products.listings (shop_id, store_id, external_sku_id) where external_sku_id is not null;
create index listings_title on products.listings (shop_id, title_id) where title_id is not null;
select platform.protect('products.listings');
grant select, insert, update, delete on products.listings to fivehearts_app, fivehearts_system;

-- What a file said last of a product: a later file changes only what it says otherwise, and a change by hand stays.
create table products.sources (
  shop_id uuid not null, product_id uuid not null references products.products, store_id uuid, key text collate "C" not null,
  content_hash uuid not null, draft jsonb not null, read_at timestamptz not null,
  unique nulls not distinct (shop_id, store_id, key)
);
create index sources_product on products.sources (shop_id, product_id);
select platform.protect('products.sources');
grant select, insert, update on products.sources to fivehearts_app, fivehearts_system;

create table products.relations (
  shop_id uuid not null, product_id uuid not null references products.products, other_id uuid not null references products.products,
  kind text not null check (kind in ('part', 'accessory', 'spare', 'goes_with', 'gift')), quantity int not null default 1 check (quantity > 0),
  note text, created_at timestamptz not null, created_by uuid, primary key (product_id, other_id, kind), check (product_id <> other_id)
);
create index relations_other on products.relations (shop_id, other_id);
select platform.protect('products.relations');
grant select, insert, update, delete on products.relations to fivehearts_app, fivehearts_system;

-- How it is packed. The packing table prints it and asks its checks.
create table products.packaging (
  product_id uuid primary key references products.products, shop_id uuid not null, text text not null default '',
  checks text[] not null default '{}', materials text[] not null default '{}', flags text[] not null default '{}'
    check (flags <@ array['fragile', 'liquid', 'this_way_up', 'keep_dry', 'keep_cool', 'heavy', 'sharp', 'battery', 'no_stacking']),
  updated_at timestamptz not null, updated_by uuid
);
create index packaging_shop on products.packaging (shop_id);
select platform.protect('products.packaging');
grant select, insert, update on products.packaging to fivehearts_app, fivehearts_system;

-- Never overwritten: a new price closes the one before, and the rest of a row cannot be changed at all.
create table products.prices (
  id uuid primary key, shop_id uuid not null, product_id uuid not null references products.products, sku_id uuid references products.skus,
  kind text not null check (kind in ('list', 'special', 'member', 'physical_shop', 'cost')),
  amount bigint not null check (amount >= 0), currency text not null check (currency ~ '^[A-Z]{3}$'),
  valid_from timestamptz not null, valid_to timestamptz check (valid_to >= valid_from),
  source text not null check (source in ('hand', 'import')), note text, recorded_at timestamptz not null, recorded_by uuid
);
create index prices_product on products.prices (shop_id, product_id, kind, valid_from desc);
create unique index prices_open on products.prices (shop_id, product_id, sku_id, kind, currency) nulls not distinct where valid_to is null;
select platform.protect('products.prices');
grant select, insert, update (valid_to) on products.prices to fivehearts_app, fivehearts_system;

-- What may be claimed of a product, and by what it is known. Like prices: ended, not overwritten.
create table products.facts (
  id uuid primary key, shop_id uuid not null, product_id uuid not null references products.products, sku_id uuid references products.skus,
  key text not null, key_folded text collate "C" not null, value text not null, unit text, language text not null check (language in ('zh', 'en')),
  source text not null, source_url text, checked_at timestamptz not null, checked_by uuid, ended_at timestamptz
);
create unique index facts_open on products.facts (shop_id, product_id, sku_id, key_folded, language) nulls not distinct where ended_at is null;
select platform.protect('products.facts');
grant select, insert, update (ended_at) on products.facts to fivehearts_app, fivehearts_system;

-- A file of ours, or an address that an export gave and nobody has fetched.
create table products.pictures (
  id uuid primary key, shop_id uuid not null, product_id uuid not null references products.products, file jsonb, source_url text,
  alt text not null default '', position int not null, created_at timestamptz not null, check (num_nonnulls(file, source_url) > 0)
);
create index pictures_product on products.pictures (shop_id, product_id, position);
select platform.protect('products.pictures');
grant select, insert, update, delete on products.pictures to fivehearts_app, fivehearts_system;

-- How the lines of orders read in the catalogue: each way in which a store's orders name something, once.
create table products.sold_as (
  shop_id uuid not null, store_id uuid not null, title_id uuid not null, sku text collate "C" not null, variant text not null,
  product_id uuid not null references products.products, sku_id uuid not null references products.skus,
  matched_by text not null check (matched_by in ('listing', 'code', 'title', 'new')), at timestamptz not null,
  primary key (shop_id, store_id, title_id, sku, variant)
);
create index sold_as_product on products.sold_as (shop_id, product_id);
select platform.protect('products.sold_as');
grant select, insert, update on products.sold_as to fivehearts_app, fivehearts_system;

-- Imports whose orders were taken into the catalogue.
create table products.takings (
  import_id uuid primary key, shop_id uuid not null, products int not null, skus int not null, at timestamptz not null
);
create index takings_shop on products.takings (shop_id, at);
select platform.protect('products.takings');
grant select, insert on products.takings to fivehearts_app, fivehearts_system;

create table products.reviews (
  id uuid primary key, shop_id uuid not null, store_id uuid not null,
  -- Made of the store's own id of the review, or of order, title, buyer and time where it gave none.
  key uuid not null, content_hash uuid not null,
  product_id uuid references products.products, external_product_id text, title text, title_id uuid,
  order_number text, order_id uuid, customer_id uuid, buyer_name text not null default '',
  stars int check (stars between 1 and 5), verdict text check (verdict in ('good', 'neutral', 'bad')),
  text text not null default '', more text, reply text, pictures text[] not null default '{}',
  occurred_at timestamptz not null, recorded_at timestamptz not null, unique (shop_id, store_id, key)
);
create index reviews_product on products.reviews (shop_id, product_id, occurred_at desc, id desc);
create index reviews_loose on products.reviews (shop_id, title_id) where product_id is null;
select platform.protect('products.reviews');
grant select, insert, update on products.reviews to fivehearts_app, fivehearts_system;

insert into platform.personal_data values
  ('products.reviews', 'buyer_name', 'account', 'blank'), ('products.reviews', 'text', 'message', 'remove'), ('products.reviews', 'more', 'message', 'remove'),
  ('products.reviews', 'reply', 'message', 'remove'), ('products.reviews', 'pictures', 'message', 'remove'), ('products.reviews', 'order_number', 'account', 'blank');

-- What orders published: each line with the order's store, customer and time, where one line is one product.
create view orders.v_sold_lines with (security_invoker = true) as
  select o.shop_id, o.id as order_id, o.store_id, o.customer_id, o.import_id, o.placed_at, o.status, o.currency,
    l.number, l.title_id, l.sku, l.variant, l.quantity, l.unit_price
  from orders.orders o join orders.lines l on l.order_id = o.id and l.shop_id = o.shop_id
  where coalesce(l.products, 1) = 1;
create view orders.v_titles with (security_invoker = true) as select shop_id, id, title, key from orders.titles;
create view orders.v_ended_imports with (security_invoker = true) as
  select id, shop_id, store_id, finished_at from orders.imports where state in ('finished', 'failed') and not is_dry_run;
create view orders.v_numbers with (security_invoker = true) as
  select id, shop_id, store_id, external_id, name_key, customer_id, placed_at from orders.orders;

-- One row a SKU.
create view products.v_catalogue with (security_invoker = true) as
  select p.shop_id, p.id as product_id, s.id as sku_id, p.name, p.status, p.category, p.brand, s.code, s.variant, s.weight_grams, s.unit,
    p.sold_orders, p.sold_quantity, p.last_sold_at, s.archived_at is not null as is_archived
  from products.products p join products.skus s on s.product_id = p.id;
-- One row a sold line: who bought what, for recommendations and for what is bought together.
create view products.v_sold with (security_invoker = true) as
  select l.shop_id, l.order_id, l.store_id, l.customer_id, l.placed_at, l.status, a.product_id, a.sku_id, l.quantity, l.unit_price, l.currency
  from orders.v_sold_lines l join products.sold_as a on a.shop_id = l.shop_id and a.store_id = l.store_id and a.title_id = l.title_id
    and a.sku = coalesce(l.sku, '') and a.variant = coalesce(l.variant, '');
create view products.v_packaging with (security_invoker = true) as
  select product_id, shop_id, text, checks, materials, flags from products.packaging;
create view products.v_barcodes with (security_invoker = true) as
  select b.shop_id, b.code, b.sku_id, s.product_id from products.barcodes b join products.skus s on s.id = b.sku_id;
create view products.v_reviews with (security_invoker = true) as
  select id, shop_id, store_id, product_id, order_id, customer_id, stars, verdict, occurred_at from products.reviews;
-- What happened with a product, from the log.
create view products.v_history with (security_invoker = true) as
  select id, shop_id, subject as product_id, name, version, actor, facts, occurred_at from platform.events where name like 'product.%';
grant select on orders.v_sold_lines, orders.v_titles, orders.v_ended_imports, orders.v_numbers, products.v_catalogue, products.v_sold, products.v_packaging,
  products.v_barcodes, products.v_reviews, products.v_history to fivehearts_app, fivehearts_system;
