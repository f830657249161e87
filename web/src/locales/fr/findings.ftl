# Ce qu’une enquête a montré, pour ceux qui ont été interrogés. En français.

title = Ce qui en ressort
loading = Chargement…
answered =
    { $people ->
        [one] Une personne a répondu.
       *[other] { $people } personnes ont répondu.
    }
shown = Seuls des groupes d’au moins { $people } personnes sont montrés. Personne ne peut voir qui a dit quoi.
too-few = Moins de { $people } personnes ont répondu, il n’y a donc pas de résultats.

said-heading = Vous avez dit, nous avons fait
    .said = Vous avez dit
    .did = Nous avons fait
results = Résultats
groups = Comparer des groupes
    .none = Tous ensemble
percent = { NUMBER($percent, maximumFractionDigits: 0) } %
answers =
    { $people ->
        [one] { $people } réponse
       *[other] { $people } réponses
    }
mean = En moyenne { NUMBER($mean, maximumFractionDigits: 1) }, sur une échelle de { $low } à { $high }.
    .between = D’autres personnes comme vous auraient pu donner de { NUMBER($low, maximumFractionDigits: 1) } à { NUMBER($high, maximumFractionDigits: 1) }.
favourable = Bonnes réponses : { NUMBER($percent, maximumFractionDigits: 0) } %.
withheld = Non montré : moins de { $people } personnes ont répondu, ou aucune.
mentions =
    { $people ->
        [one] nommé par { $people } personne
       *[other] nommé par { $people } personnes
    }
swapped = Quelques réponses ont été échangées ici au sort avant d’être gardées. Ainsi, aucune réponse ne dit rien de sûr sur une personne.

change-up = en hausse de { NUMBER($by, maximumFractionDigits: 1) } (entre { NUMBER($low, maximumFractionDigits: 1) } et { NUMBER($high, maximumFractionDigits: 1) }).
change-down = en baisse de { NUMBER($by, maximumFractionDigits: 1) } (entre { NUMBER($low, maximumFractionDigits: 1) } et { NUMBER($high, maximumFractionDigits: 1) }).
change-unclear = pas de changement net.
change-points-up = en hausse de { NUMBER($by, maximumFractionDigits: 0) } points.
change-points-down = en baisse de { NUMBER($by, maximumFractionDigits: 0) } points.
change-since = Depuis l’enquête précédente :
change-meaning = Là où une hausse ou une baisse est indiquée, le hasard seul la donnerait rarement. Cela ne montre pas pourquoi.

how = Comment vos réponses sont protégées
    .text =
        Votre lien a été échangé contre un jeton que personne ne peut retracer. Personne ne sait donc quelles réponses sont les vôtres.
        Les réponses ne sont gardées que par groupes d’au moins { $people } personnes ayant les mêmes données. Ce que moins de personnes partagent a été retiré avant d’être gardé.
    .erased = À la clôture de l’enquête, la liste des personnes invitées, leurs liens et la clé ont été effacés.

nothing = Il n’y a rien à voir ici
    .text = Les résultats ne sont peut-être pas encore publiés, ou le lien n’est pas complet. Demandez à la personne qui vous l’a donné.
failed = Les résultats n’ont pas pu être chargés
    .offline = Vous semblez être hors ligne. Vérifiez la connexion.
    .other = Le service n’est pas joignable pour le moment.
retry = Réessayer
