# Its fields
indexing-title = Nom complet
indexing-short-title = Intitulé
indexing-description = Description
indexing-objectives = Objectifs
indexing-keywords = Mots-clés
indexing-video = Vidéo
indexing-domain = Domaine
indexing-collection = Collection
indexing-nature = Nature
indexing-career-entry = Pour l'entrée dans le métier
indexing-certifying = Formation certifiante
indexing-contact = Contact
indexing-origin = Origine
indexing-authors = Auteurs
indexing-validated-by = Validé par
indexing-hours-on-site = Heures en présence
indexing-hours-at-distance = Heures à distance
indexing-audiences = Publics
indexing-accompaniment = Accompagnement
indexing-rhythm = Rythme
indexing-starts-on = Début
indexing-ends-on = Fin
indexing-place = Lieu
indexing-year = Année
indexing-code = Code
indexing-version = Version
indexing-version-notes = Notes de version

# What a field takes
indexing-fault-title = Donnez un nom à ce parcours.
indexing-fault-order = Le dernier jour vient après le premier : vérifiez les deux dates.
indexing-fault-part = Seulement des lettres et des chiffres, { $max } au plus, sans espace.
indexing-fault-day = Écrivez une date du calendrier, par exemple 20/11/2026.
indexing-fault-hours = Écrivez une durée, par exemple 3h, 1h30 ou 45 min.
indexing-fault-term = Choisissez dans la liste.
indexing-fault-yes = Répondez par oui ou par non.
indexing-fault-link = Écrivez une adresse de page, qui commence par https://
