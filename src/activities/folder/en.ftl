# Folder
folder-name = Folder
folder-purpose = Several files in one place.
folder-brought = Files to add
folder-empty = Choose at least one file.
folder-full = A folder holds at most { $most } files. Spread them over several folders.
