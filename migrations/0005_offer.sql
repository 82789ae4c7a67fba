-- What a catalogue says of a course, where it stands in its life, and what is offered.

-- What an académie adds to the lists that an indexing chooses from; the national terms come with the program (src/indexing/terms.csv).
-- A code names one term of a list on the whole site, so that an address that filters by it can be shared.
create table term (
  id {id},
  academy_id bigint not null references academy (id),
  list text not null,
  code text not null,
  label text not null
);
create unique index term_list_code on term (list, code);
create index term_academy on term (academy_id);

-- `domain`, `collection`, `nature` and `origin` are codes of terms, `audiences` several of them between spaces.
create table indexing (
  course_id bigint primary key not null references course (id),
  academy_id bigint not null references academy (id),
  short_title text not null,
  objectives text not null,
  keywords text not null,
  video text not null,
  domain text not null,
  collection text not null,
  nature text not null,
  career_entry boolean not null,
  certifying boolean not null,
  contact text not null,
  origin text not null,
  authors text not null,
  validated_by text not null,
  audiences text not null,
  accompaniment text not null,
  rhythm text not null,
  place text not null,
  year text not null,
  code text not null,
  version text not null,
  version_notes text not null
);

-- Where a course goes back to when it is taken out of the bin.
alter table course add column trashed_from text;
-- The id of the form that made it, so that a form sent twice makes one course.
alter table course add column request_key text;
create unique index course_academy_id_request_key on course (academy_id, request_key);

-- The days between which people join by themselves; null is without a limit.
alter table self_enrolment add column opens_on text;
alter table self_enrolment add column closes_on text;

-- What is or was offered. The id is the number of its short link (/f123, /p123): it outlives a withdrawal.
create table offer (
  id {id},
  academy_id bigint not null references academy (id),
  course_id bigint not null references course (id),
  listed boolean not null,
  published_at bigint not null
);
create unique index offer_course_id on offer (course_id);
create index offer_listed on offer (listed, academy_id, published_at);

-- Which courses changed, for whoever keeps a copy: the number of the last change of each. The clock's one row is held until the
-- transaction ends, so that numbers become visible in their order.
create table change_clock (
  id bigint primary key not null,
  value bigint not null
);
insert into change_clock (id, value) values (1, 0);

create table search_change (
  course_id bigint primary key not null references course (id),
  academy_id bigint not null references academy (id),
  change bigint not null
);
create index search_change_change on search_change (change);
