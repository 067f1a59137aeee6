-- What a person said of us, for the line that opens the panel beside a chat.
create index reviews_customer on products.reviews (shop_id, customer_id, occurred_at desc) where customer_id is not null;
create view products.v_review_texts with (security_invoker = true) as
  select id, shop_id, customer_id, order_id, stars, verdict, title, left(text, 80) as text, occurred_at from products.reviews;
grant select on products.v_review_texts to fivehearts_app, fivehearts_system;
