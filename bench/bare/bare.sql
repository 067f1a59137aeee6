-- What "bare" writes: a message and its conversation, nothing else.
create schema bare;
create table bare.conversations (id uuid primary key, last_number int not null default 0, last_text text not null default '', last_at timestamptz not null default now());
create table bare.messages (
  conversation_id uuid not null, number int not null, author text not null, text text not null, at timestamptz not null, client_id text not null,
  primary key (conversation_id, number)
);
