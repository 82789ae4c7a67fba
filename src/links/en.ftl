letter-hello = Hello,
letter-hello-name = Hello { $name },
letter-account = Account “{ $account }”:
letter-support = A question? Write to { $address }.
letter-not-you = If you asked for nothing, there is nothing to do: nothing changes.
letter-origin = This message is sent to you on behalf of { $academy }, from { $site }. There is no need to answer it.

letter-reset-subject = { $academy }: request for a new password
letter-reset-asked = A new password was asked for your account “{ $account }” ({ $academy }).
letter-reset-asked-several = A new password was asked for this address ({ $academy }). Several accounts use it.
letter-reset-follow = To choose it, follow this link:
letter-reset-choose = Choose the account for which you want a new password:
letter-reset-button = Choose my password
letter-reset-valid = This link works for 30 minutes after this message was sent, and only once.
letter-suspended-here = Your access to this site is suspended for now ({ $academy }). Your support contact can tell you why and restore it.
letter-suspended = This account is suspended: it cannot be used to sign in for now. Your support contact can tell you why and open it again.

letter-invitation-subject = { $academy }: activate your account
letter-invitation-made = An account “{ $account }” was made for you, so that you can follow a training course ({ $academy }).
letter-invitation-course = You are enrolled in: “{ $title }”.
letter-invitation-follow = All that is left is to choose your password. You will then arrive straight on your course.
letter-invitation-follow-plain = All that is left is to choose your password:
letter-invitation-button = Activate my account
letter-invitation-valid = This link works for 30 days. After that, the sign-in page lets you ask for another one.

letter-new-address-subject = { $academy }: confirm your e-mail address
letter-new-address-asked = This address was given for the account “{ $account }” ({ $academy }). To confirm that it is yours, follow this link:
letter-new-address-button = Confirm my address
letter-new-address-valid = This link works for 24 hours. Until then, the former address stays in use.
letter-address-taken = This address was given for another account than yours, but it belongs to an account already. If it was you, sign in with that account, or ask the support contact to join the two.

letter-password-changed-subject = { $academy }: your password has changed
letter-password-changed = The password of your account “{ $account }” has just been changed. All other open sessions were closed.
letter-password-changed-not-you = If it was not you, ask for a new password right away from the sign-in page, then tell your support contact.

letter-enrolled-subject = { $academy }: you are enrolled in a training course
letter-enrolled-made = You have just been enrolled in a training course ({ $academy }), with your account “{ $account }”.
letter-enrolled-button = Go to the course
letter-enrolled-account = You will be asked to sign in first. Forgotten your password? The sign-in page lets you choose another.

letter-place-free-subject = { $academy }: a place has become free for you
letter-place-free-made = You were on a waiting list: a place has become free, and you are now enrolled ({ $academy }). Your account: “{ $account }”.

letter-new-offers-subject = { $academy }: new courses
letter-new-offers-here = Here are the new courses ({ $academy }).
letter-new-offers-number = Course no. { $number }
letter-new-offers-more = { $count ->
    [one] And one more course
   *[other] And { $count } more courses
}
letter-new-offers-button = See all the courses on offer
letter-new-offers-why = You receive this message because you asked for it.
letter-unsubscribe = Stop this message

letter-forum-subject = { $title } ({ $academy })
letter-forum-day-subject = { $academy }: today's posts in your forums
letter-forum-button = Read and answer
letter-forum-why = You receive this message because you follow this forum or this discussion. “Forum preferences” lets you have one message a day, or none.

letter-merge-subject = { $academy }: join your two accounts
letter-merge-asked = Support ({ $academy }) suggests joining two accounts, if both are yours: that of { $kept } and that of { $gone }.
letter-merge-kept = The account of { $kept } will stay. The courses, enrolments and address of the other one will join it. Both accounts receive this message: it takes a yes from each.
letter-merge-button = Agree to join them
letter-merge-valid = This link is valid for 7 days. If one of these accounts is not yours, do nothing.

letter-merged-subject = { $academy }: your accounts are joined
letter-merged = The account of { $gone } has joined yours, “{ $account }” ({ $academy }). All your courses are there.
letter-merged-not-you = If the other account was not yours, tell support at once.
letter-merged-both = Both addresses let you sign in, with your usual password.
letter-merged-unproven = To let that address sign you in too, follow the link we have just sent to it.
