-- The way to a page of another site, and a few words about it.
create table activity_url (
  activity_id bigint primary key not null references activity (id),
  academy_id bigint not null references academy (id),
  address text not null,
  body text not null,
  format text not null,
  source text not null
);

-- The chapters of a livre, in their order. `edition` is counted up with each change of a text; what is thrown away (`trashed_at`, microseconds
-- UTC) keeps its place and can be restored for a month. The id of the form that made it makes one of a form sent twice.
create table book_chapter (
  id {id},
  academy_id bigint not null references academy (id),
  activity_id bigint not null references activity (id),
  position bigint not null,
  title text not null,
  body text not null,
  format text not null,
  source text not null,
  hidden boolean not null default false,
  edition bigint not null default 0,
  trashed_at bigint,
  request_key text
);
create unique index book_chapter_activity_id_position on book_chapter (activity_id, position);
create unique index book_chapter_activity_id_request_key on book_chapter (activity_id, request_key);
