-- Closing self-enrolment keeps its key, places and days for the day on which it is opened again.
alter table self_enrolment add column closed boolean not null default false;

-- Typed names as a search compares them.
alter table membership add column typed_folded text;
alter table enrolment add column typed_folded text;
