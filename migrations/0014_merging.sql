-- Two accounts of one person, on their way to becoming one. `kept_as` and `gone_as` are how whoever asked sees them: the letters and
-- pages say no more of either to the other. A side has agreed once its link is used.
create table account_merge (
  id {id},
  academy_id bigint not null references academy (id),
  kept_id bigint not null references person (id),
  gone_id bigint not null references person (id),
  kept_as text not null,
  gone_as text not null,
  kept_link_id bigint not null references link (id),
  gone_link_id bigint not null references link (id),
  asked_by bigint not null references person (id),
  created_at bigint not null
);
create unique index account_merge_kept_link on account_merge (kept_link_id);
create unique index account_merge_gone_link on account_merge (gone_link_id);
create index account_merge_kept on account_merge (kept_id);
create index account_merge_gone on account_merge (gone_id);

-- Where somebody waits is asked for with her courses, and when two accounts become one.
create index waiting_list_person on waiting_list (person_id);
