# Lettres en français.
subject-invitation = Invitation : { $title }
subject-reminder = Rappel : { $title }
greeting = Bonjour,
invitation = Vous êtes invité(e) à répondre à « { $title } », une enquête de « { $programme } ».
reminder = « { $title } », une enquête de « { $programme } », est encore ouverte. Si vous avez répondu, il n’y a rien à faire.
choice = C’est à vous de décider si vous participez.
link = Votre lien vers l’enquête :
link-rule = Il n’est que pour vous et n’accepte qu’une réponse. Merci de ne pas le transmettre.
seen = Personne ne peut savoir quelles réponses sont les vôtres : ni votre employeur, ni ceux qui consultent les résultats, ni ceux qui gèrent ce service. Les résultats ne parlent que de groupes d’au moins { $k } personnes.
known = On sait que vous êtes invité(e). Chorus ne montre à personne si vous avez répondu. Quiconque peut lire votre courrier peut voir cette lettre et utiliser son lien.
open = L’enquête est ouverte jusqu’à ce que les organisateurs la ferment.
terms = Ces caractères sont l’empreinte des conditions de l’enquête. La page de l’enquête les montre aussi ; s’ils diffèrent, ne répondez pas.
help = De l’aide, maintenant
help-emergency = En cas de danger immédiat, appelez le numéro d’urgence local.
help-talk = Quelqu’un à qui parler, par pays :
