# Label
label-name = Label
label-presentation = Introduction
label-success = How to succeed
label-task = Something to do
label-trainer-note = Note to trainers
label-important = Important
