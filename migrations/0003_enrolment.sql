-- What trainers see of an enrolment. `last_opened_on` is a day in the académie's zone, overwritten; no hour, no count (product promise).
-- `typed_address` and `typed_name` are what a trainer typed for somebody who was no member of the académie then: until she opens the
-- course nothing else is shown of her, so that nobody learns which accounts exist.
alter table enrolment add column last_opened_on text;
alter table enrolment add column typed_address text;
alter table enrolment add column typed_name text;
