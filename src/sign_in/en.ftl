wanted-course = After signing in, you will arrive on:
wanted-page = After signing in, you will arrive on the page you asked for.

choice-title = Sign in to M@gistère
choice-scolaire = Schools
choice-scolaire-who = I teach or work in a school of { $academy }
choice-staff-who = I work for { $academy }
choice-connect = Sign in
choice-elsewhere = I do not belong to { $academy }
choice-superieur = Higher education
choice-superieur-who = I work in a university or another institution of higher education
choice-direct-title = Were you enrolled with a private address?
choice-direct-who = A partner, a private school, a private address: come in with that address. No password yet? You will choose it next.
choice-direct = direct sign-in to M@gistère
choice-help = Need help to sign in?

sign-in-title = Sign in
sign-in-away = You were away for a while. Sign in again to go on.
sign-in-away-kept = You were away for a while. Sign in again: your text is kept.
sign-in-username = Username
sign-in-username-help = or your e-mail address
sign-in-username-missing = Enter your username or your e-mail address.
sign-in-password = Password
sign-in-password-missing = Enter your password.
sign-in-remember = Remember my username
sign-in-stay = Stay signed in on this device (30 days)
sign-in-submit = Sign in
sign-in-wrong = This username and this password do not go together. Check the capitals, or ask for a new password.
sign-in-limited = { $minutes ->
    [one] Too many tries for this account. Try again in one minute, or come in right away with a link sent to your address.
   *[other] Too many tries for this account. Try again in { $minutes } minutes, or come in right away with a link sent to your address.
}
sign-in-by-mail = Get a link by e-mail
sign-in-forgotten = Forgotten your username or password?
sign-in-cookies = Must my browser accept cookies?
sign-in-other = Sign in with the account:
sign-in-arena = Arena
sign-in-first = First visit to this site?
sign-in-first-by-trainer = Did a trainer enrol you with your private address? You have no password yet:
sign-in-first-password = Choose my password
sign-in-first-who = Staff come in with their professional account, without making a password here:
sign-in-first-arena = Sign in from Arena

cookies-title = Cookies and signing in
cookies-work = Your browser keeps the cookies of this site: you can sign in.
cookies-off = Your browser did not keep this site's cookie. As long as that is so, you cannot stay signed in.
cookies-why = A cookie is a small note that the browser keeps for a site. Without it, the site would forget on every page that you are signed in.
cookies-which = We only use strictly necessary ones: your session, the language and académie you chose, your username if you asked for it, and the memory that this device is yours. None is used to follow you.
cookies-how = Open your browser's settings, look for “cookies”, and allow them for this site. In private browsing, or on a shared computer, a setting may erase them at once.
cookies-back = Back to signing in

forgot-title = Forgotten password
forgot-what = Forgotten, or never chosen? Type your e-mail address, or your username: we send you a link to choose your password.
forgot-by-address = Recovery by e-mail address
forgot-by-username = Recovery by username
forgot-address = E-mail address
forgot-address-missing = Enter your e-mail address.
forgot-address-incomplete = This e-mail address seems incomplete. It looks like first.last@example.org.
forgot-username-missing = Enter your username.
forgot-search = Search
forgot-back = Back to signing in

sent-title = Look in your mailbox
sent-what = If an account matches, a message has just left; it usually arrives in less than two minutes.
sent-step-open = Open the message and follow the link in it, which lasts 30 minutes and works once.
sent-step-spam = Nothing in the inbox? Look in the “spam” folder.
sent-step-last = If several messages arrived, only the link of the last one works.
sent-nothing = Still nothing?
sent-nothing-why = Your trainer may have enrolled you with another address: try that one too. After three requests we pause: wait a quarter of an hour.
sent-support = Or write to the support contact:
sent-again = Try another address

dead-title = This link no longer works
dead-expired = It only lasted 30 minutes. We can send you another one to the same address.
dead-expired-invitation = It was sent more than 30 days ago. We can send you another one to the same address.
dead-replaced = It was used already, a newer message replaced it, or it is not complete: only the last link that was sent works, copied as a whole.
dead-used = It was used already: the password you chose is saved. Sign in with it.
dead-title-here = Already done
dead-used-here = This link did its work: your password is chosen, and you are signed in.
dead-go-on = Continue
dead-go-on-to = Continue: { $title }
dead-elsewhere = This link is opened from the message, in this same browser, which must keep cookies. Go back to the message and follow the link, or ask for a new one.
dead-again = Get a new link
dead-ask = Ask for a new link

set-password-title = Set password
set-password-what = Please enter your new password below, then save the changes.
set-password-submit = Save

sign-out-title = Sign out?
sign-out-who = You are signed in as { $name }.
sign-out-stay = Stay signed in
signed-out-title = You are signed out
signed-out-what = See you soon. On a shared computer, close the browser as well.
signed-out-again = Sign in again

# The second factor
second-factor-title = Verification code
second-factor-lead = Your password is right. Open your code application and copy the six digits of this site.
second-factor-once-more = What you are about to do is important: copy the six digits of your application once more.
second-factor-kept = Your text is kept: it waits for you right after this.
second-factor-code = Verification code
second-factor-code-help = Six digits, or one of your recovery codes.
second-factor-submit = Continue
second-factor-lost = No telephone and no recovery codes left? The administrator of the site can take this verification off your account.
second-factor-missing = Copy the code of your application.
second-factor-wrong = This code is not, or is no longer, the right one. Wait for the next and copy it.
second-factor-limited = Too many tries. Try again in { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}.
second-factor-late = You waited for more than ten minutes: give your password once more.
second-factor-needed = Your role asks for a second factor: set it up in your preferences, then start again.
