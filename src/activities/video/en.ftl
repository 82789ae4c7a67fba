# Video
video-name = Video
video-purpose = A video of yours, with its captions, or the address of a video elsewhere.
video-brought = Video to add
video-brought-help = MP4 or WebM, 2 GB at most (10 MB if scripts are off).
video-address-field = Or the address of a video elsewhere
video-address-help = It opens on the site that publishes it: https://…
video-address = This address does not open: it starts with https:// and contains no password.
video-missing = Add a video, or give the address of one elsewhere.
video-more = Captions and cover picture
video-captions-file = Caption file
video-captions-help = .vtt or .srt, in French.
video-captions-text = Captions
video-captions = These captions cannot be read: each text follows a line like “00:00:01.000 --> 00:00:04.000”.
video-captions-french = French
video-poster = Cover picture
video-poster-new = New cover picture
video-elsewhere = Watch the video on { $host }
