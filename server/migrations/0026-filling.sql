-- Until when a demo shop is being filled: what comes due in it meanwhile belongs to the story's time, so the desk's own engine
-- leaves it alone. A time and no mark, so that a filling that was killed does not silence the shop for ever.
alter table staff.shops add column filling_until timestamptz;
create index shops_filling on staff.shops (filling_until) where filling_until is not null;
