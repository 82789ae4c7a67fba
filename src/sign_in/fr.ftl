wanted-course = Après la connexion, vous arriverez sur :
wanted-page = Après la connexion, vous arriverez sur la page demandée.

choice-title = Connectez-vous à M@gistère
choice-scolaire = Enseignement scolaire
choice-scolaire-who = Je suis enseignant ou personnel d'un établissement dépendant { $of }
choice-staff-who = Je fais partie du personnel { $of }
choice-connect = Connexion
choice-elsewhere = Je ne suis pas { $of }
choice-superieur = Enseignement supérieur
choice-superieur-who = Je suis personnel d'un établissement d'enseignement supérieur
choice-direct-title = Vous avez été inscrit avec une adresse personnelle ?
choice-direct-who = Partenaire, établissement privé, adresse personnelle : entrez avec cette adresse. Pas encore de mot de passe ? Vous le choisirez ensuite.
choice-direct = connexion directe à M@gistère
choice-help = Besoin d'aide pour vous connecter ?

sign-in-title = Connexion
sign-in-away = Vous étiez parti un moment. Reconnectez-vous pour continuer.
sign-in-away-kept = Vous étiez parti un moment. Reconnectez-vous : votre texte est gardé.
sign-in-username = Nom d'utilisateur
sign-in-username-help = ou votre adresse de courriel
sign-in-username-missing = Indiquez votre nom d'utilisateur ou votre adresse de courriel.
sign-in-password = Mot de passe
sign-in-password-missing = Indiquez votre mot de passe.
sign-in-remember = Se souvenir du nom de l'utilisateur
sign-in-stay = Rester connecté sur cet appareil (30 jours)
sign-in-submit = Connexion
sign-in-wrong = Ce nom d'utilisateur et ce mot de passe ne vont pas ensemble. Vérifiez les majuscules, ou demandez un nouveau mot de passe.
sign-in-limited = { $minutes ->
    [one] Trop d'essais pour ce compte. Réessayez dans une minute, ou entrez tout de suite par un lien envoyé à votre adresse.
   *[other] Trop d'essais pour ce compte. Réessayez dans { $minutes } minutes, ou entrez tout de suite par un lien envoyé à votre adresse.
}
sign-in-by-mail = Recevoir un lien par courriel
sign-in-forgotten = Vous avez oublié votre nom d'utilisateur et/ou votre mot de passe ?
sign-in-cookies = Votre navigateur doit supporter les cookies ?
sign-in-other = Se connecter au moyen du compte :
sign-in-arena = Authentification Arena
sign-in-first = Première visite sur ce site ?
sign-in-first-by-trainer = Un formateur vous a inscrit avec votre adresse personnelle ? Vous n'avez pas encore de mot de passe :
sign-in-first-password = Choisir mon mot de passe
sign-in-first-who = Le personnel de l'académie entre avec son compte académique, sans créer de mot de passe ici :
sign-in-first-arena = Connexion depuis Arena

cookies-title = Les cookies et la connexion
cookies-work = Votre navigateur garde les cookies de ce site : vous pouvez vous connecter.
cookies-off = Votre navigateur n'a pas gardé le cookie de ce site. Tant que c'est le cas, vous ne pourrez pas rester connecté.
cookies-why = Un cookie est une petite note que le navigateur garde pour un site. Sans elle, le site oublierait à chaque page que vous êtes connecté.
cookies-which = Nous n'en utilisons que de strictement nécessaires : votre connexion, la langue et l'académie que vous avez choisies, votre nom d'utilisateur si vous l'avez demandé, et le souvenir que cet appareil est le vôtre. Aucun ne sert à vous suivre.
cookies-how = Ouvrez les réglages de votre navigateur, cherchez « cookies », et autorisez-les pour ce site. En navigation privée, ou sur un poste partagé, un réglage peut les effacer aussitôt.
cookies-back = Revenir à la connexion

forgot-title = Mot de passe oublié
forgot-what = Oublié, ou jamais choisi ? Écrivez votre adresse de courriel, ou votre nom d'utilisateur : nous vous envoyons un lien pour choisir votre mot de passe.
forgot-by-address = Récupération par adresse de courriel
forgot-by-username = Récupération par nom d'utilisateur
forgot-address = Adresse de courriel
forgot-address-missing = Indiquez votre adresse de courriel.
forgot-address-incomplete = Cette adresse de courriel semble incomplète. Elle ressemble à prenom.nom@exemple.fr.
forgot-username-missing = Indiquez votre nom d'utilisateur.
forgot-search = Rechercher
forgot-back = Revenir à la connexion

sent-title = Regardez votre messagerie
sent-what = Si un compte correspond, un message vient de partir ; il arrive d'habitude en moins de deux minutes.
sent-step-open = Ouvrez le message et suivez le lien qu'il contient, valable 30 minutes et une seule fois.
sent-step-spam = Rien dans la boîte de réception ? Regardez dans le dossier « courriers indésirables ».
sent-step-last = Si plusieurs messages sont arrivés, seul le lien du dernier fonctionne.
sent-nothing = Toujours rien ?
sent-nothing-why = Votre formateur vous a peut-être inscrit avec une autre adresse : essayez-la aussi. Après trois demandes, nous faisons une pause : attendez un quart d'heure.
sent-support = Ou écrivez à l'assistance :
sent-again = Essayer une autre adresse

dead-title = Ce lien n'est plus valable
dead-expired = Il ne durait que 30 minutes. Nous pouvons vous en envoyer un autre à la même adresse.
dead-expired-invitation = Il a été envoyé il y a plus de 30 jours. Nous pouvons vous en envoyer un autre à la même adresse.
dead-replaced = Il a déjà servi, un message plus récent l'a remplacé, ou il est incomplet : seul le dernier lien envoyé fonctionne, copié en entier.
dead-used = Il a déjà servi : le mot de passe choisi est enregistré. Connectez-vous avec lui.
dead-title-here = C'est déjà fait
dead-used-here = Ce lien a servi : votre mot de passe est choisi, et vous êtes connecté.
dead-go-on = Continuer
dead-go-on-to = Continuer : { $title }
dead-elsewhere = Ce lien s'ouvre depuis le message reçu, dans ce même navigateur, qui doit garder les cookies. Retournez au message et suivez le lien, ou demandez-en un nouveau.
dead-again = Recevoir un nouveau lien
dead-ask = Demander un nouveau lien

set-password-title = Définir mot de passe
set-password-what = Veuillez saisir votre nouveau mot de passe ci-dessous, puis enregistrer les modifications.
set-password-submit = Enregistrer

sign-out-title = Se déconnecter ?
sign-out-who = Vous êtes connecté en tant que { $name }.
sign-out-stay = Rester connecté
signed-out-title = Vous êtes déconnecté
signed-out-what = À bientôt. Sur un poste partagé, fermez aussi le navigateur.
signed-out-again = Se reconnecter

# The second factor
second-factor-title = Code de vérification
second-factor-lead = Votre mot de passe est juste. Ouvrez votre application de codes et recopiez les six chiffres de ce site.
second-factor-once-more = Ce que vous allez faire est important : recopiez une fois encore les six chiffres de votre application.
second-factor-kept = Votre texte est gardé : il vous attend juste après.
second-factor-code = Code de vérification
second-factor-code-help = Six chiffres, ou l'un de vos codes de secours.
second-factor-submit = Continuer
second-factor-lost = Plus de téléphone, plus de codes de secours ? L'administrateur du site peut retirer cette vérification de votre compte.
second-factor-missing = Recopiez le code de votre application.
second-factor-wrong = Ce code n'est pas, ou n'est plus, le bon. Attendez le suivant et recopiez-le.
second-factor-limited = Trop d'essais. Réessayez dans { $minutes ->
    [one] une minute
   *[other] { $minutes } minutes
}.
second-factor-late = Vous avez attendu plus de dix minutes : donnez votre mot de passe une fois encore.
second-factor-needed = Votre rôle demande une double authentification : mettez-la en place dans vos préférences, puis recommencez.
