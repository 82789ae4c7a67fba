-- Pictures: of courses and of académies (academy_id), of people (person_id). `name` is the hash the file is kept under, below the data folder.
create table picture (
  id {id},
  academy_id bigint references academy (id),
  person_id bigint references person (id),
  name text not null,
  created_at bigint not null
);
create index picture_name on picture (name);

alter table course add column picture_id bigint references picture (id);
alter table academy add column logo_id bigint references picture (id);
alter table person add column picture_id bigint references picture (id);
-- What she is interested in: words between commas.
alter table person add column interests text not null default '';
