-- What somebody is writing in a forum and has not posted yet. `place` is the address of the form below the forum's own.
create table forum_draft (
  id {id},
  academy_id bigint not null references academy (id),
  activity_id bigint not null references activity (id),
  person_id bigint not null references person (id),
  place text not null,
  title text not null,
  body text not null
);
create unique index forum_draft_person_id_activity_id_place on forum_draft (person_id, activity_id, place);
create index forum_draft_activity on forum_draft (activity_id);
