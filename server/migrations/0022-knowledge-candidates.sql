-- Candidates of a search are read from one table: who may see an article and what it is about stand beside its sentences. The
-- index holds nothing of its own; it is emptied here, and the desk makes it anew.
truncate knowledge.postings, knowledge.entries;
alter table knowledge.entries
  add column is_approved boolean not null,
  add column section text not null,
  add column language text not null,
  add column product_ids uuid[] not null;
