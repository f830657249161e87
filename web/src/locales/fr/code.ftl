# La page où l’on saisit le code d’une lettre, et l’appareil que l’on partage. En français.

code-title = Saisissez le code de votre lettre
code-label = Votre code
code-hint = Il a douze lettres et chiffres en trois groupes, comme K7QM-2XWD-9HTG. Les majuscules, les espaces et les tirets ne comptent pas.
code-go = Continuer
code-looking = Un instant …
code-length = Le code a douze lettres et chiffres. Vérifiez s’il en manque un ou s’il y en a un de trop.
code-mistyped = Il y a une erreur dans ce code. Comparez chaque lettre et chaque chiffre avec votre lettre.
code-unknown = Ce code n’est pas connu. Comparez-le avec votre lettre. S’il est juste, l’enquête est peut-être close, ou vous avez reçu un code plus récent.
code-wait = Trop de codes erronés viennent d’être essayés. Attendez un instant et réessayez. Votre code reste valable.
code-offline = Vous semblez être hors ligne. Vérifiez la connexion et réessayez.
code-failed = Le service est injoignable pour l’instant. Réessayez, s’il vous plaît.

## Un appareil que l’on partage

kiosk-shared = Appareil partagé
kiosk-intro = D’autres utilisent cet appareil après vous. Quand vous avez fini, tout ce que vous avez saisi est effacé.
kiosk-stop = Arrêter et effacer
kiosk-done = Terminé : effacer pour la personne suivante
kiosk-stay = Continuer
kiosk-clear = Effacer maintenant
kiosk-unsent = Arrêter sans envoyer ?
    .text = Vos réponses ne sont pas envoyées. Si vous effacez cette page, elles sont perdues, et votre code ne marchera peut-être plus.
kiosk-idle = Êtes-vous toujours là ?
    .text = Rien n’a été touché depuis un moment. Dans une minute, cette page s’efface pour la personne suivante. Ce qui n’est pas envoyé d’ici là est perdu.
