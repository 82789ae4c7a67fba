-- How an activity is finished: by being seen, by hand, or not at all (`seen`, `hand`, `none`).
alter table activity add column completion text not null default 'seen';
update activity set completion = 'none' where kind = 'label';

-- « Terminé », and its day: no hour, no history. For herself, and for those who train her.
create table completed (
  id {id},
  academy_id bigint not null references academy (id),
  course_id bigint not null references course (id),
  activity_id bigint not null references activity (id),
  person_id bigint not null references person (id),
  done_on text not null
);
create unique index completed_person_id_activity_id on completed (person_id, activity_id);
create index completed_activity on completed (activity_id);

-- The activity she left last, overwritten in place.
alter table course_use add column activity_id bigint references activity (id);
create index course_use_activity on course_use (activity_id);
