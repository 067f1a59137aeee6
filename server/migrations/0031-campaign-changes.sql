-- A campaign can be corrected, and taken away while no offer hangs on it; a coupon's code can be corrected. `version` counts their changes,
-- so that a colleague's is never overwritten.
alter table offers.campaigns add column version int not null default 1;
grant delete on offers.campaigns to fivehearts_app, fivehearts_system;
alter table offers.coupons add column version int not null default 1;
