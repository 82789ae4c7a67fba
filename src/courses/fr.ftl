# What is said of a course in a line, here and in every list of courses.
course-dates = Début : { $start } – Fin : { $end }
course-starts = Début : { $start }
course-ends = Fin : { $end }
course-hours-distance = { $hours } à distance
course-hours-site = { $hours } en présence
course-hours-both = { $site } en présence et { $distance } à distance
course-role-tuteur = Tuteur
course-role-formateur = Formateur
course-role-concepteur = Concepteur
course-stage-building = En construction
course-stage-demonstration = En démonstration
course-stage-preparing = En préparation
course-stage-archived = Archive
course-stage-trashed = Corbeille
course-hidden = Caché aux participants

# The course and its activities
course-unread = { $count ->
    [one] 1 message non lu
   *[other] { $count } messages non lus
}
course-start = Commencer :
course-go-on = Reprendre :
course-done = Terminé
course-done-of = { $done } sur { $all }
course-do-done = J'ai terminé
course-do-done-here = J'ai terminé cette étape
course-undo-done = Je n'ai pas terminé
course-participants = Participants
course-manage = Gérer
course-edit = Modifier le contenu
course-as-participant = Voir comme un participant
course-as-participant-here = Voici ce que voit un participant.
course-as-participant-leave = Revenir à ma vue
course-closed-to-all = Ce parcours est terminé : on peut le lire, on n'y répond plus.
course-closed-to-authors = Ce parcours est archivé ou à la corbeille : son contenu ne change plus. La page « Gérer » permet de le ré-ouvrir ou de le restaurer.
course-plan = Sommaire
course-trainers = Avec :
course-activities = Activités
course-print = Version à imprimer
course-print-of = À imprimer : { $title }
course-print-now = Imprimer
course-locked-until = Disponible à partir du { $day }
course-locked-since = Était disponible jusqu'au { $day }
course-locked-after = Après « { $title } »
course-locked-first = D'abord :
course-asks-from = À partir du { $day }
course-asks-until = Jusqu'au { $day }
course-asks-group = Groupe { $group }
course-offline = Garder pour lire hors ligne
course-offline-keeping = Un instant : les pages de ce parcours sont mises de côté.
course-offline-kept = Gardé pour lire hors ligne le
course-offline-failed = Tout n'a pas pu être gardé. Vérifiez la connexion, puis essayez à nouveau.
course-offline-drop = Ne plus garder
course-offline-help = Sur cet appareil seulement, jusqu'à votre déconnexion.
course-section = Section { $position }
course-empty = Ce parcours n'a pas encore de contenu.
course-part = { $part } – { $title }
course-steps = Suite du parcours
course-step-to = {""} : { $title }
course-back = Retour au parcours
course-next = Suivant :

# Before its first day
course-later-on = Cette session ouvre le { $day }.
course-later-soon = Cette session est en préparation.
course-later-do = Vous y êtes déjà inscrit : le même lien vous y mènera dès l'ouverture, sans rien faire de plus.
course-later-back = Voir mes parcours

# For everybody
course-about-dates = Dates
course-about-length = Durée
course-about-academy = Proposé par
course-about-over = Cette session est terminée.
course-about-how = Comment y accéder
course-about-in = Vous avez accès à ce parcours.
course-about-open = Accéder à ce parcours
course-about-sign-in-first = Si vous êtes inscrit, connectez-vous : vous arriverez directement sur cette session.
course-about-sign-in = Se connecter
course-about-not-yet = Pas encore inscrit ?
course-about-not-in = Vous n'êtes pas inscrit à cette session.
course-about-ask = Ce sont les formateurs ou le gestionnaire de la formation qui inscrivent les participants.
course-about-write = Pour demander votre inscription, écrivez à :
course-about-contact = À qui demander votre inscription

# Joining by oneself
course-about-joining = Inscription
course-about-permanent = Permanente
course-about-limited = Limitée à { $places ->
    [one] une place
   *[other] { $places } places
}
course-about-places = Limitée à { $places ->
    [one] une place
   *[other] { $places } places
} { $left ->
    [0] (toutes prises)
    [one] (il en reste une)
   *[other] (il en reste { $left })
}
course-about-join = Je souhaite m'inscrire
course-about-sign-in-to-join = Vous pouvez vous y inscrire vous-même : connectez-vous d'abord, vous reviendrez ici.
course-about-key = Clé d'inscription
course-about-key-help = Votre formateur vous l'a donnée.
course-about-full = Toutes les places sont prises. La liste d'attente avance d'elle-même : un message vous préviendra.
course-about-wait = Rejoindre la liste d'attente
course-about-waits = Vous attendez une place : vous êtes en position { $place }. Un message vous préviendra.
course-about-wait-no-more = Ne plus attendre
course-about-soon = Vous pourrez vous y inscrire vous-même à partir du { $day }.
course-about-reserved = L'inscription libre y est réservée à : { $academy }.
course-leave-title = Ne plus suivre cette session
course-leave-why = Votre place est rendue aussitôt : s'il y a une liste d'attente, elle va à la personne suivante.
course-leave = Me désinscrire de cette session
