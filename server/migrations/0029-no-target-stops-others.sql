-- Orders whose talks were looked for, also those that had none: a pass goes on where the last one ended and comes to an end.
create table purchase.looked_orders (
  order_id uuid primary key, shop_id uuid not null, at timestamptz not null
);
create index looked_orders_shop on purchase.looked_orders (shop_id, order_id);
select platform.protect('purchase.looked_orders');
grant select, insert, update on purchase.looked_orders to fivehearts_app, fivehearts_system;
-- A talk that went on until the order was paid is looked through again.
grant update on purchase.order_talks to fivehearts_app, fivehearts_system;

-- Of each question of a group what became of it. Null: nobody waited in it any more when the answer was sent.
alter table conversations.group_targets alter column turn_id drop not null,
  drop constraint group_targets_state_check,
  add constraint group_targets_state_check check (state in ('waiting', 'sent', 'answered_meanwhile', 'asked_more', 'closed', 'refused', 'failed')),
  -- How often it was tried and failed by no fault of its own.
  add column tries int not null default 0;
create index group_targets_not_sent on conversations.group_targets (group_id, conversation_id) where state not in ('waiting', 'sent');

-- What came with the desk and was laid into a shop, each thing once, by its key: what the shop changed or put away since is never
-- laid again.
create table platform.shipped (
  shop_id uuid not null, key text not null, at timestamptz not null, primary key (shop_id, key)
);
select platform.protect('platform.shipped');
grant select, insert on platform.shipped to fivehearts_app, fivehearts_system;
