-- A second factor: codes that an application of hers shows, and codes on paper for when she has lost it.

-- `sealed` is the shared secret, encrypted by the deployment's key. `last_step` is the last half minute whose code was used, so that each
-- is used once.
create table second_factor (
  person_id bigint primary key not null references person (id),
  sealed text not null,
  last_step bigint not null
);

create table recovery_code (
  id {id},
  person_id bigint not null references person (id),
  code_hash {blob} not null
);
create unique index recovery_code_person_id_code_hash on recovery_code (person_id, code_hash);

-- A half session only opens the page that asks for the second factor. `proved_at` is when it was given last in this session.
alter table session add column half boolean not null default false;
alter table session add column proved_at bigint;
