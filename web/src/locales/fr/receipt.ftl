# La page qui cherche un reçu dans la liste publique. En français.

title = Mes réponses ont-elles été comptées ?
what = Après l’envoi, un reçu vous a été montré. Ici, vous pouvez voir s’il est dans la liste publique de l’enquête. Ni le reçu ni la liste ne disent ce que quelqu’un a répondu.
how = Votre navigateur va chercher toute la liste et regarde lui-même. Personne ne sait quel reçu vous cherchez, et cette page ne garde rien.
label = Votre reçu
hint = Collez le lien ou le texte que vous avez gardé.
hint-alone = Collez le reçu : 43 caractères. Le lien ou le texte que vous avez gardé convient aussi.
check = Vérifier
another = Vérifier un autre reçu
retry = Réessayer
unreadable = Ce n’est pas un reçu entier. Veuillez le copier en entier, avec l’adresse de cette page si vous l’avez gardée.
checking = Vérification…
details = Ce qui a été vérifié

checked-terms = Empreinte des conditions de l’enquête
    .kept = celle que vous avez gardée avec votre reçu
    .not-kept = vous n’en avez pas gardé avec votre reçu ; comparez-la donc à votre invitation
checked-size = Reçus dans la liste
checked-root = Empreinte de la liste
    .signed = calculée à partir de la liste, et signée avec la clé qui figure dans les conditions
checked-replaced = Liens remplacés
    .meaning = chaque ancien lien a perdu sa validité, personne n’a donc pu répondre deux fois

verdict-counted = Oui, vos réponses ont été comptées
    .text =
        Votre reçu est l’un des { $size } de la liste publique de cette enquête. Chacun correspond à une réponse.
        La liste a été signée à la fermeture de l’enquête, et doit être la même pour tout le monde : vos collègues peuvent comparer son empreinte ci-dessous. Chacun peut maintenant y prendre un reçu ; en avoir un ne prouve donc rien sur vous.
verdict-missing = Ce reçu n’est pas dans la liste
    .text =
        La liste de cette enquête est complète et contient { $size } reçus. Celui-ci n’y est pas.
        Veuillez vérifier que vous l’avez copié en entier, et qu’il est bien de cette enquête.
        Si c’est le cas, vos réponses n’ont pas été comptées. Veuillez prévenir la personne qui vous a invité, ou quelqu’un en qui vous avez confiance, par exemple vos représentants du personnel. Ils sauront que vous avez participé, mais pas ce que vous avez répondu.
verdict-open = L’enquête est encore ouverte
    .text =
        À sa fermeture, tous les reçus seront publiés ensemble. D’ici là, personne, pas même vous, ne peut voir lesquels ont été comptés : personne ne peut ainsi observer qui répond et quand.
        Gardez votre reçu, et revenez quand l’enquête sera fermée.
verdict-closing = L’enquête se ferme
    .text = La liste est en cours de préparation. Veuillez revenir dans un petit moment.
verdict-withheld = Trop peu de personnes ont répondu
    .text =
        Moins de { $people } personnes ont participé à cette enquête. Leurs réponses ont été effacées avant que quiconque les voie, et aucune liste n’est publiée : elle en dirait trop sur ces quelques personnes.
        Vos réponses n’ont compté dans aucun résultat, et il n’en reste rien.
verdict-terms-differ = Ce sont d’autres conditions
    .text =
        Les conditions de l’enquête ne sont pas celles sous lesquelles vous avez répondu, ou ne correspondent pas à leur empreinte.
        Veuillez vérifier le reçu. S’il est entier, prévenez la personne qui vous a invité, ou quelqu’un en qui vous avez confiance : cela ne doit pas arriver.
verdict-unsound = On ne peut pas se fier à cette liste
    .text =
        La liste envoyée par le service n’est pas celle qui a été signée à la fermeture de l’enquête.
        Veuillez réessayer plus tard. Si cela continue, prévenez la personne qui vous a invité, ou quelqu’un en qui vous avez confiance : cela ne doit pas arriver.
verdict-no-wave = Cette enquête n’existe pas
    .text = L’adresse a peut-être été coupée. Veuillez copier en entier le lien que vous avez gardé avec votre reçu.
verdict-insecure = Cette page a besoin d’une connexion sécurisée
    .text = Les navigateurs ne vérifient les signatures que sur les pages dont l’adresse commence par https://. Rien n’a été envoyé.

failed = La liste n’a pas pu être obtenue
    .offline = Vous semblez être hors ligne. Veuillez vérifier la connexion.
    .other = Le service n’est pas joignable pour l’instant.
