management-title = Gestion
management-people = Personnes
management-people-count = { $count ->
    [one] Un membre
   *[other] { $count } membres
}
management-people-search = Nom ou adresse
management-people-none = Personne ne correspond.
management-courses = Parcours
management-courses-count = { $count ->
    [0] Aucun parcours
    [one] Un parcours
   *[other] { $count } parcours
}
management-courses-search = Titre ou numéro
management-courses-none = Aucun parcours ne correspond.
management-number = Numéro
management-stage = Étape
management-stage-all = Toutes
management-no-support = Les personnes bloquées ne savent pas à qui écrire : indiquez une adresse de contact.

# Somebody
management-state-active = activé
management-state-suspended = suspendu ici
management-invite = Inviter une personne
management-invite-lead = Elle reçoit un message et choisit elle-même son mot de passe. Son nom n'est qu'une suggestion : elle le corrigera.
management-invite-submit = Inviter
management-invite-again = Renvoyer l'invitation
management-person-courses = Ses parcours ici
management-person-no-courses = Aucun pour le moment.
management-membership = Son accès à cette académie
management-membership-why = La suspendre lui ferme les pages de cette académie et ses liens. Ailleurs, rien ne change.
management-membership-suspend = Suspendre ici
management-membership-closed = Les pages de cette académie lui sont fermées.
management-membership-open = Rouvrir l'accès
management-above = Cette personne tient un rôle au-dessus du vôtre, ou c'est vous-même : un autre gestionnaire peut le faire.
management-role-gestionnaire = Gestionnaire
management-role-superviseur = Superviseur
management-role-administrateur-local = Administrateur local
management-role-administrateur-national = Administrateur national
done-person-invited = C'est fait : un message est parti.
done-person-known = Cette personne est déjà membre ici : rien n'a été changé, aucun message n'est parti.
done-membership-suspended = L'accès à cette académie lui est fermé.
done-membership-opened = L'accès à cette académie lui est rouvert.

# Settings
management-settings = Réglages de l'académie
management-settings-lead = Noms, logo, couleur, contact, messages, mots de passe, Arena.
management-full-name = Nom
management-full-name-help = En tête des pages et des messages : « Académie de Besançon ».
management-of-name = Nom comme complément
management-of-name-help = Comme il suit un autre mot : « de l'académie de Besançon ».
management-short = Nom court
management-short-help = À côté de m@gistère, en haut de chaque page : « BESANÇON ».
management-name-fault = Ce nom ne peut pas être vide, ni plus long qu'une ligne : 100 caractères au plus, 30 pour le nom court.
management-logo = Logo
management-logo-help = JPEG, PNG ou WebP. Il se tient en haut de chaque page, à côté du nom.
management-hue = Couleur
management-hue-help = Toutes se lisent bien, sur fond clair comme sur fond sombre.
management-hue-of = Couleur { $number }
management-support = Adresse de contact
management-support-help = Une boîte que quelqu'un lit : le site y renvoie toute personne bloquée.
management-sender-name = Nom de l'expéditeur
management-sender-help = Laissez vide pour le nom de l'académie.
management-sender-address = Adresse de l'expéditeur
management-passwords = Mots de passe
management-passwords-academie = 8 caractères et quatre sortes de signes
management-passwords-nist = 15 caractères au moins, sans autre règle
management-arena-scolaire = Adresse d'Arena (scolaire)
management-arena-help = Laissez vide si elle n'est pas raccordée.
management-arena-superieur = Adresse d'Arena (supérieur)

# Mail
management-mail = Messages envoyés
management-mail-lead = À qui, lequel, où il en est. Jamais le texte.
management-mail-states = États
management-mail-all = Tous
management-mail-queued = En attente
management-mail-sent = Remis
management-mail-given-up = Abandonné
management-mail-dropped = Sans objet
management-mail-none = Aucun message dans cet état.
management-mail-recipient = Destinataire
management-mail-subject = Objet
management-mail-invitation = Invitation
management-mail-day = Jour
management-mail-again = Réessayer
management-mail-again-to = Réessayer d'écrire à { $recipient }
management-mail-dead = { $count ->
    [one] Un message n'a pas pu partir.
   *[other] { $count } messages n'ont pas pu partir.
}
management-mail-see = Les voir
done-letter-again = Le message sera tenté de nouveau.

# The lists
management-terms = Listes de l'indexation
management-terms-lead = Les domaines, publics, collections… que votre académie ajoute à ceux de tous.
management-term-list = Liste
management-term-label = Libellé
management-term-label-help = Tel qu'on le lira, en une ligne de 80 caractères au plus.
management-term-fault = Écrivez un libellé de 1 à 80 caractères, sur une ligne.
management-term-there = Cette liste a déjà un libellé semblable.
management-term-add = Ajouter
management-term-remove = Retirer
management-term-remove-of = Retirer { $label }
management-terms-none = Rien n'a été ajouté ici.
management-terms-national = Communs à toutes les académies ({ $count })
done-term-added = C'est ajouté : on peut le choisir dans l'indexation.
done-term-removed = C'est retiré.

# The texts
management-texts = Textes du site
management-texts-lead = Mentions légales, contact, aides… : les pages du bas de l'écran, dans vos mots.
management-text-own = Vos mots
management-text-see = Voir la page
management-text-source = Texte
management-text-source-help = En Markdown. La première ligne est le titre : « # Mentions légales ». Ces mots se remplacent d'eux-mêmes : {"{"}full_name{"}"}, {"{"}of_name{"}"}, {"{"}origin{"}"}, {"{"}support_contact{"}"}.
management-text-title = Il manque un titre : une ligne qui commence par « # ».
management-text-shipped = Revenir au texte d'origine

# Two accounts of one person
management-merge = Réunir deux comptes
management-merge-why = Cette personne a un second compte, sous une autre adresse ? Les deux peuvent n'en faire qu'un.
management-merge-find = Chercher l'autre compte
management-merge-lead = Tout ce que l'un contient rejoint l'autre : parcours, groupes, adresses. On ne peut pas revenir en arrière.
management-merge-other = L'autre compte : nom ou adresse
management-merge-keep = Quel compte reste ?
management-merge-keep-help = Son nom d'utilisateur ne change pas.
management-merge-agree = Chacun des deux comptes reçoit un message pour accepter, sauf si celui qui disparaît n'a jamais servi et si tous deux n'existent que dans cette académie.
management-merge-submit = Réunir ces deux comptes
management-merge-refused = Ces deux comptes ne peuvent pas être réunis d'ici. Un administrateur national peut regarder pourquoi.
management-merge-waits = Le compte de { $gone } doit rejoindre celui de { $kept } : nous attendons encore au moins une réponse.
management-merge-cancel = Annuler cette demande
done-merged = C'est fait : les deux comptes n'en font plus qu'un.
done-merge-asked = Les deux comptes reçoivent un message. Dès que les deux ont accepté, ils sont réunis.
done-merge-cancelled = La demande est annulée : les liens envoyés ne servent plus.
management-merge-suspended = L'accès de l'une de ces personnes est suspendu ici : rouvrez-le d'abord.
management-merge-often = Plusieurs messages sont déjà partis pour l'un de ces comptes : recommencez dans une heure.
