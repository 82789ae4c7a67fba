# A new password, on every form that asks for one. The rules follow "Still missing:" too, so they start in lower case.
new-password-label = New password
new-password-again-label = New password (again)
new-password-rules = A good password:
new-password-length = at least { $least } characters
new-password-digit = at least 1 digit
new-password-lower = at least 1 lower-case letter
new-password-upper = at least 1 upper-case letter
new-password-other = at least 1 character that is neither a letter nor a digit, such as *, - or #
new-password-not-guessable = is more than your name, your address, the name of the site or a common password
new-password-none = Choose a password: at least { $least } characters.
new-password-short = It is too short: at least { $least } characters.
# Each argument is "first" (opens the list), "more" (continues it) or "no".
new-password-missing = Still missing:{ $digit ->
    [first] {" "}a digit
    [more] , a digit
   *[no] {""}
}{ $lower ->
    [first] {" "}a lower-case letter
    [more] , a lower-case letter
   *[no] {""}
}{ $upper ->
    [first] {" "}an upper-case letter
    [more] , an upper-case letter
   *[no] {""}
}{ $other ->
    [first] {" "}a sign such as *, - or #
    [more] , a sign such as *, - or #
   *[no] {""}
}.
new-password-guessable = This password is guessed too quickly: it is a common one, or hardly more than your name, your address or the name of the site. Add two or three words that have nothing to do with each other.
new-password-too-long = This password is too long: { $most } characters at most.
new-password-differ = The two passwords are not the same. Type them again.
