-- What the comfort of each person keeps, for herself alone: overwritten in place, without history or hour (product promise).

-- `rank` is a counter that orders « Mes parcours »: the course she opened last has the highest.
create table course_use (
  id {id},
  academy_id bigint not null references academy (id),
  course_id bigint not null references course (id),
  person_id bigint not null references person (id),
  rank bigint not null
);
create unique index course_use_person_id_course_id on course_use (person_id, course_id);

create table favourite (
  id {id},
  academy_id bigint not null references academy (id),
  course_id bigint not null references course (id),
  person_id bigint not null references person (id)
);
create unique index favourite_person_id_course_id on favourite (person_id, course_id);

create table my_choice (
  person_id bigint primary key not null references person (id),
  filter text not null,
  display text not null
);
