catalogue-title = Offre de formation
catalogue-lead = Les sessions auxquelles vous pouvez vous inscrire vous-même.
catalogue-search = Chercher une formation
catalogue-search-go = Chercher
catalogue-count = { $count ->
    [0] Aucune session.
    [one] Une session.
   *[other] { $count } sessions.
}
catalogue-loosened = Rien ne contient exactement ces mots : voici ce qui s'en approche.
catalogue-everything = Voir toute l'offre
catalogue-nothing = Rien ne correspond. Essayez un mot plus court, ou retirez un filtre.
catalogue-empty = Aucune session n'est proposée en ce moment. Revenez bientôt : les prochaines s'afficheront ici.
catalogue-upcoming = À venir
catalogue-keyed = Avec une clé
catalogue-refine = Affiner
catalogue-more = { $count } autres
catalogue-chosen = Filtres choisis
catalogue-without = Retirer le filtre
catalogue-mail = Recevoir les nouveautés par courriel
catalogue-feed = Suivre ces nouveautés (Atom)
catalogue-pdf = Imprimer ce catalogue (PDF)
catalogue-pdf-on = Au { $day } : { $count ->
    [one] une formation.
   *[other] { $count } formations.
}
catalogue-pdf-first = Seules les { $count } premières sont imprimées ici. Choisissez un domaine ou un public pour en imprimer d'autres.
catalogue-pdf-no-domain = Autres
catalogue-pdf-foot = { $academy } – page { $page } sur { $pages }
catalogue-audience = Public
catalogue-length = Durée
catalogue-length-short = Moins de 3h
catalogue-length-medium = De 3h à 6h
catalogue-length-long = De 6h à 9h
catalogue-length-longest = Plus de 9h
catalogue-when = Dates
catalogue-when-now = En cours
catalogue-when-later = À venir
catalogue-when-always = Permanente
catalogue-key = Clé d'inscription
catalogue-key-yes = Avec une clé
catalogue-key-no = Sans clé

# « Offre de parcours »
catalogue-parcours-title = Offre de parcours
catalogue-parcours-lead = Les parcours que les académies partagent avec les formateurs.
catalogue-parcours-count = { $count ->
    [0] Aucun parcours.
    [one] Un parcours.
   *[other] { $count } parcours.
}
catalogue-parcours-see = Voir la démonstration
catalogue-parcours-restore = Restaurer ce parcours
catalogue-parcours-made = Nombre de copies et de sessions
catalogue-parcours-made-of = { $copies ->
    [0] Aucune copie
    [one] Une copie
   *[other] { $copies } copies
}, { $sessions ->
    [0] aucune session
    [one] une session
   *[other] { $sessions } sessions
}
