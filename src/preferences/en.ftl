preferences-title = Preferences
preferences-lead = Your settings, for all académies.
preferences-account = User account
preferences-profile = Edit profile
preferences-messages = Messages
preferences-forum = Forum preferences
preferences-new-offers = New courses by email
preferences-submit = Save changes
done-preferences-saved = Saved.

# Change password
preferences-password = Change password
preferences-password-lead = Afterwards you stay signed in here, and your other sessions are closed.
preferences-password-username = Username
preferences-password-current = Current password
preferences-password-missing = Enter your current password.
preferences-password-wrong = This is not your current password. Check the capitals.
preferences-password-limited = Too many tries for this account. Try again in { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}, or ask for a link by e-mail.
preferences-password-forgotten = Forgotten your current password?
preferences-password-none = Your account has no password yet. A link sent to your address lets you choose one.
preferences-password-ask = Ask for a link
done-password-changed = Your password is changed. Your other sessions are closed.

# Preferred language
preferences-language = Preferred language
preferences-language-lead = For the pages of the site and for the messages we send you.
preferences-language-missing = Choose a language.

# My open sessions
preferences-sessions = My open sessions
sessions-lead = The browsers in which you are signed in. We keep only when each of them closes.
sessions-here = This session
sessions-other = Another session ({ $n })
sessions-until = Closes on { $day } at { $hour } at the latest
sessions-close = Close
sessions-close-which = Close the other session ({ $n }), which closes on { $day } at { $hour } at the latest
sessions-close-all-why = A lost phone, a shared computer left open? Close everything, then sign in again where you like.
sessions-close-all = Sign out everywhere
done-session-closed = This session is closed.

# Double authentification
preferences-second-factor = Two-step sign-in
preferences-second-factor-lead = Besides the password, a code that your telephone changes every thirty seconds. Whoever steals one has not the other.
preferences-second-factor-role = Your role asks for it: your management pages open only once it is set up.
preferences-second-factor-step-app = Install a code application on your telephone, if you have none: any will do.
preferences-second-factor-step-scan = In the application, add an account and point at this square.
preferences-second-factor-step-type = Without a camera, copy this key:
preferences-second-factor-step-code = Copy below the six digits that the application shows.
preferences-second-factor-set = Set it up
preferences-second-factor-later = Later
preferences-second-factor-anew = This page had waited too long. Take the entry out of your application and point at the new square.
preferences-second-factor-on = It is set up: a code is asked for after the password.
preferences-second-factor-remove-title = Take it away
preferences-second-factor-remove-why = The password will be enough again. If your role asks for it, your management pages close.
preferences-second-factor-remove = Take two-step sign-in away
preferences-recovery-codes = Recovery codes
preferences-recovery-lead = Write them on paper, away from the telephone: each takes the place of the application's code once. They will not be shown again.
preferences-recovery-left = { $count ->
    [0] You have none left.
    [one] You have one left.
   *[other] You have { $count } left.
}
preferences-recovery-new = New recovery codes
preferences-recovery-kept = I have written them down
done-second-factor-removed = Two-step sign-in is taken away.
