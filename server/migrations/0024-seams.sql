-- breaking
-- One truth where several slices had one of their own each: prices, facts, who is new; and what they tell one another.

-- Facts of a product as others may read them: what may be claimed now. Quizzes read the same.
drop view products.v_quiz_facts;
create or replace view products.v_facts_in_force with (security_invoker = true) as
  select f.id, f.shop_id, f.product_id, f.sku_id, f.key, f.value, f.unit, f.language, f.source, f.checked_at, p.name as product
  from products.facts f join products.products p on p.id = f.product_id where f.ended_at is null;
-- Prices are read from offers.v_marked_prices, and those of a physical shop from products.v_price_history.
drop view products.v_shown_prices;

-- A word held back before the buyer read it is an attempt, and counted apart from one that was sent (RTE-09).
alter table conversations.violations add column is_held_back boolean not null default false;
create or replace view conversations.v_violations with (security_invoker = true) as
  select id, shop_id, member_id, kind, conversation_id, at, is_held_back from conversations.violations;

-- Texts that go out another way than a conversation, by hand to the buyer of an order, are read as well.
alter table guard.log alter column conversation_id drop not null, add column order_id uuid,
  add constraint log_about check (num_nonnulls(conversation_id, order_id) >= 1);
create or replace view guard.v_log with (security_invoker = true) as
  select id, shop_id, conversation_id, message_id, member_id, kind, outcome, is_seen, at, order_id from guard.log;

-- Who is new stands with training alone; distribution reads it there.
insert into training.trainees (id, shop_id, member_id, coach_id, cap, cap_before, began_at)
  select gen_random_uuid(), p.shop_id, p.member_id, null, least(p.trainee_cap, 40), m.cap, p.changed_at
  from conversations.agent_profiles p join staff.memberships m on m.id = p.member_id
  where p.trainee_cap is not null and m.left_at is null
    and not exists (select from training.trainees t where t.member_id = p.member_id and t.ended_at is null);
drop view conversations.v_agent_profiles;
alter table conversations.agent_profiles drop column trainee_cap;
create view conversations.v_agent_profiles with (security_invoker = true) as
  select member_id, shop_id, weight, skills, languages, lane, takes_difficult, deputy_id from conversations.agent_profiles;
grant select on conversations.v_agent_profiles to fivehearts_app, fivehearts_system;

-- announced: after the shop's own limit and within what it had announced beforehand. Its own figure is not mended by a notice.
alter table promises.turns drop constraint turns_outcome_check,
  add constraint turns_outcome_check check (outcome in ('target', 'due', 'announced', 'late', 'unanswered'));
alter table insight.turn_hours add column announced int not null default 0;

-- Under row-level security like other tokens of a shop (keys, invitations, visitors' tokens) and on no list of global tables: whose
-- it is, is asked by the hash alone, as the system, by the resolver of credentials.
comment on table platform.private_links is 'one shop''s rows; the hash is looked up across shops by the credential resolver as fivehearts_system';
