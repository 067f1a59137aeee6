-- One person: merge and un-merge, proposals to link, traits, consent as given, and names by their pinyin.

-- What two customers were made one, by whom and why. Each row is one step of a tree: who is gone points to who was kept then;
-- `customers.merged_into` always points to the root. An undone step stays as what happened.
create table customers.merges (
  id uuid primary key, shop_id uuid not null, kept_id uuid not null references customers.customers, gone_id uuid not null references customers.customers,
  why text, by uuid, at timestamptz not null,
  -- When the kept one was last active on its own account; an un-merge goes back to it.
  kept_active_at timestamptz not null,
  undone_at timestamptz, undone_by uuid, undone_why text, check (kept_id <> gone_id)
);
create unique index merges_standing on customers.merges (gone_id) where undone_at is null;
create index merges_kept on customers.merges (shop_id, kept_id) where undone_at is null;
select platform.protect('customers.merges');
grant select, insert, update on customers.merges to fivehearts_app, fivehearts_system;
alter table customers.customers add constraint customers_merged_elsewhere check (merged_into <> id);

-- Every id under which rows of this person stand: the root and all that were merged into it. For a condition
-- `customer_id = any (customers.ids_of(…))`, which an index answers.
create function customers.ids_of(p_id uuid) returns uuid[] language sql stable as $$
  with head as (select coalesce(c.merged_into, c.id) as id from customers.customers c where c.id = p_id)
  select array(select id from head union all select c.id from head, customers.customers c where c.merged_into = head.id)
$$;
grant execute on function customers.ids_of to fivehearts_app, fivehearts_system;

-- Two customers that may be one person. Ids as they are stored, the smaller first.
create table customers.links (
  id uuid primary key, shop_id uuid not null, one_id uuid not null references customers.customers, other_id uuid not null references customers.customers,
  -- 3 strong, 2 likely, 1 weak.
  weight int not null check (weight between 1 and 3), evidence jsonb not null,
  -- What is known by now; what a person has already said no to. Only something new asks again.
  evidence_keys text[] not null, dismissed_keys text[] not null default '{}',
  state text not null default 'open' check (state in ('open', 'accepted', 'dismissed')),
  found_at timestamptz not null, decided_at timestamptz, decided_by uuid, merge_id uuid references customers.merges, version int not null default 1,
  unique (shop_id, one_id, other_id), check (one_id < other_id)
);
create index links_open on customers.links (shop_id, weight desc, id desc) where state = 'open';
create index links_decided on customers.links (shop_id, decided_at desc, id desc) where state <> 'open';
create index links_other on customers.links (shop_id, other_id);
select platform.protect('customers.links');
grant select, insert, update on customers.links to fivehearts_app, fivehearts_system;

-- What is worth knowing of a person: skin type, size, pets; by hand or from a file. An empty value: removed by hand, so that
-- neither a file nor somebody merged into this person brings it back.
create table customers.traits (
  id uuid primary key, shop_id uuid not null, customer_id uuid not null references customers.customers, key text not null, value text not null,
  source text not null check (source in ('agent', 'import')), by uuid, noted_at timestamptz not null, unique (shop_id, customer_id, key)
);
select platform.protect('customers.traits');
grant select, insert, update, delete on customers.traits to fivehearts_app, fivehearts_system;

-- What a file says of a person's consent, in its own word, with where it comes from. Added to, never changed.
create table customers.consents (
  id uuid primary key, shop_id uuid not null, customer_id uuid not null references customers.customers, store_id uuid,
  channel text not null check (channel in ('email', 'sms')),
  -- Null: the word is not one we know.
  is_given boolean, said text not null, source text not null, noted_at timestamptz not null
);
create index consents_customer on customers.consents (shop_id, customer_id, channel, noted_at desc);
select platform.protect('customers.consents');
grant select, insert on customers.consents to fivehearts_app, fivehearts_system;

-- Rows of customer files, by what identifies them in the store: a second run finds nothing new in an equal hash.
create table customers.source_rows (
  shop_id uuid not null, store_id uuid not null, source_key text collate "C" not null, customer_id uuid not null references customers.customers,
  content_hash uuid not null, read_at timestamptz not null, primary key (shop_id, store_id, source_key)
);
select platform.protect('customers.source_rows');
grant select, insert, update on customers.source_rows to fivehearts_app, fivehearts_system;

-- Chinese names as they are typed on a keyboard: wangxiaoming and its initials wxm; a character with several readings gives a
-- row for each, and a name of three a row from its second character on, too. Kept apart from `names` because only
-- a prefix is looked for: under collation "C" that is a range, and ranges are leakproof.
create table customers.readings (
  shop_id uuid not null, plain text collate "C" not null, initials text collate "C" not null, customer_id uuid not null references customers.customers,
  -- 0: the whole name; 1: a part of it.
  part smallint not null, shown text not null, primary key (shop_id, plain, customer_id, initials)
);
create index readings_initials on customers.readings (shop_id, initials, plain);
select platform.protect('customers.readings');
grant select, insert on customers.readings to fivehearts_app, fivehearts_system;

-- How far jobs that read rows in the order of their ids have come, over all shops.
create table customers.progress (name text primary key, place jsonb not null, done_at timestamptz);
insert into platform.global_tables values ('customers.progress', 'how far background work has come, over all shops');
grant select, insert, update on customers.progress to fivehearts_system;
insert into customers.progress (name, place) values ('read_names', '{}');

-- Texts of messages for a timeline.
create view conversations.v_messages with (security_invoker = true) as
  select id, shop_id, conversation_id, number, author, automatic, text, at from conversations.messages;
grant select on conversations.v_messages to fivehearts_app, fivehearts_system;

-- What conversations of these customers call their buyer, after a merge or its undoing.
create function conversations.name_buyer(p_customers uuid[], p_name text) returns void language sql as $$
  update conversations.conversations set buyer_name = p_name, version = version + 1
  where customer_id = any (p_customers) and buyer_name <> p_name
$$;
grant execute on function conversations.name_buyer to fivehearts_app;

insert into platform.personal_data values
  ('customers.merges', 'why', 'note', 'remove'), ('customers.merges', 'undone_why', 'note', 'remove'),
  ('customers.links', 'evidence', 'note', 'remove'), ('customers.links', 'evidence_keys', 'phone', 'remove'), ('customers.links', 'dismissed_keys', 'phone', 'remove'),
  ('customers.traits', 'key', 'note', 'remove'), ('customers.traits', 'value', 'note', 'remove'),
  ('customers.consents', 'said', 'technical', 'remove'), ('customers.consents', 'source', 'technical', 'remove'),
  ('customers.source_rows', 'source_key', 'account', 'remove'),
  ('customers.readings', 'plain', 'name', 'remove'), ('customers.readings', 'initials', 'name', 'remove'), ('customers.readings', 'shown', 'name', 'remove');
