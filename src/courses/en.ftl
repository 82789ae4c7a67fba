# What is said of a course in a line, here and in every list of courses.
course-dates = Starts: { $start } – Ends: { $end }
course-starts = Starts: { $start }
course-ends = Ends: { $end }
course-hours-distance = { $hours } online
course-hours-site = { $hours } in person
course-hours-both = { $site } in person and { $distance } online
course-role-tuteur = Tutor
course-role-formateur = Trainer
course-role-concepteur = Designer
course-stage-building = Being built
course-stage-demonstration = In demonstration
course-stage-preparing = In preparation
course-stage-archived = Archived
course-stage-trashed = In the bin
course-hidden = Hidden from participants

# The course and its activities
course-unread = { $count ->
    [one] 1 unread message
   *[other] { $count } unread messages
}
course-start = Start:
course-go-on = Continue:
course-done = Done
course-done-of = { $done } of { $all }
course-do-done = I have finished
course-do-done-here = I have finished this step
course-undo-done = I have not finished
course-participants = Participants
course-manage = Manage
course-edit = Edit the content
course-as-participant = See as a participant
course-as-participant-here = This is what a participant sees.
course-as-participant-leave = Back to my view
course-closed-to-all = This course is over: you can read it, but no longer answer in it.
course-closed-to-authors = This course is archived or in the bin: its content no longer changes. The “Manage” page lets you reopen or restore it.
course-trainers = With:
course-activities = Activities
course-print = Version for printing
course-print-of = For printing: { $title }
course-print-now = Print
course-locked-until = Available from { $day }
course-locked-since = Was available until { $day }
course-locked-after = After “{ $title }”
course-locked-first = First:
course-asks-from = From { $day }
course-asks-until = Until { $day }
course-asks-group = Group { $group }
course-offline = Keep for reading offline
course-offline-keeping = One moment: the pages of this course are being put aside.
course-offline-kept = Kept for reading offline on
course-offline-failed = Not everything could be kept. Check the connection, then try again.
course-offline-drop = Keep no longer
course-offline-help = On this device only, until you sign out.
course-plan = Contents
course-section = Section { $position }
course-empty = There is nothing in this course yet.
course-part = { $part } – { $title }
course-steps = Through the course
course-step-to = : { $title }
course-back = Back to the course
course-next = Next:

# Before its first day
course-later-on = This session opens on { $day }.
course-later-soon = This session is being prepared.
course-later-do = You are already enrolled: the same link will take you there as soon as it opens, with nothing else to do.
course-later-back = See my courses

# For everybody
course-about-dates = Dates
course-about-length = Length
course-about-academy = Offered by
course-about-over = This session is over.
course-about-how = How to get in
course-about-in = You have access to this course.
course-about-open = Go to this course
course-about-sign-in-first = If you are enrolled, sign in: you will arrive right on this course.
course-about-sign-in = Sign in
course-about-not-yet = Not enrolled yet?
course-about-not-in = You are not enrolled in this session.
course-about-ask = Participants are enrolled by the trainers or by the training manager.
course-about-write = To ask to be enrolled, write to:
course-about-contact = Whom to ask to be enrolled

# Joining by oneself
course-about-joining = Enrolment
course-about-permanent = Open
course-about-limited = Limited to { $places ->
    [one] one place
   *[other] { $places } places
}
course-about-places = Limited to { $places ->
    [one] one place
   *[other] { $places } places
} { $left ->
    [0] (all taken)
    [one] (one is left)
   *[other] ({ $left } are left)
}
course-about-join = I want to enrol
course-about-sign-in-to-join = You can enrol by yourself: sign in first, you will come back here.
course-about-key = Enrolment key
course-about-key-help = Your trainer gave it to you.
course-about-full = All places are taken. The waiting list moves up by itself: a message will tell you.
course-about-wait = Join the waiting list
course-about-waits = You are waiting for a place: you are number { $place }. A message will tell you.
course-about-wait-no-more = Stop waiting
course-about-soon = You will be able to join by yourself from { $day } on.
course-about-reserved = Enrolling by oneself is reserved to: { $academy }.
course-leave-title = Leave this session
course-leave-why = Your place is given back at once: if people are waiting, it goes to the next.
course-leave = Leave this session
