# URL
url-name = Link (URL)
url-purpose = A page of another site, and a few words about why to go there.
url-address = Address
url-address-help = Copy it from the address bar of your browser. It begins with https:// or http://.
url-address-missing = Give the address of the page.
url-address-unread = This address leads to no page: it begins with https:// or http://, then comes the name of the site.
url-address-secret = This address holds a username or a password: everybody in the course would read it. Take it out.
url-go = Go to { $host }
url-elsewhere = This link leads to another site: { $address }
