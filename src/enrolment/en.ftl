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
    [one] Another one was already.
   *[other] { $count } others were already.
}
enrolment-report-see = See the participants
