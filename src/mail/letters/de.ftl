# Briefe auf Deutsch.
subject-invitation = Einladung: { $title }
subject-reminder = Erinnerung: { $title }
greeting = Guten Tag,
invitation = Sie sind eingeladen, „{ $title }“ zu beantworten, eine Umfrage zu „{ $programme }“.
reminder = „{ $title }“, eine Umfrage zu „{ $programme }“, ist noch offen. Wenn Sie geantwortet haben, ist nichts zu tun.
choice = Ob Sie teilnehmen, entscheiden Sie.
link = Ihr Link zur Umfrage:
link-rule = Er gehört nur Ihnen und nimmt eine Antwort an. Bitte geben Sie ihn nicht weiter.
seen = Niemand kann erkennen, welche Antworten von Ihnen sind: nicht Ihr Arbeitgeber, nicht wer die Ergebnisse auswertet, nicht wer diesen Dienst betreibt. Ergebnisse sprechen nur von Gruppen ab { $k } Personen.
known = Bekannt ist, dass Sie eingeladen sind. Chorus zeigt niemandem, ob Sie geantwortet haben. Wer Ihre Post lesen kann, kann diesen Brief sehen und seinen Link benutzen.
open = Die Umfrage ist offen, bis die Veranstalter sie schließen.
terms = Diese Zeichen sind der Fingerabdruck der Bedingungen dieser Umfrage. Auch die Seite der Umfrage zeigt sie; wenn sie sich unterscheiden, antworten Sie nicht.
help = Hilfe, jetzt
help-emergency = Bei unmittelbarer Gefahr rufen Sie den örtlichen Notruf.
help-talk = Jemand zum Reden, nach Land:
