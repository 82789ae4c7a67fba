-- Groups of a course, and who is in them.
create table course_group (
  id {id},
  academy_id bigint not null references academy (id),
  course_id bigint not null references course (id),
  name text not null
);
create unique index course_group_course_id_name on course_group (course_id, name);

create table group_member (
  id {id},
  academy_id bigint not null references academy (id),
  group_id bigint not null references course_group (id),
  enrolment_id bigint not null references enrolment (id)
);
create unique index group_member_group_id_enrolment_id on group_member (group_id, enrolment_id);
create index group_member_enrolment on group_member (enrolment_id);
