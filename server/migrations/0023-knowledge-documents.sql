-- Knowledge that leaves the desk: what buyers may look up by themselves, what goes to the buyer of a product, what came out of files.
alter table knowledge.editions add column is_public boolean not null default false;
alter table knowledge.editions drop constraint editions_mark_check;
-- An example of how a feeling is recognised before the matter is dealt with: for training, not for sending.
alter table knowledge.editions add constraint editions_mark_check check (mark in ('wrong_use', 'trial', 'empathy'));
alter table knowledge.editions add constraint editions_public_check check (not is_public or (section <> 'rule' and coalesce(mark, '') not in ('trial', 'empathy')));
update knowledge.editions e set is_public = true from knowledge.articles a
  where a.id = e.article_id and a.origin = 'shipped' and a.state = 'approved' and e.edition = 1 and e.section = 'faq' and e.mark is null;

-- By what an import finds an article again.
alter table knowledge.articles add column title_key text collate "C" not null default '';
update knowledge.articles a set title_key = lower(btrim(e.title)) from knowledge.editions e where e.article_id = a.id and e.edition = a.latest_edition;
create index articles_title on knowledge.articles (shop_id, title_key) where state <> 'retired';

-- Which products an article is about, by the edition that is shown: arrays cannot be searched by an index under row-level security.
create table knowledge.article_products (
  shop_id uuid not null, product_id uuid not null, article_id uuid not null references knowledge.articles, primary key (shop_id, product_id, article_id)
);
create index article_products_article on knowledge.article_products (article_id);
select platform.protect('knowledge.article_products');
grant select, insert, delete on knowledge.article_products to fivehearts_app, fivehearts_system;
insert into knowledge.article_products (shop_id, product_id, article_id)
  select distinct a.shop_id, p.id, a.id from knowledge.articles a
  join knowledge.editions e on e.article_id = a.id and e.edition = coalesce(a.live_edition, a.latest_edition), unnest(e.product_ids) as p (id);

-- What of a file was taken in, by its content: the same again changes nothing, whatever became of the article since.
create table knowledge.imported (
  shop_id uuid not null, key text collate "C" not null, article_id uuid not null references knowledge.articles, at timestamptz not null, primary key (shop_id, key)
);
create index imported_article on knowledge.imported (article_id);
select platform.protect('knowledge.imported');
grant select, insert on knowledge.imported to fivehearts_app, fivehearts_system;

-- What goes to whoever bought a product, where the shop chose it; otherwise the approved articles about it.
create table knowledge.packs (
  shop_id uuid not null, product_id uuid not null, items jsonb not null check (jsonb_typeof(items) = 'array'),
  version int not null default 1, by uuid, at timestamptz not null, primary key (shop_id, product_id)
);
select platform.protect('knowledge.packs');
grant select, insert, update, delete on knowledge.packs to fivehearts_app, fivehearts_system;

-- Buyers who looked by themselves are counted like agents who did.
alter table knowledge.asked drop constraint asked_way_check;
alter table knowledge.asked add constraint asked_way_check check (way in ('sent', 'inserted', 'copied', 'unknown', 'self'));
create unique index asked_self on knowledge.asked (shop_id, conversation_id, article_id) where way = 'self';

create or replace view knowledge.v_articles with (security_invoker = true) as
  select a.id, a.shop_id, a.live_edition as edition, e.section, e.language, e.mark, e.title, e.answer, e.body, e.questions, e.product_ids, e.categories,
    e.trial_by, e.trial_on, e.pictures, a.owner_id, a.review_on, e.approved_at, a.updated_at, e.is_public
  from knowledge.articles a join knowledge.editions e on e.article_id = a.id and e.edition = a.live_edition
  where a.state = 'approved';
