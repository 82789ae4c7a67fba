# A forum in its course
forum-name = Forum
forum-purpose = Discussions open to everybody, or announcements by the team.
forum-deed = Once they have written in it

# What its author chooses
forum-mode = Who opens discussions?
forum-mode-forum = Everybody: it is a forum
forum-mode-news = The team only, without replies: these are announcements
forum-mode-discussed = The team only, and everybody may reply
forum-introduction = Introduction
forum-subscription = Who gets the posts by e-mail?
forum-subscription-start = Everybody, until they unsubscribe
forum-subscription-free = Whoever subscribes
forum-subscription-forced = Everybody, always
forum-subscription-nobody = Nobody

# Its page
forum-open = Open a discussion
forum-empty = No discussion yet.
forum-discussions = Discussions
forum-replies = { $count ->
    [0] No reply yet
    [one] 1 reply
   *[other] { $count } replies
}
forum-by = By { $author }
forum-last = Last post: { $author }, { $day }
forum-pinned = Pinned
forum-locked = Locked
forum-new-count = { $count ->
    [one] 1 new post
   *[other] { $count } new posts
}
forum-follow = Subscribe
forum-unfollow = Unsubscribe
forum-followed = You get its posts by e-mail.
forum-read-all = Mark all as read
forum-search = Search in this forum
forum-search-in = Search: { $forum }
forum-search-go = Search
forum-search-none = No post contains all these words.
forum-search-words = Type a few words: accents and capitals do not matter.
forum-nameless = Somebody without a name
forum-closed = This course is over: the forum can still be read, not written in.

# A discussion
forum-title = Title
forum-title-missing = Give the discussion a title.
forum-body = Your post
forum-body-missing = Write your post.
forum-files = Attached files
forum-files-add = Attach files
forum-files-help = Optional: five at most, 20 MB each (10 MB in all if scripts are off).
forum-files-many = Five files at most: untick those that are too many.
forum-file-gone = One of the files is no longer there, or stands in another message: choose it again.
forum-post = Post
forum-draft = Keep as a draft
forum-drafts = Your drafts
forum-post-when = Your post goes out by e-mail ten minutes later: until then you may still change or delete it.
forum-on = { $day } at { $hour }
forum-edited = Changed on { $day }
forum-new = New
forum-deleted = Deleted post
forum-answering = In reply to { $author }
forum-private = Private reply: only { $name } and the team see it
forum-answer = Reply
forum-answer-to = {""} to { $author }
forum-answer-here = Reply to the discussion
forum-answer-private = Private reply
forum-answer-private-help = Only the person you reply to and the team will see it.
forum-answer-stays-private = This post is private: so will your reply be.
forum-quote = Quote this post
forum-change = Change the post
forum-change-word = Change
forum-change-of = {""} the post by { $author }
forum-delete = Delete the post
forum-delete-lead = This post by { $author } cannot be restored. If somebody replied, “Deleted post” stays in its place.
forum-pin = Pin
forum-unpin = Unpin
forum-lock = Lock
forum-unlock = Unlock
forum-move = Move
forum-move-lead = The whole discussion changes forums, with its replies.
forum-move-to = To which forum?
forum-move-missing = Choose a forum of this course.
forum-move-none = This course has no other forum.
forum-move-go = Move the discussion
forum-locked-refusal = This discussion is locked: nobody replies to it any more.
forum-no-answers = These announcements take no replies.
forum-answered-gone = The post you were replying to has just been deleted or moved. Your text is still here: copy it, then reply to another post.
forum-made-already = This form was already sent once. If this is a new post, send it again.
forum-meanwhile = Somebody else changed this post while you were writing. Your text is still here: save again to keep yours.
forum-too-late = A post can be changed for 30 minutes, and while the discussion is open. Your text is still here: you may copy it into a reply.

# What is said once it is done
done-forum-posted = It is posted.
done-forum-draft = Your draft is kept: it waits for you in the forum, on all your devices.
done-forum-changed = It is changed.
done-forum-deleted = It is deleted.
done-forum-followed = You are subscribed: new posts will come by e-mail.
done-forum-unfollowed = You are no longer subscribed.
done-forum-read = Everything is marked as read.
done-forum-pinned = The discussion is pinned on top of the forum.
done-forum-unpinned = The discussion is no longer pinned.
done-forum-locked = The discussion is locked: only the team can write in it.
done-forum-unlocked = The discussion is open again.
done-forum-moved = The discussion is moved.

# Forum preferences
forum-preferences = Forum preferences
forum-preferences-lead = For all forums of all your courses.
forum-mail = Posts by e-mail
forum-mail-help = Of those you follow. The message of the day goes out at about 6 pm.
forum-mail-each = One e-mail for each post
forum-mail-digest = A single one a day, with the texts
forum-mail-titles = A single one a day, with the titles
forum-mail-never = None
forum-mail-missing = Choose how posts come to you.
forum-subscribes = Subscribe me to discussions I write in
forum-tracks = Mark the posts I have read
forum-tracks-help = Only the last post read of each discussion is kept, for you alone. Untick to erase it and keep nothing any more.

# By mail
forum-letter-post = { $author } wrote in “{ $title }” ({ $forum }, { $course }).
forum-letter-nameless = A new post in “{ $title }” ({ $forum }, { $course }).
forum-letter-private = Private reply by { $author } in “{ $title }” ({ $forum }, { $course }).
forum-letter-day = { $count ->
    [one] One post since yesterday in the forums you follow.
   *[other] { $count } posts since yesterday in the forums you follow.
}
forum-letter-files = Attached files, to open with the message: { $files }
forum-letter-untitled = New post in a forum

# Ending them from a letter
forum-end-title = Fewer e-mails from forums
forum-end-lead = What would you rather not get by e-mail any more? All of it can still be read on the site.
forum-end-discussion = This discussion
forum-end-forum = This whole forum
forum-end-all = All forums
forum-ended-title = Done
forum-ended = You will no longer get these posts by e-mail.
forum-ended-again = Change my mind

# Above the course
forum-announced = By { $author }, { $day }
forum-announcements = All announcements
