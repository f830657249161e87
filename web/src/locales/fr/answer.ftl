# La page des personnes qui répondent, en français.

people = { $people ->
        [one] { $people } personne
       *[other] { $people } personnes
    }

loading = Un instant…
retry = Réessayer
load-failed = L’enquête n’a pas pu être chargée

## Le premier écran

start-heading = Avant de commencer
start-unlinked = Personne ne peut relier vos réponses à vous.
    .text = Votre navigateur échange votre lien personnel contre un jeton anonyme, et seul ce jeton voyage avec vos réponses.
start-groups = Les résultats parlent d’au moins { people }.
    .text = Dans les groupes plus petits, les détails comme le service sont retirés avant que quiconque puisse les voir.
start-mixed = Vos réponses sont d’abord mélangées à d’autres.
    .text = Avant d’apparaître dans un résultat, elles sont scellées avec celles d’autres personnes : au moins { people } à la fois tant que l’enquête est ouverte.
start-exchanged = Les réponses sensibles sont un peu mélangées.
    .text = Certaines questions sont marquées comme sensibles. Pour elles, environ { $percent } personnes sur 100, et au moins { people } environ, reçoivent par tirage au sort la réponse de quelqu’un d’autre, avant que rien ne soit visible. Ce qu’un groupe semble avoir dit n’est donc pas forcément ce que vous avez dit. Les totaux restent exacts : si presque tout le monde a répondu de même, ils le montrent.
start-retention = Ce qui est gardé.
    .text = La liste des personnes invitées et des liens utilisés est effacée quand l’enquête se ferme. Les réponses scellées sont gardées ; elles ne contiennent ni nom, ni heure, ni adresse.
    .linked = Si vous choisissez de relier vos réponses à celles de la prochaine fois, un pseudonyme attend à côté de vos réponses jusqu’à la fermeture de la prochaine enquête reliée, ou jusqu’à ce que l’on cesse de relier. Il est alors effacé.
start-choice = C’est vous qui choisissez.
    .text = Vous pouvez passer toute question qui n’est pas marquée comme nécessaire. Une fois envoyées, les réponses ne peuvent être ni modifiées ni reprises.
start-keep = Vous pouvez vous arrêter et continuer plus tard : ouvrez de nouveau votre lien sur cet appareil. Jusqu’à l’envoi, vos réponses sont gardées ici sous une forme que seul votre lien ouvre.
start-keep-nothing = Répondez en une seule fois, s’il vous plaît : rien n’est conservé sur cet appareil, et votre code ne sert qu’une fois.
start-device = Si quelqu’un d’autre gère cet appareil, il peut peut-être en voir l’écran. Vous pouvez utiliser un autre appareil.
start-begin = Commencer
start-resumed = Vous avez déjà commencé. Vos réponses sont encore ici.
start-go-on = Continuer
start-again = Les effacer et recommencer
start-details = Détails
start-fingerprint = Empreinte des conditions de cette enquête
start-compare = Comparez-la à celle de votre invitation. Si elles diffèrent, ne répondez pas et prévenez la personne qui vous a invité. Votre navigateur a vérifié que les conditions et les questions y correspondent.
start-issuer = Service

## Les questions

questions-heading = Questions
questions-count = { $count ->
        [one] { $count } question
       *[other] { $count } questions
    }
questions-position = Question { $index } sur { $count }
questions-page = Page { $index } sur { $count }
questions-next = Suivant
questions-back = Retour
questions-kept = Ce que vous avez répondu est gardé sur cet appareil, et seul votre lien l’ouvre. Ouvrez de nouveau le lien pour continuer.
questions-not-kept = Ce navigateur ne garde rien. Merci de terminer avant de fermer la page.
questions-later = S’arrêter pour l’instant ?
questions-saving = Enregistrement…
questions-saved = Tout est gardé.
questions-erase = Effacer mes réponses de cet appareil
questions-erased = Vos réponses sont effacées. Votre lien fonctionne toujours.
questions-needed = réponse nécessaire
questions-sensitive = sensible
questions-no-answer = Pas de réponse
questions-about-you = À propos de vous
questions-about-you-why = Tout ceci est facultatif. Cela sert à comparer des groupes, et un groupe n’est montré que s’il compte au moins { people }.
questions-prefer-not = Je préfère ne pas le dire
questions-several = Vous pouvez en choisir plusieurs.
questions-band-hint = Seule une tranche est envoyée, pas le nombre.
questions-only-band = Seule cette tranche est envoyée :
questions-terms-hint = Seuls des mots isolés sont envoyés, par ordre alphabétique, jamais la phrase. Merci de ne nommer personne.
questions-terms = Ces mots sont envoyés :
questions-progress = { $done ->
        [one] Vous avez répondu à { $done } question sur { $count }.
       *[other] Vous avez répondu à { $done } questions sur { $count }.
    }
questions-send = Envoyer mes réponses
questions-send-hint = Une fois envoyées, vos réponses ne peuvent plus être modifiées.
questions-error-title = Merci de revoir ceci
questions-error-item = Veuillez choisir une réponse.
questions-error-refused = Le service n’a pas accepté ceci. Veuillez choisir de nouveau.
questions-error-none = Veuillez répondre à au moins une question.

## Groupes que peu de personnes partagent

groups-filled-in = Rempli d’après la liste de votre organisation. Modifiez ou retirez ce que vous voulez : personne ne voit si vous l’avez fait.
groups-remove = Tout retirer
groups-rare = Peu de personnes invitées partagent cette combinaison. Une partie pourra être omise avant que quiconque puisse la voir ; vos réponses comptent tout de même. Si vous le souhaitez, choisissez vous-même ce qui est omis.
groups-shared = Davantage de personnes partagent maintenant ce que vous indiquez.
groups-say-only = Indiquer seulement :
groups-leave-out = Omettre :
groups-leave-out-all = Tout omettre

## Réponses reliées dans le temps

panel-title = Vos réponses au fil du temps
panel-choice = Relier mes réponses à celles de la prochaine enquête
panel-what = Cela montre comment changent les réponses des mêmes personnes, sans que quiconque sache qui elles sont. Les résultats ne montrent jamais de liens de moins de { people }. Vous pouvez ne pas le faire ; vos réponses comptent tout autant.
panel-show = Mots à noter
panel-write = Ce navigateur garde un secret pour la prochaine fois. Si vous risquez d’en utiliser un autre, notez ces douze mots, dans cet ordre. Gardez-les pour vous : tant que vos réponses attendent d’être reliées, une personne qui aurait les mots et les fichiers du service pourrait les retrouver.
panel-forget = Oublier les mots sur cet appareil
panel-forgotten = Les mots sont effacés de ce navigateur. Ces réponses ne seront pas reliées.
panel-have = J’ai des mots de la dernière fois
panel-enter = Vos douze mots
panel-use = Utiliser ces mots
panel-taken = Les mots conviennent. Vos réponses seront reliées à celles que vous avez données avec eux.
panel-unknown = Ce ne sont pas les douze mots, ou pas dans leur ordre. Veuillez comparer chacun avec ce que vous avez noté.

## L’envoi

sending-title = Envoi de vos réponses…
sending-wait = Cela prend un instant. Merci de laisser la page ouverte.
sending-failed = Vos réponses n’ont pas encore pu être envoyées
sending-safe = Rien n’est perdu. Laissez cette page ouverte : elle réessaie d’elle-même. Ou ouvrez votre lien plus tard, sur cet appareil. Même envoyées plusieurs fois, vos réponses comptent une fois.
sending-unkept = Vos réponses ne sont pas encore envoyées, et seule cette page ouverte les a. Laissez-la ouverte, s’il vous plaît : elle réessaie d’elle-même. Quel que soit le nombre d’envois, vos réponses comptent une fois.
sending-trying = Nouvel essai…

## Le reçu

receipt-title = Merci
    .text = Vos réponses sont arrivées. Elles seront comptées avec celles d’autres personnes.
receipt-code = Votre reçu
receipt-code-hint = Gardez-le si vous le souhaitez : cette page ne le garde pas. Il confirme qu’une réponse est arrivée, et ne dit rien de vous ni de ce que vous avez répondu. Vous n’avez à le montrer à personne.
receipt-list-hint = Quand l’enquête sera fermée, tous les reçus seront publiés dans une liste. Avec le vôtre, vous pourrez voir qu’il a été compté.
receipt-check-link = Voir s’il a été compté
receipt-copy = Copier le reçu
receipt-copied = Copié
receipt-save = Enregistrer dans un fichier
receipt-file-name = recu-enquete.txt
receipt-file = Ceci est le reçu d’une réponse à une enquête. Il ne dit rien de ce qui a été répondu.
    .list = Quand l’enquête sera fermée, cette page montrera s’il a été compté :
receipt-copy-failed = Votre navigateur ne permet pas de copier ici. Veuillez sélectionner le reçu et le copier.
receipt-shared = Pour le garder, notez-le ou photographiez cette page avec votre propre téléphone. Rien n’en reste sur cet appareil.
receipt-next = Et ensuite
    .text =
        Vos réponses attendent, sans nom, de pouvoir être scellées avec d’autres.
        Puis des résultats apparaissent, toujours sur au moins { people }. En dessous, rien n’est montré.
        Votre lien et vos réponses ont été effacés de ce navigateur. Vous pouvez fermer la page.

## Ce qui ne va pas pour l’instant

transient-offline = Vous semblez être hors ligne. Veuillez vérifier la connexion.
transient-unreachable = Le service n’est pas joignable pour l’instant.
transient-server = Le service a rencontré un problème de son côté.

## Ce à quoi on ne peut plus rien

final-no-link = Il faut le lien entier
    .text =
        Cette page s’ouvre avec le lien personnel de votre invitation. Il en manque une partie, ou il a déjà été utilisé ici.
        Veuillez ouvrir de nouveau le lien de votre invitation, ou le copier en entier, jusqu’au dernier caractère.
        Si vous avez envoyé vos réponses, il n’y a plus rien à faire. Merci.
final-insecure = Cette page a besoin d’une connexion sécurisée
    .text =
        Vos réponses sont protégées par un chiffrement que les navigateurs n’offrent que sur les pages sécurisées, dont l’adresse commence par https://.
        Rien n’a été envoyé. Veuillez ouvrir votre lien avec https:// au début dans un navigateur récent, ou prévenir la personne qui vous a invité.
final-not-found = Cette enquête n’existe pas
    .text = L’adresse a peut-être été coupée, ou l’enquête n’est pas encore ouverte. Veuillez vérifier le lien de votre invitation.
final-closed = Cette enquête est fermée
    .text = Elle ne prend plus de réponses, et rien de vous n’a été enregistré. Merci d’avoir voulu participer.
final-link-unknown = Ce lien n’est pas connu
    .text =
        Il a peut-être été coupé ou mal recopié. Veuillez ouvrir de nouveau le lien de votre invitation.
        Si cela n’aide pas, demandez-en un nouveau à la personne qui vous a invité.
final-link-used = Ce lien a déjà été utilisé
    .text =
        Chaque lien sert une fois, pour que chaque voix compte une fois.
        Si vous l’avez déjà ouvert, peut-être dans un autre onglet ou navigateur, veuillez y retourner pour terminer.
        Si vous ne l’avez pas utilisé, veuillez prévenir la personne qui vous a invité.
final-code-used = Ce code a déjà servi
    .text =
        Chaque code ne sert qu’une fois, pour que chaque voix compte une fois.
        Si vous aviez commencé avec lui, revenez à cette page, si elle est encore ouverte.
        Si vous ne l’avez pas utilisé, prévenez la personne qui vous a invité.
final-already-sent = Des réponses ont déjà été envoyées
    .text = Des réponses données plus tôt avec ce lien sont arrivées, et ce sont elles qui comptent. Celles de cette page n’ont pas été enregistrées.
final-token-refused = Le service n’a pas accepté le jeton
    .text = Vos réponses n’ont pas été enregistrées. Veuillez dire à la personne qui vous a invité que le jeton a été refusé.
final-terms-differ = Merci de ne pas répondre
    .text =
        Les conditions de cette enquête ne sont pas celles que son empreinte désigne, ou elles ont changé depuis que vous avez commencé.
        Pour vous protéger, rien n’a été envoyé. Veuillez prévenir la personne qui vous a invité.
