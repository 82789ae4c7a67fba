-- A session that people join by themselves; without a row it is closed to them. `key` is given out by the trainers, `places` null is no limit.
create table self_enrolment (
  course_id bigint primary key not null references course (id),
  academy_id bigint not null references academy (id),
  key text,
  places bigint
);

-- Who waits for a place, in the order of the ids.
create table waiting_list (
  id {id},
  academy_id bigint not null references academy (id),
  course_id bigint not null references course (id),
  person_id bigint not null references person (id)
);
create unique index waiting_list_course_id_person_id on waiting_list (course_id, person_id);

-- Who joined by herself may leave by herself.
alter table enrolment add column by_herself boolean;
