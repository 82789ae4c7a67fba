# Label
label-name = Label
label-presentation = Introduction
label-success = How to succeed
label-task = Something to do
label-trainer-note = Note to trainers
label-important = Important
label-tone = What is this text for?
label-tone-help = The “Note to trainers” is never shown to participants.
label-purpose = A short text in the course page itself: introduce, say how to succeed, give something to do, warn.
