# Describing it for the catalogue
indexing-page = Describe
indexing-lead = What the catalogue says of this course. You can save at any time and add the rest later.
indexing-complete = Everything the catalogue asks for is there.
indexing-missing = Before it can be published, this is missing:
indexing-matricule = Reference: { $matricule }
indexing-closed = This course is closed or in the bin: it can only be read. Reopen or restore it first.
indexing-choose = Choose…
indexing-save = Save
indexing-group-general = General
indexing-group-body = Organisation
indexing-group-action = The training itself
indexing-group-version = Version and reference
indexing-short-title-help = At most 15 letters or digits, without spaces. It is part of the reference.
indexing-description-help = In a few sentences: what is it about, and for whom?
indexing-objectives-help = What people will be able to do at the end.
indexing-keywords-help = The words a colleague would type to find it, between commas.
indexing-nature-help = A self-paced course opens without a trainer.
indexing-video-help = The address of a page, starting with https://
indexing-contact-help = An address or an office to write to.
indexing-hours-help = For example 3h, 1h30 or 45 min.
indexing-rhythm-help = For example: one hour a week for six weeks.
indexing-year-help = The current school year if you leave it empty.
indexing-code-help = That of the académie if you leave it empty.
indexing-fault-meanwhile = Somebody else saved this page while you were writing. Your texts are below and nothing is lost: save again to keep yours instead of theirs.
done-indexing-saved = The description is saved.

# « Gérer »
lifecycle-title = Manage
lifecycle-stage-running = Running
lifecycle-listed = In the catalogue
lifecycle-short-link = Short address in the catalogue:
lifecycle-unseen = Published, but something must be looked at:
lifecycle-indexing = Description
lifecycle-matricule = Reference
lifecycle-people = { $trainers ->
    [0] No trainer
    [one] One trainer
   *[other] { $trainers } trainers
}, { $participants ->
    [0] no participant
    [one] one participant
   *[other] { $participants } participants
}
lifecycle-people-see = See the people
lifecycle-change = Change
lifecycle-actions = What you can do
lifecycle-not-yet = Not yet
lifecycle-open = Open the session
lifecycle-open-effect = Participants get in from the first day on.
lifecycle-open-to-all = Open for self-enrolment
lifecycle-open-to-all-effect = The session opens, and everybody can join by themselves.
lifecycle-demonstrate = Put on show
lifecycle-demonstrate-effect = The course is ready to be looked at; it can then be published.
lifecycle-publish = Publish in the catalogue
lifecycle-publish-effect = Everybody finds it in the catalogue.
lifecycle-withdraw = Withdraw from the catalogue
lifecycle-withdraw-effect = It is no longer found in the catalogue. Whoever is in it stays.
lifecycle-reopen = Reopen
lifecycle-reopen-effect = People can work in it and be enrolled again.
lifecycle-close = Close
lifecycle-close-effect = Participants can still read it. You can reopen it.
lifecycle-rework = Go on building
lifecycle-rework-effect = It is no longer on show while you work on it.
lifecycle-make-session = Create a session
lifecycle-make-session-effect = A copy in which a group is trained.
lifecycle-make-parcours-effect = A new course that begins as this template.
lifecycle-duplicate = Duplicate
lifecycle-duplicate-effect = A copy that you change without touching the original.
lifecycle-show = Make visible
lifecycle-show-effect = Participants have access to it.
lifecycle-hide = Hide
lifecycle-hide-effect = Only trainers have access to it.
lifecycle-restore = Restore
lifecycle-restore-effect = It goes back exactly where it was.
lifecycle-trash = Move to the bin
lifecycle-trash-effect = Participants no longer see it. You can restore it.
lifecycle-need-trainer = At least one trainer is needed.
lifecycle-need-participant = At least one participant is needed, or self-enrolment.
lifecycle-need-visible = It is hidden: make it visible first.
lifecycle-need-indexing = The description is not complete. Missing:
lifecycle-need-self-enrolment = Nobody can join: open self-enrolment.
lifecycle-need-self-enrolment-today = Self-enrolment is not open today: check its dates.
lifecycle-need-not-over = Its last day is past.
lifecycle-not-here = This course has moved to another stage meanwhile: that can no longer be done. Nothing was changed.
lifecycle-missing = Something is still missing for that: the course's page « Manage » says what. Nothing was changed.
done-course-opened = The session is open.
done-course-demonstrated = The course is on show.
done-course-published = It is in the catalogue.
done-course-withdrawn = It is out of the catalogue.
done-course-closed = It is closed: participants can still read it.
done-course-reworked = The course is being built again.
done-course-shown = It is visible.
done-course-hidden = It is hidden from participants.
done-course-restored = It is restored.
done-course-trashed = It is in the bin. You can restore it below.

# « Créer un parcours »
lifecycle-content = Content
lifecycle-create = Create a course
lifecycle-create-lead = A name is enough. Everything else can be changed afterwards.
lifecycle-kind = What is it?
lifecycle-kind-session = A session: a group is trained in it
lifecycle-kind-parcours = A master course: the model that others copy
lifecycle-kind-space = A shared space: working together
lifecycle-kind-template = A template: where new courses begin
lifecycle-create-submit = Create
lifecycle-title-missing = Give it a name.
done-course-made = It is made. Nobody else sees it yet.

# « Dupliquer », « Créer une session », « Restaurer ce parcours »
lifecycle-make-lead = All of the content is copied, and its links lead to the copy. Nothing that participants did is copied.
lifecycle-copy-of = { $title } (copy)
lifecycle-take = What should be copied?
lifecycle-take-help = People keep their role and their groups. Participants do not get in before it opens.
lifecycle-take-content = Content only
lifecycle-take-people = Content and people
lifecycle-days-help = You can also set the dates later.
lifecycle-copy-no-room = Its files no longer fit into the room of the académie: delete from the media library those that are of no more use, or ask the team that runs the site for room.
lifecycle-made-already = This form made a copy already. To make another one, send it again.
done-course-made-with-people = It is made, with its people. Participants get in when it opens.
done-course-made-days = The dates of conditions were not taken over.
done-course-made-groups = What was for one group only is hidden.
lifecycle-restore-lead = You get a whole copy, under construction, to change as you like. The original is not touched.
lifecycle-restore-academy = In which académie?
lifecycle-restore-academy-missing = Choose an académie where you make courses.
