# « Participants »
enrolment-title = Participants
enrolment-count = { $count ->
    [0] Personne n'est encore inscrit.
    [one] Une personne inscrite.
   *[other] { $count } personnes inscrites.
}
enrolment-name = Nom
enrolment-address = Adresse de courriel
enrolment-role = Rôle
enrolment-role-participant = Participant
enrolment-role-missing = Choisissez un rôle.
enrolment-state = État
enrolment-state-invited = invité
enrolment-state-never = jamais connecté
enrolment-state-active = activé
enrolment-resend = Renvoyer l'invitation
enrolment-resend-to = Renvoyer l'invitation à { $name }
done-invitation-sent = C'est noté. Si un message n'est pas déjà parti il y a moins d'un quart d'heure, il part maintenant.

# Pasting addresses
enrolment-add-title = Inscrire des personnes
enrolment-add-lead = Collez leurs adresses : rien n'est fait avant que vous ayez vu, ligne par ligne, ce qui le sera.
enrolment-addresses = Adresses de courriel
enrolment-addresses-help = Une par ligne, ou séparées par des virgules ou des points-virgules. Le nom peut accompagner l'adresse, comme une messagerie l'écrit.
enrolment-addresses-missing = Collez au moins une adresse.
enrolment-addresses-many = C'est beaucoup en une fois : { $most } adresses au plus. Inscrivez-les en plusieurs fois.
enrolment-check = Vérifier les adresses
enrolment-closed = Cette session est close : on ne peut plus y inscrire personne.

# Line by line
enrolment-check-title = Vérifiez avant d'inscrire
enrolment-check-lead = { $count ->
    [0] Aucune de ces lignes ne peut être inscrite.
    [one] Une personne sera inscrite et recevra un message. Rien n'est encore fait.
   *[other] { $count } personnes seront inscrites et recevront un message. Rien n'est encore fait.
}
enrolment-enrol = Inscrire
enrolment-back = Corriger les adresses
enrolment-lines = Ligne par ligne
enrolment-line = Ligne
enrolment-what = Ce qui sera fait
enrolment-line-good = à inscrire
enrolment-line-faulty = pas d'adresse lisible
enrolment-line-role = ce rôle n'existe pas ici
enrolment-line-group = nom de groupe trop long
enrolment-line-twice = déjà plus haut
enrolment-line-already = déjà dans cette session
enrolment-line-enrolled = inscrit

# Afterwards
enrolment-report-title = C'est fait
enrolment-report-added = { $count ->
    [0] Personne de plus n'est inscrit.
    [one] Une personne est inscrite ; son message part maintenant.
   *[other] { $count } personnes sont inscrites ; leurs messages partent maintenant.
}
enrolment-report-already = { $count ->
    [one] Une personne l'était déjà.
   *[other] { $count } personnes l'étaient déjà.
}
enrolment-report-see = Voir les participants

# « Inscription libre »
opening-title = Inscription libre
opening-lead = Les personnes qui trouvent cette session dans l'offre de formation peuvent-elles s'y inscrire seules ?
opening-way = Qui peut s'inscrire
opening-closed = Personne : les formateurs inscrivent
opening-open = Tous les membres de l'académie
opening-key-way = Ceux qui ont la clé d'inscription
opening-key = Clé d'inscription
opening-key-help = Un mot que vous donnez à ceux que vous attendez. Il ne sert que si vous l'avez choisi ci-dessus.
opening-key-missing = Indiquez la clé, ou choisissez une inscription sans clé.
opening-places = Nombre de places
opening-places-help = Vide : sans limite. Quand tout est pris, une liste d'attente avance d'elle-même.
opening-places-number = Un nombre de 1 à { $most }, ou rien.
opening-opens-on = Inscription ouverte à partir du
opening-closes-on = Inscription ouverte jusqu'au
opening-days-help = Laissez vide pour une inscription permanente.
join-key-wrong = Ce n'est pas la clé de cette session. Vérifiez-la auprès de votre formateur.
join-key-limited = Trop d'essais. Réessayez dans { $minutes ->
    [one] une minute
   *[other] { $minutes } minutes
}.
done-joined = Vous êtes inscrit. Un message vous le confirme.
done-waiting = Vous êtes sur la liste d'attente. Un message vous préviendra dès qu'une place se libère.
done-left = C'est noté : vous n'êtes plus inscrit à cette session.

# From a spreadsheet
enrolment-csv-title = Inscrire par un fichier CSV
enrolment-csv-lead = Une ligne par personne : adresse, rôle, groupe. Rien n'est fait avant que vous ayez vu chaque ligne.
enrolment-csv-file = Fichier
enrolment-csv-file-help = Comme un tableur l'enregistre (CSV). La première ligne peut nommer les colonnes : e-mail ; rôle ; groupe ; nom ; prénom.
enrolment-csv-text = Ou collez son contenu
enrolment-csv-text-help = Par exemple : camille@exemple.fr;participant;Groupe A
enrolment-csv-check = Vérifier le fichier
enrolment-csv-missing = Choisissez un fichier qui contient au moins une ligne, ou collez son contenu.
enrolment-csv-many = C'est beaucoup en une fois : { $most } lignes au plus. Partagez le fichier.
enrolment-csv-others = { $count ->
    [one] Une autre ligne n'est pas à inscrire : elle est montrée d'abord.
   *[other] { $count } autres lignes ne sont pas à inscrire : elles sont montrées d'abord.
}
enrolment-csv-other = Choisir un autre fichier
enrolment-csv-more = { $count ->
    [one] Une ligne de plus n'est pas montrée.
   *[other] { $count } lignes de plus ne sont pas montrées.
}

# Groups, and one person
enrolment-group = Groupe
enrolment-group-help = Facultatif. Il est créé s'il n'existe pas encore.
enrolment-groups = Groupes
enrolment-groups-all = Tous
enrolment-groups-help = Séparés par des virgules. Un groupe nouveau est créé.
enrolment-groups-known = Déjà dans cette session :
enrolment-take-out = Retirer de la session
enrolment-one-fixed = Ici, son rôle ne se change pas : c'est vous-même, un concepteur, ou la session est close.
done-taken-out = Cette personne n'est plus dans la session.
