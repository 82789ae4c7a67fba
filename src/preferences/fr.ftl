preferences-title = Préférences
preferences-lead = Vos réglages, pour toutes les académies.
preferences-account = Compte utilisateur
preferences-profile = Modifier le profil
preferences-messages = Messages
preferences-forum = Préférences de forum
preferences-new-offers = Nouvelles formations par courriel
preferences-submit = Enregistrer les modifications
done-preferences-saved = C'est enregistré.

# Changer le mot de passe
preferences-password = Changer le mot de passe
preferences-password-lead = Ensuite, vous restez connecté ici, et vos autres sessions se ferment.
preferences-password-username = Nom d'utilisateur
preferences-password-current = Mot de passe actuel
preferences-password-missing = Indiquez votre mot de passe actuel.
preferences-password-wrong = Ce n'est pas votre mot de passe actuel. Vérifiez les majuscules.
preferences-password-limited = Trop d'essais pour ce compte. Réessayez dans { $minutes ->
    [one] une minute
   *[other] { $minutes } minutes
}, ou demandez un lien par courriel.
preferences-password-forgotten = Vous avez oublié votre mot de passe actuel ?
preferences-password-none = Votre compte n'a pas encore de mot de passe. Un lien envoyé à votre adresse permet d'en choisir un.
preferences-password-ask = Demander un lien
done-password-changed = Votre mot de passe est changé. Vos autres sessions sont fermées.

# Langue préférée
preferences-language = Langue préférée
preferences-language-lead = Pour les pages du site et pour les messages que nous vous envoyons.
preferences-language-missing = Choisissez une langue.

# Mes sessions ouvertes
preferences-sessions = Mes sessions ouvertes
sessions-lead = Les navigateurs où vous êtes connecté. Nous ne gardons que leur heure de fermeture.
sessions-here = Cette session
sessions-other = Autre session ({ $n })
sessions-until = Se ferme au plus tard le { $day } à { $hour }
sessions-close = Fermer
sessions-close-which = Fermer l'autre session ({ $n }), qui se ferme au plus tard le { $day } à { $hour }
sessions-close-all-why = Un téléphone perdu, un ordinateur partagé resté ouvert ? Fermez tout, puis reconnectez-vous où vous voulez.
sessions-close-all = Se déconnecter partout
done-session-closed = Cette session est fermée.

# Double authentification
preferences-second-factor = Double authentification
preferences-second-factor-lead = En plus du mot de passe, un code que votre téléphone change toutes les trente secondes. Qui vole l'un n'a pas l'autre.
preferences-second-factor-role = Votre rôle la demande : vos pages de gestion ne s'ouvrent qu'une fois qu'elle est en place.
preferences-second-factor-step-app = Installez une application de codes sur votre téléphone, si vous n'en avez pas : n'importe laquelle convient.
preferences-second-factor-step-scan = Dans l'application, ajoutez un compte et visez ce carré.
preferences-second-factor-step-type = Sans appareil photo, recopiez cette clé :
preferences-second-factor-step-code = Recopiez ci-dessous les six chiffres que l'application affiche.
preferences-second-factor-set = Mettre en place
preferences-second-factor-later = Plus tard
preferences-second-factor-anew = Cette page avait trop attendu. Retirez l'entrée de votre application et visez le nouveau carré.
preferences-second-factor-on = Elle est en place : un code vous est demandé après le mot de passe.
preferences-second-factor-remove-title = La retirer
preferences-second-factor-remove-why = Le mot de passe suffira de nouveau. Si votre rôle la demande, vos pages de gestion se ferment.
preferences-second-factor-remove = Retirer la double authentification
preferences-recovery-codes = Codes de secours
preferences-recovery-lead = Notez-les sur papier, loin du téléphone : chacun remplace une fois le code de l'application. Ils ne seront plus montrés.
preferences-recovery-left = { $count ->
    [0] Il ne vous en reste aucun.
    [one] Il vous en reste un.
   *[other] Il vous en reste { $count }.
}
preferences-recovery-new = De nouveaux codes de secours
preferences-recovery-kept = Je les ai notés
done-second-factor-removed = La double authentification est retirée.
