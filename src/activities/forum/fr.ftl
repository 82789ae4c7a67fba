# A forum in its course
forum-name = Forum
forum-purpose = Des discussions ouvertes à tous, ou des annonces de l'équipe.
forum-deed = Quand on y a écrit

# What its author chooses
forum-mode = Qui ouvre les discussions ?
forum-mode-forum = Tout le monde : c'est un forum
forum-mode-news = L'équipe seulement, sans réponses : ce sont des annonces
forum-mode-discussed = L'équipe seulement, et tout le monde peut répondre
forum-introduction = Présentation
forum-subscription = Qui reçoit les messages par courriel ?
forum-subscription-start = Tout le monde, et chacun peut se désabonner
forum-subscription-free = Qui s'abonne
forum-subscription-forced = Tout le monde, toujours
forum-subscription-nobody = Personne

# Its page
forum-open = Ouvrir une discussion
forum-empty = Aucune discussion pour l'instant.
forum-discussions = Discussions
forum-replies = { $count ->
    [0] Pas encore de réponse
    [one] 1 réponse
   *[other] { $count } réponses
}
forum-by = Par { $author }
forum-last = Dernier message : { $author }, le { $day }
forum-pinned = Épinglée
forum-locked = Verrouillée
forum-new-count = { $count ->
    [one] 1 nouveau message
   *[other] { $count } nouveaux messages
}
forum-follow = M'abonner
forum-unfollow = Me désabonner
forum-followed = Vous recevez ses messages par courriel.
forum-read-all = Tout marquer comme lu
forum-search = Chercher dans ce forum
forum-search-in = Chercher : { $forum }
forum-search-go = Chercher
forum-search-none = Aucun message ne contient tous ces mots.
forum-search-words = Tapez quelques mots : accents et majuscules ne comptent pas.
forum-nameless = Quelqu'un sans nom
forum-closed = Ce parcours est terminé : ce forum se lit encore, on n'y écrit plus.

# A discussion
forum-title = Titre
forum-title-missing = Donnez un titre à la discussion.
forum-body = Votre message
forum-body-missing = Écrivez votre message.
forum-files = Fichiers joints
forum-files-add = Joindre des fichiers
forum-files-help = Facultatif : cinq au plus, de 20 Mo chacun (10 Mo en tout si les scripts sont désactivés).
forum-files-many = Cinq fichiers au plus : décochez ceux qui sont de trop.
forum-file-gone = Un des fichiers n'est plus là, ou se trouve dans un autre message : choisissez-le à nouveau.
forum-post = Publier
forum-draft = Garder comme brouillon
forum-drafts = Vos brouillons
forum-post-when = Votre message part par courriel dix minutes plus tard : d'ici là, vous pouvez encore le modifier ou le supprimer.
forum-on = le { $day } à { $hour }
forum-edited = Modifié le { $day }
forum-new = Nouveau
forum-deleted = Message supprimé
forum-answering = En réponse à { $author }
forum-private = Réponse privée : visible de { $name } et de l'équipe seulement
forum-answer = Répondre
forum-answer-to = {""} à { $author }
forum-answer-here = Répondre à la discussion
forum-answer-private = Réponse privée
forum-answer-private-help = Seule la personne à qui vous répondez et l'équipe la verront.
forum-answer-stays-private = Ce message est privé : votre réponse le sera aussi.
forum-quote = Citer ce message
forum-change = Modifier le message
forum-change-word = Modifier
forum-change-of = {""} le message de { $author }
forum-delete = Supprimer le message
forum-delete-lead = Ce message de { $author } ne pourra pas être rétabli. S'il a reçu des réponses, « Message supprimé » restera à sa place.
forum-pin = Épingler
forum-unpin = Ne plus épingler
forum-lock = Verrouiller
forum-unlock = Déverrouiller
forum-move = Déplacer
forum-move-lead = Toute la discussion change de forum, avec ses réponses.
forum-move-to = Vers quel forum ?
forum-move-missing = Choisissez un forum de ce parcours.
forum-move-none = Ce parcours n'a pas d'autre forum.
forum-move-go = Déplacer la discussion
forum-locked-refusal = Cette discussion est verrouillée : on n'y répond plus.
forum-no-answers = Ces annonces se lisent sans réponses.
forum-answered-gone = Le message auquel vous répondiez vient d'être supprimé ou déplacé. Votre texte est toujours là : copiez-le, puis répondez à un autre message.
forum-made-already = Ce formulaire a déjà été envoyé une fois. Si c'est un nouveau message, publiez à nouveau.
forum-meanwhile = Quelqu'un d'autre a modifié ce message pendant que vous écriviez. Votre texte est toujours là : enregistrez à nouveau pour garder le vôtre.
forum-too-late = Un message se modifie pendant 30 minutes, et tant que la discussion est ouverte. Votre texte est toujours là : vous pouvez le copier dans une réponse.

# What is said once it is done
done-forum-posted = C'est publié.
done-forum-draft = Votre brouillon est gardé : il vous attend dans le forum, sur tous vos appareils.
done-forum-changed = C'est modifié.
done-forum-deleted = C'est supprimé.
done-forum-followed = Vous êtes abonné : les nouveaux messages vous viendront par courriel.
done-forum-unfollowed = Vous n'êtes plus abonné.
done-forum-read = Tout est marqué comme lu.
done-forum-pinned = La discussion est épinglée en haut du forum.
done-forum-unpinned = La discussion n'est plus épinglée.
done-forum-locked = La discussion est verrouillée : seule l'équipe peut y écrire.
done-forum-unlocked = La discussion est de nouveau ouverte.
done-forum-moved = La discussion est déplacée.

# « Préférences de forum »
forum-preferences = Préférences de forum
forum-preferences-lead = Pour tous les forums de tous vos parcours.
forum-mail = Les messages par courriel
forum-mail-help = De ceux que vous suivez. Le message du jour part vers 18 heures.
forum-mail-each = Un courriel par message
forum-mail-digest = Un seul par jour, avec les textes
forum-mail-titles = Un seul par jour, avec les titres
forum-mail-never = Aucun
forum-mail-missing = Choisissez comment les messages vous viennent.
forum-subscribes = M'abonner aux discussions où j'écris
forum-tracks = Marquer les messages que j'ai lus
forum-tracks-help = Seul le dernier message lu de chaque discussion est gardé, pour vous seul. Décochez pour l'effacer et ne plus rien garder.

# By mail
forum-letter-post = { $author } a écrit dans « { $title } » ({ $forum }, { $course }).
forum-letter-nameless = Un nouveau message dans « { $title } » ({ $forum }, { $course }).
forum-letter-private = Réponse privée de { $author } dans « { $title } » ({ $forum }, { $course }).
forum-letter-day = { $count ->
    [one] Un message depuis hier dans les forums que vous suivez.
   *[other] { $count } messages depuis hier dans les forums que vous suivez.
}
forum-letter-files = Fichiers joints, à ouvrir avec le message : { $files }
forum-letter-untitled = Nouveau message dans un forum

# Ending them from a letter
forum-end-title = Moins de courriels des forums
forum-end-lead = Que voulez-vous ne plus recevoir par courriel ? Tout reste à lire sur le site.
forum-end-discussion = Cette discussion
forum-end-forum = Tout ce forum
forum-end-all = Tous les forums
forum-ended-title = C'est fait
forum-ended = Vous ne recevrez plus ces messages par courriel.
forum-ended-again = Changer d'avis

# Above the course
forum-announced = Par { $author }, le { $day }
forum-announcements = Toutes les annonces
