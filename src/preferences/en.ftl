preferences-title = Preferences
preferences-lead = Your settings, for all académies.
preferences-account = User account
preferences-profile = Edit profile
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
