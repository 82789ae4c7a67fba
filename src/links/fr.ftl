letter-hello = Bonjour,
letter-hello-name = Bonjour { $name },
letter-account = Compte « { $account } » :
letter-support = Une question ? Écrivez à { $address }.
letter-not-you = Si vous n'avez rien demandé, vous n'avez rien à faire : rien ne change.
letter-origin = Ce message vous est envoyé au nom { $of }, depuis { $site }. Inutile d'y répondre.

letter-reset-subject = { $academy } : demande de réinitialisation de mot de passe
letter-reset-asked = Un nouveau mot de passe a été demandé pour votre compte « { $account } » ({ $academy }).
letter-reset-asked-several = Un nouveau mot de passe a été demandé pour cette adresse ({ $academy }). Plusieurs comptes l'utilisent.
letter-reset-follow = Pour le choisir, suivez ce lien :
letter-reset-choose = Choisissez le compte pour lequel vous voulez un nouveau mot de passe :
letter-reset-button = Choisir mon mot de passe
letter-reset-valid = Ce lien est valable 30 minutes après l'envoi de ce message, et ne sert qu'une fois.
letter-suspended-here = Votre accès à ce site est suspendu pour l'instant ({ $academy }). L'assistance peut vous dire pourquoi et le rétablir.
letter-suspended = Ce compte est suspendu : il ne permet pas de se connecter pour le moment. L'assistance de votre académie peut vous dire pourquoi et le rouvrir.

letter-invitation-subject = { $academy } : activez votre compte
letter-invitation-made = Un compte « { $account } » a été créé pour vous, afin que vous puissiez suivre une formation { $of }.
letter-invitation-course = Vous êtes inscrit à : « { $title } ».
letter-invitation-follow = Il ne reste qu'à choisir votre mot de passe. Vous arriverez ensuite directement sur votre formation.
letter-invitation-follow-plain = Il ne reste qu'à choisir votre mot de passe :
letter-invitation-button = Activer mon compte
letter-invitation-valid = Ce lien est valable 30 jours. Après, la page de connexion vous permettra d'en demander un autre.

letter-new-address-subject = { $academy } : confirmez votre adresse de courriel
letter-new-address-asked = Cette adresse a été donnée pour le compte « { $account } » ({ $academy }). Pour confirmer qu'elle est à vous, suivez ce lien :
letter-new-address-button = Confirmer mon adresse
letter-new-address-valid = Ce lien est valable 24 heures. D'ici là, l'ancienne adresse reste en service.
letter-address-taken = Cette adresse a été donnée pour un autre compte que le vôtre, mais elle appartient déjà à un compte. Si c'est vous, connectez-vous avec ce compte, ou demandez à l'assistance de réunir les deux.

letter-password-changed-subject = { $academy } : votre mot de passe a changé
letter-password-changed = Le mot de passe de votre compte « { $account } » vient d'être changé. Toutes les autres connexions ouvertes ont été fermées.
letter-password-changed-not-you = Si ce n'était pas vous, demandez tout de suite un nouveau mot de passe depuis la page de connexion, puis prévenez l'assistance.

letter-enrolled-subject = { $academy } : vous êtes inscrit à une formation
letter-enrolled-made = Vous venez d'être inscrit à une formation { $of }, avec votre compte « { $account } ».
letter-enrolled-button = Accéder à la formation
letter-enrolled-account = Ce lien passe par la connexion. Mot de passe oublié ? La page de connexion permet d'en choisir un autre.

letter-place-free-subject = { $academy } : une place s'est libérée pour vous
letter-place-free-made = Vous étiez sur une liste d'attente : une place s'est libérée, et vous êtes maintenant inscrit ({ $academy }). Votre compte : « { $account } ».

letter-new-offers-subject = { $academy } : nouvelles formations
letter-new-offers-here = Voici les nouvelles formations ({ $academy }).
letter-new-offers-number = Formation n° { $number }
letter-new-offers-more = { $count ->
    [one] Et une autre formation
   *[other] Et { $count } autres formations
}
letter-new-offers-button = Voir toute l'offre de formation
letter-new-offers-why = Vous recevez ce message parce que vous l'avez demandé.
letter-unsubscribe = Ne plus recevoir ce message

letter-forum-subject = { $title } ({ $academy })
letter-forum-day-subject = { $academy } : les messages du jour dans vos forums
letter-forum-button = Lire et répondre
letter-forum-why = Vous recevez ce message parce que vous suivez ce forum ou cette discussion. « Préférences de forum » permet d'en recevoir un seul par jour, ou aucun.

letter-merge-subject = { $academy } : réunir vos deux comptes
letter-merge-asked = L'assistance ({ $academy }) propose de réunir deux comptes, s'ils sont bien tous les deux à vous : celui de { $kept } et celui de { $gone }.
letter-merge-kept = Le compte de { $kept } restera. Les parcours, les inscriptions et l'adresse de l'autre le rejoindront. Chacun des deux comptes reçoit ce message : il faut accepter des deux côtés.
letter-merge-button = Accepter de les réunir
letter-merge-valid = Ce lien est valable 7 jours. Si l'un de ces comptes n'est pas à vous, ne faites rien.

letter-merged-subject = { $academy } : vos comptes sont réunis
letter-merged = Le compte de { $gone } a rejoint le vôtre, « { $account } » ({ $academy }). Vous y retrouvez tous vos parcours.
letter-merged-not-you = Si l'autre compte n'était pas à vous, prévenez tout de suite l'assistance.
letter-merged-both = Les deux adresses permettent de vous connecter, avec votre mot de passe habituel.
letter-merged-unproven = Pour que cette adresse permette aussi de vous connecter, suivez le lien que nous venons d'y envoyer.
