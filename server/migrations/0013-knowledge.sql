-- What the shop knows: articles with every edition kept, the search over them, and what was asked of it.
create schema knowledge;
grant usage on schema knowledge to fivehearts_app, fivehearts_system;

create table knowledge.articles (
  id uuid primary key, shop_id uuid not null,
  state text not null check (state in ('draft', 'approved', 'retired')),
  -- What buyers are told (approved), and what was written last; equal when nothing waits for approval.
  live_edition int, latest_edition int not null,
  owner_id uuid, review_on date,
  origin text not null check (origin in ('hand', 'import', 'shipped', 'asked')), origin_key text collate "C",
  created_at timestamptz not null, updated_at timestamptz not null, version int not null default 1,
  check ((state = 'approved') = (live_edition is not null) or state = 'retired')
);
create index articles_latest on knowledge.articles (shop_id, updated_at desc, id desc);
create index articles_review on knowledge.articles (shop_id, review_on) where review_on is not null and state <> 'retired';
create unique index articles_origin on knowledge.articles (shop_id, origin_key) where origin_key is not null;
select platform.protect('knowledge.articles');
grant select, insert, update on knowledge.articles to fivehearts_app, fivehearts_system;

-- Written once, never changed but for the approval.
create table knowledge.editions (
  article_id uuid not null references knowledge.articles, edition int not null, shop_id uuid not null,
  section text not null check (section in ('industry', 'product', 'use', 'faq', 'rule')),
  language text not null check (language in ('zh', 'en')),
  -- What kind of knowledge: a wrong use with its consequence, or what a member found on trying it.
  mark text check (mark in ('wrong_use', 'trial')),
  title text not null, answer text not null, body text not null, questions text[] not null,
  product_ids uuid[] not null default '{}', categories text[] not null default '{}',
  -- Whose trial it was and on which day.
  trial_by uuid, trial_on date, pictures jsonb not null default '[]',
  by uuid, at timestamptz not null, approved_by uuid, approved_at timestamptz, primary key (article_id, edition)
);
select platform.protect('knowledge.editions');
grant select, insert, update (approved_by, approved_at) on knowledge.editions to fivehearts_app, fivehearts_system;

create table knowledge.acknowledgements (
  shop_id uuid not null, article_id uuid not null, edition int not null, member_id uuid not null, at timestamptz not null,
  primary key (article_id, edition, member_id), foreign key (article_id, edition) references knowledge.editions
);
create index acknowledgements_member on knowledge.acknowledgements (shop_id, member_id);
select platform.protect('knowledge.acknowledgements');
grant select, insert on knowledge.acknowledgements to fivehearts_app, fivehearts_system;

create table knowledge.synonyms (
  id uuid primary key, shop_id uuid not null, words text[] not null check (cardinality(words) between 2 and 20), by uuid, at timestamptz not null
);
create index synonyms_shop on knowledge.synonyms (shop_id);
select platform.protect('knowledge.synonyms');
grant select, insert, update, delete on knowledge.synonyms to fivehearts_app, fivehearts_system;

-- The search's own index. Articles have a number of their own here, so that a place in a list takes four bytes: number * 128 +
-- weight. One row holds a term's places among 8192 numbers. Only = on uuid and int is asked of it, which is leakproof: under
-- row-level security the primary key is used as it stands, and no function needs another's rights.
create table knowledge.indexes (
  shop_id uuid primary key, last_number int not null default 0, articles int not null default 0, format int not null
);
select platform.protect('knowledge.indexes');
create table knowledge.entries (
  shop_id uuid not null, number int not null, article_id uuid not null, terms int[] not null,
  -- Title, ways to ask, answer, folded: for the second look at the best.
  units text[] not null, names text not null, primary key (shop_id, number),
  unique (shop_id, article_id)
);
select platform.protect('knowledge.entries');
create table knowledge.postings (
  shop_id uuid not null, term int not null, block int not null, places bytea not null, primary key (shop_id, term, block)
);
-- Places do not compress; whole slices are read.
alter table knowledge.postings alter column places set storage external;
select platform.protect('knowledge.postings');
grant select, insert, update, delete on knowledge.indexes, knowledge.entries, knowledge.postings to fivehearts_app, fivehearts_system;

-- What was asked of it, by whom, what was chosen and whether it answered.
create table knowledge.asked (
  id uuid primary key, shop_id uuid not null, query text not null, query_key text not null,
  conversation_id uuid, message_number int, member_id uuid,
  -- Null: nobody knew.
  article_id uuid, place int, way text not null check (way in ('sent', 'inserted', 'copied', 'unknown')),
  said text, sent_at timestamptz,
  answered text not null default 'unknown' check (answered in ('yes', 'no', 'unknown')), answered_by text check (answered_by in ('buyer', 'agent')), answered_at timestamptz,
  repeat_id uuid, at timestamptz not null
);
create index asked_latest on knowledge.asked (shop_id, at desc, id desc);
create index asked_conversation on knowledge.asked (shop_id, conversation_id, at desc) where conversation_id is not null;
create index asked_repeat on knowledge.asked (shop_id, repeat_id) where repeat_id is not null;
create index asked_article on knowledge.asked (shop_id, article_id, at desc) where article_id is not null;
select platform.protect('knowledge.asked');
grant select, insert, update on knowledge.asked to fivehearts_app, fivehearts_system;

-- Other words in which an article was found to answer; enough of them count like phrasings of its own.
create table knowledge.learned (
  shop_id uuid not null, article_id uuid not null references knowledge.articles, key text collate "C" not null, phrasing text not null,
  -- Hundredths of an answer: a click far down counts more than one on top.
  weight int not null default 0, is_indexed boolean not null default false, at timestamptz not null, primary key (article_id, key)
);
select platform.protect('knowledge.learned');
create index learned_shop on knowledge.learned (shop_id, article_id);
grant select, insert, update, delete on knowledge.learned to fivehearts_app, fivehearts_system;

-- What repeats: asked and not found, or asked again and again. One thing to change, who changes it, and whether it stopped.
create table knowledge.repeats (
  id uuid primary key, shop_id uuid not null, kind text not null check (kind in ('not_found', 'again')), title text not null, keys text[] not null,
  state text not null check (state in ('open', 'taken', 'changed', 'stopped', 'goes_on', 'dismissed')),
  -- What is changed: an article, or a page of the shop.
  change text check (change in ('article', 'page')), article_id uuid, owner_id uuid, note text,
  changed_at timestamptz, check_on date, asked_before int not null default 0, asked_after int not null default 0,
  opened_at timestamptz not null, updated_at timestamptz not null, version int not null default 1
);
create index repeats_open on knowledge.repeats (shop_id, state, updated_at desc);
select platform.protect('knowledge.repeats');
grant select, insert, update on knowledge.repeats to fivehearts_app, fivehearts_system;

insert into platform.personal_data values
  ('knowledge.asked', 'query', 'message', 'expires'), ('knowledge.asked', 'query_key', 'message', 'expires'), ('knowledge.asked', 'said', 'message', 'expires'),
  ('knowledge.learned', 'key', 'message', 'expires'), ('knowledge.learned', 'phrasing', 'message', 'expires'),
  ('knowledge.repeats', 'title', 'message', 'expires'), ('knowledge.repeats', 'keys', 'message', 'expires'), ('knowledge.repeats', 'note', 'note', 'expires');

-- What the shop holds true and tells buyers, as it now stands.
create view knowledge.v_articles with (security_invoker = true) as
  select a.id, a.shop_id, a.live_edition as edition, e.section, e.language, e.mark, e.title, e.answer, e.body, e.questions, e.product_ids, e.categories,
    e.trial_by, e.trial_on, e.pictures, a.owner_id, a.review_on, e.approved_at, a.updated_at
  from knowledge.articles a join knowledge.editions e on e.article_id = a.id and e.edition = a.live_edition
  where a.state = 'approved';
create view knowledge.v_acknowledgements with (security_invoker = true) as
  select shop_id, article_id, edition, member_id, at from knowledge.acknowledgements;
create view knowledge.v_asked with (security_invoker = true) as
  select id, shop_id, query, conversation_id, message_number, member_id, article_id, way, sent_at, answered, at, repeat_id from knowledge.asked;
-- Which products a conversation is about, as far as orders tell: what its buyer bought last.
create view conversations.v_products with (security_invoker = true) as
  select c.shop_id, c.id as conversation_id, s.product_id, max(s.placed_at) as at
  from conversations.conversations c join products.v_sold s on s.shop_id = c.shop_id and s.customer_id = c.customer_id
  group by c.shop_id, c.id, s.product_id;
grant select on knowledge.v_articles, knowledge.v_acknowledgements, knowledge.v_asked, conversations.v_products to fivehearts_app, fivehearts_system;
