# Médiathèque
media-title = Médiathèque
media-lead = Vos fichiers, et ceux que vos collègues partagent : chacun est gardé une fois, et sert dans autant de parcours qu'il faut.
media-room = Les fichiers de l'académie occupent { $taken } sur { $whole }.
media-search = Nom du fichier
media-none = Aucun fichier pour l'instant. Ceux que vous ajoutez à vos parcours apparaissent ici.
media-of-another = d'un collègue
media-shared-badge = Partagé
media-bring = Ajouter des fichiers
media-brought = Fichiers
media-add = Ajouter à la médiathèque
done-media-added = Les fichiers sont dans la médiathèque.
media-missing = Choisissez un fichier.
media-save = Enregistrer le fichier sur mon appareil
media-uses = Où il sert
media-unused = Aucun parcours ne s'en sert.
media-used-elsewhere =
    { $count ->
        [one] Et dans une activité d'un parcours qui n'est pas le vôtre.
       *[other] Et dans { $count } activités de parcours qui ne sont pas les vôtres.
    }
media-name = Nom
media-name-missing = Donnez un nom au fichier.
media-shared = Partager avec les formateurs de l'académie
media-shared-help = Ils pourront s'en servir dans leurs parcours, sans pouvoir le modifier.
media-captions-field = Sous-titres
media-captions-help = Collez ici le contenu d'un fichier .vtt ou .srt. Ils servent partout où la vidéo n'en a pas d'autres.
media-captions = Ces sous-titres ne se lisent pas : chaque texte suit une ligne comme « 00:00:01.000 --> 00:00:04.000 ».
done-media-saved = Les modifications sont enregistrées.
media-delete-title = Supprimer ce fichier
media-delete-lead = Il disparaîtra pour de bon de la médiathèque. Aucun parcours ne doit s'en servir.
media-delete = Supprimer
done-media-deleted = Le fichier est supprimé.
media-used = Un parcours se sert encore de ce fichier : retirez-le de là d'abord. Ce qui est dans la corbeille d'un parcours compte aussi, pendant trente jours.
