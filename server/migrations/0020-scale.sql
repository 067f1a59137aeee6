-- When a member was last given a conversation: distribution asks it of everybody for each new buyer, and read all hands for it
-- (70 ms at 200,000).
create index hands_member on conversations.hands (shop_id, member_id, at desc) where what = 'assigned';
