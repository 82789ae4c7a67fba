management-title = Management
management-people = People
management-people-count = { $count ->
    [one] One member
   *[other] { $count } members
}
management-people-search = Name or address
management-people-none = Nobody matches.
management-courses = Courses
management-courses-count = { $count ->
    [0] No course
    [one] One course
   *[other] { $count } courses
}
management-courses-search = Title or number
management-courses-none = No course matches.
management-number = Number
management-stage = Stage
management-stage-all = All
management-no-support = People who are stuck do not know whom to write to: give a contact address.

# Somebody
management-state-active = active
management-state-suspended = suspended here
management-invite = Invite somebody
management-invite-lead = She is sent a message and chooses her own password. Her name is only a suggestion: she will correct it.
management-invite-submit = Invite
management-invite-again = Send the invitation again
management-person-courses = Courses here
management-person-no-courses = None for the moment.
management-membership = Access to this académie
management-membership-why = Suspending closes the pages of this académie and its links to this person. Elsewhere nothing changes.
management-membership-suspend = Suspend here
management-membership-closed = The pages of this académie are closed to this person.
management-membership-open = Open the access again
management-above = This person holds a role above yours, or is yourself: another manager can do it.
management-role-gestionnaire = Manager
management-role-superviseur = Supervisor
management-role-administrateur-local = Local administrator
management-role-administrateur-national = National administrator
done-person-invited = Done: a message is on its way.
done-person-known = This person is a member here already: nothing was changed, no message was sent.
done-membership-suspended = The access to this académie is closed to her.
done-membership-opened = The access to this académie is open to her again.

# Settings
management-settings = Settings of the académie
management-settings-lead = Names, logo, colour, contact, messages, passwords, Arena.
management-full-name = Name
management-full-name-help = On top of pages and messages: “Académie de Besançon”.
management-of-name = Name as a complement
management-of-name-help = As it follows another word in French: “de l'académie de Besançon”.
management-short = Short name
management-short-help = Beside m@gistère, on top of every page: “BESANÇON”.
management-name-fault = This name cannot be empty, nor longer than a line: 100 characters at most, 30 for the short name.
management-logo = Logo
management-logo-help = JPEG, PNG or WebP. It stands on top of every page, beside the name.
management-hue = Colour
management-hue-help = All of them are easy to read, on light and on dark.
management-hue-of = Colour { $number }
management-support = Contact address
management-support-help = A mailbox that somebody reads: the site sends everybody there who is stuck.
management-sender-name = Name of the sender
management-sender-help = Leave empty for the name of the académie.
management-sender-address = Address of the sender
management-passwords = Passwords
management-passwords-academie = 8 characters and four sorts of signs
management-passwords-nist = At least 15 characters, without any other rule
management-arena-scolaire = Address of Arena (schools)
management-arena-help = Leave empty if it is not connected.
management-arena-superieur = Address of Arena (universities)

# Mail
management-mail = Messages sent
management-mail-lead = To whom, which one, where it stands. Never the text.
management-mail-states = States
management-mail-all = All
management-mail-queued = Waiting
management-mail-sent = Handed over
management-mail-given-up = Given up
management-mail-dropped = No longer needed
management-mail-none = No message in this state.
management-mail-recipient = Recipient
management-mail-subject = Subject
management-mail-invitation = Invitation
management-mail-day = Day
management-mail-again = Try again
management-mail-again-to = Try again to write to { $recipient }
management-mail-dead = { $count ->
    [one] One message could not go out.
   *[other] { $count } messages could not go out.
}
management-mail-see = See them
done-letter-again = The message will be tried again.

# The lists
management-terms = Lists of the description
management-terms-lead = The subjects, audiences, collections… that your académie adds to everybody's.
management-term-list = List
management-term-label = Label
management-term-label-help = As it will be read, on one line of at most 80 characters.
management-term-fault = Write a label of 1 to 80 characters, on one line.
management-term-there = This list already has a similar label.
management-term-add = Add
management-term-remove = Take out
management-term-remove-of = Take out { $label }
management-terms-none = Nothing was added here.
management-terms-national = Shared by all académies ({ $count })
done-term-added = It is added: it can be chosen when a course is described.
done-term-removed = It is taken out.

# The texts
management-texts = Texts of the site
management-texts-lead = Legal notice, contact, help…: the pages at the foot of the screen, in your words.
management-text-own = Your words
management-text-see = See the page
management-text-source = Text
management-text-source-help = In Markdown. The first line is the title: “# Legal notice”. These words fill themselves in: {"{"}full_name{"}"}, {"{"}of_name{"}"}, {"{"}origin{"}"}, {"{"}support_contact{"}"}.
management-text-title = A title is missing: a line that begins with “#”.
management-text-shipped = Back to the text that came with the site

# Two accounts of one person
management-merge = Join two accounts
management-merge-why = Does this person have a second account, under another address? The two can become one.
management-merge-find = Find the other account
management-merge-lead = All that one contains joins the other: courses, groups, addresses. There is no way back.
management-merge-other = The other account: name or address
management-merge-keep = Which account stays?
management-merge-keep-help = Its username does not change.
management-merge-agree = Each of the two accounts receives a message to agree, unless the one that disappears was never used and both exist in this académie only.
management-merge-submit = Join these two accounts
management-merge-refused = These two accounts cannot be joined from here. A national administrator can look into it.
management-merge-waits = The account of { $gone } is to join that of { $kept }: at least one answer is still missing.
management-merge-cancel = Cancel this request
done-merged = Done: the two accounts are one.
done-merge-asked = Both accounts receive a message. As soon as both have agreed, they are joined.
done-merge-cancelled = The request is cancelled: the links that were sent do nothing any more.
management-merge-suspended = One of these people is suspended here: reopen the access first.
management-merge-often = Several messages have gone out for one of these accounts already: try again in an hour.
