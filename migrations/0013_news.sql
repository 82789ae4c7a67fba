-- Who asked for the new offers of an académie each week. `audiences` holds codes of terms between spaces; none is whatever is new.
-- What was published up to `told_until` (microseconds UTC) was told, or was there when she asked.
create table news_subscription (
  id {id},
  academy_id bigint not null references academy (id),
  person_id bigint not null references person (id),
  audiences text not null,
  told_until bigint not null
);
create unique index news_subscription_academy_id_person_id on news_subscription (academy_id, person_id);
create index news_subscription_person on news_subscription (person_id);
create index news_subscription_due on news_subscription (academy_id, told_until);
