# Words of the frame and of the parts that every page shares.
shell-site = m@gistère
shell-skip = Aller au contenu
shell-demo = Démonstration.
shell-demo-mails = Les messages envoyés
shell-places = Navigation principale
shell-my = Mes parcours
shell-catalogue = Offre de formation
shell-search = Rechercher
shell-search-site = Rechercher sur le site
shell-signed-out = Non connecté.
shell-sign-in = Connexion
shell-profile = Mon profil
shell-preferences = Préférences
shell-manage = Gestion de l'académie
shell-sign-out = Se déconnecter
shell-legal = Mentions légales
shell-about = À propos
shell-contact = Contact
shell-help-sign-in = Aide à la connexion
shell-help-build = Comment construire un parcours
shell-help-use = Aide à l'utilisation
shell-accessibility = Accessibilité : non conforme
shell-privacy = Données personnelles
shell-language = Langue
shell-french = Français
shell-english = English
shell-menu-of = Menu de
shell-again = À corriger : { $title }
shell-version = Version { $version }

# Forms
form-too-long = Ce texte est trop long : { $max } caractères au plus.
shell-faults-title = À corriger avant de continuer
shell-fault-new-password = Nouveau mot de passe : à revoir
shell-required-note = Ce formulaire comprend des champs requis, marqués *
shell-cancel = Annuler
shell-close = Fermer
shell-show = Afficher
shell-hide = Masquer
shell-password-show = Afficher le mot de passe
shell-password-hide = Masquer le mot de passe
shell-rules-missing = Il manque encore :
shell-rules-complete = Rien ne manque à ce mot de passe.
shell-rule-met = fait
shell-draft-restored = Nous avons repris le texte que vous n'aviez pas encore enregistré.
shell-picture-now = Image actuelle
shell-picture-kept = L'image que vous venez de choisir est gardée : elle sera enregistrée avec le reste.
shell-picture-gone = Retirer l'image
shell-picture-kind = Ce fichier n'est pas une image JPEG, PNG ou WebP. Choisissez-en une autre.
shell-picture-damaged = Cette image ne s'ouvre pas jusqu'au bout. Enregistrez-la de nouveau sur votre appareil, ou choisissez-en une autre.
shell-picture-large = Cette image est trop grande : 25 millions de points au plus, et 8 millions pour un WebP ou un JPEG progressif. Réduisez-la, ou choisissez-en une autre.
shell-picture-small = Cette image est trop petite pour être vue. Choisissez-en une d'au moins 32 points de côté.

# Lists
shell-crumbs = Vous êtes ici
shell-pages = Pages
shell-previous = Précédent
shell-next = Suivant
shell-page-of = Page { $page } sur { $pages }
shell-percent-sign = { $percent } %
shell-percent = { $percent } % terminé

# A title that is data, not a word of ours
shell-given = { $text }
shell-support = Besoin d'aide ? Écrivez à l'assistance :
shell-file-format = Ce format de fichier n'est pas accepté ici. Enregistrez-le dans un autre format, par exemple en PDF.
shell-file-disguised = Ce que contient ce fichier n'est pas ce que dit son nom. Enregistrez-le de nouveau avec le logiciel qui l'a fait.
shell-file-empty = Ce fichier est vide.
shell-file-large = Ce fichier est trop lourd : 2 Go au plus, et 10 Mo pour une image.
shell-file-no-room-here = L'académie n'a plus de place pour ce fichier. Supprimez de la médiathèque ceux qui ne servent plus, ou demandez de la place à l'équipe qui gère le site.
shell-file-heavy = Ce fichier est trop lourd : 20 Mo au plus, et 10 Mo pour une image.
shell-file-no-room = Vos fichiers occupent déjà toute la place prévue pour vous. Supprimez-en dans la médiathèque.
shell-file-no-room-own = Les fichiers de vos messages occupent déjà toute la place prévue pour vous. Donnez plutôt un lien vers celui-ci.
shell-kilobytes = { $number } ko
shell-megabytes = { $number } Mo
shell-gigabytes = { $number } Go
