-- The way to a page of another site, and a few words about it.
create table activity_url (
  activity_id bigint primary key not null references activity (id),
  academy_id bigint not null references academy (id),
  address text not null,
  body text not null,
  format text not null,
  source text not null
);
