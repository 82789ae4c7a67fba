# URL
url-name = Lien (URL)
url-purpose = Une page d'un autre site, et quelques mots pour dire pourquoi y aller.
url-address = Adresse
url-address-help = Copiez-la depuis la barre d'adresse de votre navigateur. Elle commence par https:// ou http://.
url-address-missing = Donnez l'adresse de la page.
url-address-unread = Cette adresse ne mène à aucune page : elle commence par https:// ou http://, puis vient le nom du site.
url-address-secret = Cette adresse contient un nom d'utilisateur ou un mot de passe : tous ceux qui suivent le parcours le liraient. Retirez-le.
url-go = Aller sur { $host }
url-elsewhere = Ce lien mène sur un autre site : { $address }
