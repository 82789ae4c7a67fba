# “Participants”
enrolment-title = Participants
enrolment-count = { $count ->
    [0] Nobody is enrolled yet.
    [one] One person is enrolled.
   *[other] { $count } people are enrolled.
}
enrolment-name = Name
enrolment-address = E-mail address
enrolment-role = Role
enrolment-role-participant = Participant
enrolment-role-missing = Choose a role.
enrolment-state = State
enrolment-state-invited = invited
enrolment-state-never = never came
enrolment-state-active = active
enrolment-resend = Send the invitation again
enrolment-resend-to = Send the invitation again to { $name }
done-invitation-sent = Noted. Unless a message went out less than a quarter of an hour ago, it goes out now.

# Pasting addresses
enrolment-add-title = Enrol people
enrolment-add-lead = Paste their addresses: nothing is done before you have seen, line by line, what will be.
enrolment-addresses = E-mail addresses
enrolment-addresses-help = One per line, or separated by commas or semicolons. The name may stand with the address, as a mail program writes it.
enrolment-addresses-missing = Paste at least one address.
enrolment-addresses-many = That is a lot at once: { $most } addresses at most. Enrol them in several steps.
enrolment-check = Check the addresses
enrolment-closed = This session is closed: nobody can be enrolled any more.

# Line by line
enrolment-check-title = Check before enrolling
enrolment-check-lead = { $count ->
    [0] None of these lines can be enrolled.
    [one] One person will be enrolled and will get a message. Nothing is done yet.
   *[other] { $count } people will be enrolled and will get a message. Nothing is done yet.
}
enrolment-enrol = Enrol
enrolment-back = Put the addresses right
enrolment-lines = What you pasted, line by line
enrolment-line = What you pasted
enrolment-what = What will be done
enrolment-line-good = to be enrolled
enrolment-line-faulty = no address can be read
enrolment-line-role = there is no such role here
enrolment-line-group = the group's name is too long
enrolment-line-twice = stands further up
enrolment-line-already = in this session already
enrolment-line-enrolled = enrolled

# Afterwards
enrolment-report-title = Done
enrolment-report-added = { $count ->
    [0] Nobody more is enrolled.
    [one] One person is enrolled; the message goes out now.
   *[other] { $count } people are enrolled; their messages go out now.
}
enrolment-report-already = { $count ->
    [one] One person was already.
   *[other] { $count } people were already.
}
enrolment-report-see = See the participants

# “Self-enrolment”
opening-title = Self-enrolment
opening-lead = May people who find this session in the training catalogue enrol by themselves?
opening-way = Who may enrol
opening-closed = Nobody: trainers enrol people
opening-open = Every member of the académie
opening-key-way = Those who have the enrolment key
opening-key = Enrolment key
opening-key-help = A word that you give to those you expect. It only counts if you chose it above.
opening-key-missing = Give the key, or choose enrolment without one.
opening-places = Number of places
opening-places-help = Empty: no limit. When all are taken, a waiting list moves up by itself.
opening-places-number = A number from 1 to { $most }, or nothing.
opening-opens-on = People can join from
opening-closes-on = People can join until
opening-days-help = Leave empty if people can join at any time.
join-key-wrong = This is not the key of this session. Ask your trainer for it.
join-key-limited = Too many attempts. Try again in { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}.
done-joined = You are enrolled. A message confirms it.
done-waiting = You are on the waiting list. A message will tell you as soon as a place is free.
done-left = Noted: you are no longer enrolled in this session.

# From a spreadsheet
enrolment-csv-title = Enrol from a CSV file
enrolment-csv-lead = One line for each person: address, role, group. Nothing is done before you have seen every line.
enrolment-csv-file = File
enrolment-csv-file-help = As a spreadsheet saves it (CSV). The first line may name the columns: email ; role ; group ; last name ; first name.
enrolment-csv-text = Or paste its content
enrolment-csv-text-help = For example: camille@example.org;participant;Group A
enrolment-csv-check = Check the file
enrolment-csv-missing = Choose a file with at least one line, or paste its content.
enrolment-csv-many = That is a lot at once: at most { $most } lines. Split the file.
enrolment-csv-others = { $count ->
    [one] One more line is not to be enrolled: it is shown first.
   *[other] { $count } more lines are not to be enrolled: they are shown first.
}
enrolment-csv-other = Choose another file
enrolment-csv-more = { $count ->
    [one] One more line is not shown.
   *[other] { $count } more lines are not shown.
}

# Groups, and one person
enrolment-group = Group
enrolment-group-help = Optional. It is made if there is none of that name yet.
enrolment-groups = Groups
enrolment-groups-all = All
enrolment-groups-help = Between commas. A new group is made.
enrolment-groups-known = In this session already:
enrolment-take-out = Take out of the session
enrolment-one-fixed = Her role cannot be changed here: it is yourself, a designer, or the session is closed.
done-taken-out = This person is no longer in the session.
