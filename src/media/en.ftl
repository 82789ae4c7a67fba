# Media library
media-title = Media library
media-lead = Your files, and those your colleagues share: each is kept once, and serves in as many courses as needed.
media-room = The files of the académie take up { $taken } of { $whole }.
media-search = Name of the file
media-none = No file yet. Those you add to your courses appear here.
media-of-another = from a colleague
media-shared-badge = Shared
media-bring = Add files
media-brought = Files
media-add = Add to the library
done-media-added = The files are in the library.
media-missing = Choose a file.
media-save = Save the file on my device
media-uses = Where it is used
media-unused = No course uses it.
media-used-elsewhere =
    { $count ->
        [one] And in one activity of a course that is not yours.
       *[other] And in { $count } activities of courses that are not yours.
    }
media-name = Name
media-name-missing = Give the file a name.
media-shared = Share with the trainers of the académie
media-shared-help = They can use it in their courses, and change nothing of it.
media-captions-field = Captions
media-captions-help = Paste the content of a .vtt or .srt file. They serve wherever the video has no others.
media-captions = These captions cannot be read: each text follows a line like “00:00:01.000 --> 00:00:04.000”.
done-media-saved = Your changes are saved.
media-delete-title = Delete this file
media-delete-lead = It will be gone from the library for good. No course may use it.
media-delete = Delete
done-media-deleted = The file is deleted.
media-used = A course still uses this file: take it out there first. What lies in the bin of a course counts too, for thirty days.
