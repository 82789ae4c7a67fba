-- A sondage: what is asked, whether several answers are given and whether they stay as they were given, who sees the results (`answered`,
-- `always`, `never`), the last day on which one answers.
create table activity_choice (
  activity_id bigint primary key not null references activity (id),
  academy_id bigint not null references academy (id),
  body text not null,
  format text not null,
  source text not null,
  several boolean not null,
  fixed boolean not null,
  results text not null,
  closes_on text
);

-- What can be answered, in order. What was answered and is offered no more (`withdrawn`) stays.
create table choice_option (
  id {id},
  academy_id bigint not null references academy (id),
  activity_id bigint not null references activity (id),
  position bigint not null,
  words text not null,
  withdrawn boolean not null default false
);
create index choice_option_activity on choice_option (activity_id, position);

-- That somebody answered, once, without an hour; and what.
create table choice_ballot (
  id {id},
  academy_id bigint not null references academy (id),
  activity_id bigint not null references activity (id),
  person_id bigint not null references person (id)
);
create unique index choice_ballot_activity_id_person_id on choice_ballot (activity_id, person_id);
create index choice_ballot_person on choice_ballot (person_id);

create table choice_pick (
  id {id},
  academy_id bigint not null references academy (id),
  ballot_id bigint not null references choice_ballot (id),
  option_id bigint not null references choice_option (id)
);
create unique index choice_pick_ballot_id_option_id on choice_pick (ballot_id, option_id);
create index choice_pick_option on choice_pick (option_id);
