-- Freight noted by mistake is taken back: it stays on record and counts no more.
alter table offers.freight_allowances add column withdrawn_at timestamptz, add column withdrawn_by uuid,
  add check ((withdrawn_at is null) = (withdrawn_by is null));
grant update (withdrawn_at, withdrawn_by) on offers.freight_allowances to fivehearts_app;
create or replace view offers.v_freight_allowances with (security_invoker = true) as
  select id, shop_id, conversation_id, order_id, customer_id, member_id, amount, currency, at from offers.freight_allowances where withdrawn_at is null;
