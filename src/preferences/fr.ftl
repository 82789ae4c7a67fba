preferences-title = Préférences
preferences-lead = Vos réglages, pour toutes les académies.
preferences-account = Compte utilisateur
preferences-profile = Modifier le profil
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
