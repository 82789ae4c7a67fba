# A new password, on every form that asks for one. The rules follow « Il manque encore : » too, so they start in lower case.
new-password-label = Nouveau mot de passe
new-password-again-label = Nouveau mot de passe (à nouveau)
new-password-rules = Un bon mot de passe :
new-password-length = au moins { $least } caractères
new-password-digit = au moins 1 chiffre
new-password-lower = au moins 1 lettre minuscule
new-password-upper = au moins 1 lettre majuscule
new-password-other = au moins 1 caractère qui n'est ni une lettre ni un chiffre, comme *, - ou #
new-password-not-guessable = ne contient pas simplement votre nom, votre adresse, le nom du site ou un mot de passe courant
new-password-none = Choisissez un mot de passe : { $least } caractères au moins.
new-password-short = Il est trop court : { $least } caractères au moins.
# Each argument is « first » (opens the list), « more » (continues it) or « no ».
new-password-missing = Il manque encore :{ $digit ->
    [first] {" "}un chiffre
    [more] , un chiffre
   *[no] {""}
}{ $lower ->
    [first] {" "}une minuscule
    [more] , une minuscule
   *[no] {""}
}{ $upper ->
    [first] {" "}une majuscule
    [more] , une majuscule
   *[no] {""}
}{ $other ->
    [first] {" "}un signe comme *, - ou #
    [more] , un signe comme *, - ou #
   *[no] {""}
}.
new-password-guessable = Ce mot de passe se devine trop vite : il est courant, ou ne contient guère que votre nom, votre adresse ou le nom du site. Ajoutez deux ou trois mots sans rapport entre eux.
new-password-too-long = Ce mot de passe est trop long : { $most } caractères au plus.
new-password-differ = Les deux mots de passe ne sont pas les mêmes. Tapez-les de nouveau.
