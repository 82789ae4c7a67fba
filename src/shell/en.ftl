# Words of the frame and of the parts that every page shares.
shell-site = m@gistère
shell-skip = Skip to content
shell-demo = Demonstration.
shell-demo-mails = Sent messages
shell-places = Main navigation
shell-my = My courses
shell-catalogue = Training catalogue
shell-search = Search
shell-search-site = Search the site
shell-signed-out = Not signed in.
shell-sign-in = Sign in
shell-profile = My profile
shell-preferences = Preferences
shell-manage = Manage the académie
shell-sign-out = Sign out
shell-legal = Legal notice
shell-about = About
shell-contact = Contact
shell-help-sign-in = Help with signing in
shell-help-build = How to build a course
shell-help-use = Help with using the site
shell-accessibility = Accessibility: not compliant
shell-privacy = Personal data
shell-language = Language
shell-french = Français
shell-english = English
shell-menu-of = Menu of
shell-again = To put right: { $title }
shell-version = Version { $version }

# Forms
form-too-long = This text is too long: { $max } characters at most.
shell-faults-title = To put right before going on
shell-fault-new-password = New password: please check it
shell-required-note = Fields marked * are required
shell-cancel = Cancel
shell-close = Close
shell-show = Show
shell-hide = Hide
shell-password-show = Show the password
shell-password-hide = Hide the password
shell-rules-missing = Still missing:
shell-rules-complete = Nothing is missing in this password.
shell-rule-met = done
shell-draft-restored = We brought back the text you had not saved yet.
shell-picture-now = Current picture
shell-picture-kept = The picture you have just chosen is kept: it will be saved with the rest.
shell-picture-gone = Take the picture away
shell-picture-kind = This file is not a JPEG, PNG or WebP picture. Please choose another one.
shell-picture-damaged = This picture does not open to its end. Save it again on your device, or choose another one.
shell-picture-large = This picture is too large: at most 25 million pixels, and 8 million for a WebP or a progressive JPEG. Make it smaller, or choose another one.
shell-picture-small = This picture is too small to be seen. Choose one of at least 32 pixels a side.

# Lists
shell-crumbs = You are here
shell-pages = Pages
shell-previous = Previous
shell-next = Next
shell-page-of = Page { $page } of { $pages }
shell-percent-sign = { $percent }%
shell-percent = { $percent }% done

# A title that is data, not a word of ours
shell-given = { $text }
shell-support = Need help? Write to support:
shell-file-format = Files of this format are not taken here. Save it in another one, as PDF for instance.
shell-file-disguised = What this file holds is not what its name says. Save it again with the program that made it.
shell-file-empty = This file is empty.
shell-file-large = This file is too large: 2 GB at most, and 10 MB for a picture.
shell-file-no-room-here = The académie has no more room for this file. Delete from the media library those that are of no more use, or ask the team that runs the site for room.
shell-file-heavy = This file is too large: 20 MB at most, and 10 MB for a picture.
shell-file-no-room = Your files take up all the room that is yours already. Delete some in the media library.
shell-file-no-room-own = The files of your messages already take up all the room there is for you. Give a link to this one instead.
shell-kilobytes = { $number } kB
shell-megabytes = { $number } MB
shell-gigabytes = { $number } GB
