# Où trouver de l’aide, et le choix de la langue. En français.

language = Langue
language-failed = Cette langue n’a pas pu être chargée. Veuillez réessayer quand vous serez en ligne.
help-heading = De l’aide, maintenant
help-emergency = En cas de danger immédiat, appelez le numéro d’urgence de votre pays (112 dans l’UE, 911 aux États-Unis et au Canada, 999 au Royaume-Uni).
help-country = Quelqu’un à qui parler :
help-other-country = autre pays
help-elsewhere = Des lignes dans la plupart des autres pays :
help-self-check = Comment vais-je ? Un test privé
help-self-check-note = Ouvre un nouvel onglet. Rien n’est envoyé.
