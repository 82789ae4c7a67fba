-- Finding people by name: both names in lower case and without accents, kept beside them; null until the program has folded them.
alter table person add column folded_name text;

-- What a manager typed for somebody who had an account elsewhere: until she comes, nothing else is shown of her.
alter table membership add column typed_address text;
alter table membership add column typed_name text;
create index letter_academy_state on letter (academy_id, state, id);
