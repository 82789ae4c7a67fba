-- What an activity is a copy of, while it is being copied: set and emptied within one transaction, so that each kind gives all copies their
-- content in one statement.
alter table activity add column copy_of bigint;
