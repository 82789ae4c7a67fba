# « Indexer »
indexing-page = Indexer
indexing-lead = Ce que l'offre dit de ce parcours. Vous pouvez enregistrer à tout moment et compléter plus tard.
indexing-complete = Tout ce que l'offre demande est rempli.
indexing-missing = Pour publier, il manque :
indexing-matricule = Matricule : { $matricule }
indexing-closed = Ce parcours est clos ou à la corbeille : on ne peut que le lire. Ré-ouvrez-le ou restaurez-le d'abord.
indexing-choose = Choisir…
indexing-save = Enregistrer
indexing-group-general = Général
indexing-group-body = Organisme
indexing-group-action = Action
indexing-group-version = Version et matricule
indexing-short-title-help = 15 lettres ou chiffres au plus, sans espace. Il entre dans le matricule.
indexing-description-help = En quelques phrases : de quoi s'agit-il, pour qui ?
indexing-objectives-help = Ce que l'on saura faire à la fin.
indexing-keywords-help = Les mots qu'un collègue taperait pour le trouver, séparés par des virgules.
indexing-nature-help = Une autoformation s'ouvre sans formateur.
indexing-video-help = L'adresse d'une page, qui commence par https://
indexing-contact-help = Une adresse ou un service à qui écrire.
indexing-hours-help = Par exemple 3h, 1h30 ou 45 min.
indexing-rhythm-help = Par exemple : une heure par semaine pendant six semaines.
indexing-year-help = L'année scolaire en cours si vous laissez vide.
indexing-code-help = Celui de l'académie si vous laissez vide.
indexing-fault-meanwhile = Quelqu'un d'autre a enregistré cette page pendant que vous écriviez. Vos textes sont ci-dessous, rien n'est perdu : enregistrez à nouveau pour les garder à la place des siens.
done-indexing-saved = L'indexation est enregistrée.

# « Gérer »
lifecycle-title = Gérer
lifecycle-stage-running = En cours
lifecycle-listed = Publié sur l'offre
lifecycle-short-link = Adresse courte de l'offre :
lifecycle-unseen = Publié, mais il y a quelque chose à revoir :
lifecycle-indexing = Indexation
lifecycle-matricule = Matricule
lifecycle-people = { $trainers ->
    [0] Aucun formateur
    [one] Un formateur
   *[other] { $trainers } formateurs
}, { $participants ->
    [0] aucun participant
    [one] un participant
   *[other] { $participants } participants
}
lifecycle-people-see = Voir les personnes
lifecycle-change = Changer
lifecycle-actions = Ce que vous pouvez faire
lifecycle-not-yet = Pas encore
lifecycle-open = Ouvrir la session
lifecycle-open-effect = Les participants y entrent à partir du premier jour.
lifecycle-open-to-all = Ouvrir en auto-inscription
lifecycle-open-to-all-effect = La session s'ouvre, et chacun peut s'y inscrire lui-même.
lifecycle-demonstrate = Mettre en démonstration
lifecycle-demonstrate-effect = Le parcours est prêt à être montré ; il peut ensuite être publié.
lifecycle-publish = Publier sur l'offre
lifecycle-publish-effect = Tout le monde le trouve dans l'offre.
lifecycle-withdraw = Retirer de l'offre
lifecycle-withdraw-effect = On ne le trouve plus dans l'offre. Ceux qui y sont y restent.
lifecycle-reopen = Ré-ouvrir
lifecycle-reopen-effect = On peut de nouveau y travailler et y inscrire des personnes.
lifecycle-close = Clôturer
lifecycle-close-effect = Les participants gardent la lecture. Vous pourrez la ré-ouvrir.
lifecycle-rework = Reprendre la construction
lifecycle-rework-effect = Il n'est plus montré, le temps d'y travailler.
lifecycle-make-session = Créer une session
lifecycle-make-session-effect = Une copie dans laquelle un groupe se forme.
lifecycle-make-parcours-effect = Un nouveau parcours, qui part de ce gabarit.
lifecycle-duplicate = Dupliquer
lifecycle-duplicate-effect = Une copie que vous changez sans toucher à l'original.
lifecycle-show = Rendre visible
lifecycle-show-effect = Les participants y ont accès.
lifecycle-hide = Cacher
lifecycle-hide-effect = Seuls les formateurs y ont accès.
lifecycle-restore = Restaurer
lifecycle-restore-effect = Il retourne exactement où il était.
lifecycle-trash = Mettre à la corbeille
lifecycle-trash-effect = Les participants ne le voient plus. Vous pourrez le restaurer.
lifecycle-need-trainer = Il faut au moins un formateur.
lifecycle-need-participant = Il faut au moins un participant, ou une inscription libre.
lifecycle-need-visible = Il est caché : rendez-le d'abord visible.
lifecycle-need-indexing = L'indexation n'est pas complète, il manque :
lifecycle-need-self-enrolment = Personne ne peut s'y inscrire : ouvrez l'inscription libre.
lifecycle-need-self-enrolment-today = L'inscription libre n'est pas ouverte aujourd'hui : vérifiez ses dates.
lifecycle-need-not-over = Son dernier jour est passé.
lifecycle-not-here = Ce parcours a changé d'étape entre-temps : cette action n'est plus possible. Rien n'a été modifié.
lifecycle-missing = Il manque encore quelque chose pour cela : la page de gestion du parcours dit quoi. Rien n'a été modifié.
done-course-opened = La session est ouverte.
done-course-demonstrated = Le parcours est en démonstration.
done-course-published = C'est publié sur l'offre.
done-course-withdrawn = C'est retiré de l'offre.
done-course-closed = C'est clos : les participants gardent la lecture.
done-course-reworked = Le parcours est de nouveau en construction.
done-course-shown = C'est visible.
done-course-hidden = C'est caché aux participants.
done-course-restored = C'est restauré.
done-course-trashed = C'est à la corbeille. Vous pouvez le restaurer ci-dessous.

# « Créer un parcours »
lifecycle-content = Contenu
lifecycle-create = Créer un parcours
lifecycle-create-lead = Un nom suffit. Tout le reste se change ensuite.
lifecycle-kind = De quoi s'agit-il ?
lifecycle-kind-session = Une session : un groupe s'y forme
lifecycle-kind-parcours = Un parcours : le modèle que d'autres copient
lifecycle-kind-space = Un espace collaboratif : travailler ensemble
lifecycle-kind-template = Un gabarit : le point de départ de nouveaux parcours
lifecycle-create-submit = Créer
lifecycle-title-missing = Donnez-lui un nom.
done-course-made = C'est créé. Personne d'autre ne le voit encore.

# « Dupliquer », « Créer une session », « Restaurer ce parcours »
lifecycle-make-lead = Le contenu est repris en entier, et ses liens mènent à la copie. Rien de ce que les participants ont fait n'est repris.
lifecycle-copy-of = { $title } (copie)
lifecycle-take = Que reprendre ?
lifecycle-take-help = Les personnes gardent leur rôle et leurs groupes. Les participants n'y entrent pas avant l'ouverture.
lifecycle-take-content = Contenu seulement
lifecycle-take-people = Contenu et personnes
lifecycle-days-help = Vous pouvez aussi fixer les dates plus tard.
lifecycle-copy-no-room = Ses fichiers ne tiennent plus dans la place prévue pour l'académie : supprimez de la médiathèque ceux qui ne servent plus, ou demandez de la place à l'équipe qui gère le site.
lifecycle-made-already = Ce formulaire a déjà créé une copie. Pour en créer une autre, envoyez-le à nouveau.
done-course-made-with-people = C'est créé, avec les personnes. Les participants y entreront à l'ouverture.
done-course-made-days = Les dates des conditions n'ont pas été reprises.
done-course-made-groups = Ce qui était réservé à un groupe est caché.
lifecycle-restore-lead = Vous en recevez une copie entière, en construction, que vous changez comme vous voulez. L'original n'est pas touché.
lifecycle-restore-academy = Dans quelle académie ?
lifecycle-restore-academy-missing = Choisissez une académie où vous créez des parcours.
