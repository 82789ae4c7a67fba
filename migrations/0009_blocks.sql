-- Which blocks stand beside « Mes parcours », in their order, between spaces; null is as everybody begins.
alter table my_choice add column blocks text;
