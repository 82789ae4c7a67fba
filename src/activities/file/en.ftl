# File
file-name = File
file-purpose = A document to download, a picture or a sound: what you have prepared already.
file-brought = File to add
