# Vidéo
video-name = Vidéo
video-purpose = Une vidéo à vous, avec ses sous-titres, ou l'adresse d'une vidéo d'ailleurs.
video-brought = Vidéo à ajouter
video-brought-help = MP4 ou WebM, 2 Go au plus (10 Mo si les scripts sont désactivés).
video-address-field = Ou l'adresse d'une vidéo ailleurs
video-address-help = Elle s'ouvre chez qui la publie : https://…
video-address = Cette adresse ne s'ouvre pas : elle commence par https:// et ne contient pas de mot de passe.
video-missing = Ajoutez une vidéo, ou donnez l'adresse d'une vidéo ailleurs.
video-more = Sous-titres et image d'attente
video-captions-file = Fichier de sous-titres
video-captions-help = .vtt ou .srt, en français.
video-captions-text = Sous-titres
video-captions = Ces sous-titres ne se lisent pas : chaque texte suit une ligne comme « 00:00:01.000 --> 00:00:04.000 ».
video-captions-french = Français
video-poster = Image d'attente
video-poster-new = Nouvelle image d'attente
video-elsewhere = Regarder la vidéo sur { $host }
