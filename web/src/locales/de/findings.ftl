# Was eine Umfrage ergab, für die Befragten. Auf Deutsch.

title = Was herauskam
loading = Wird geladen …
answered =
    { $people ->
        [one] Eine Person hat geantwortet.
       *[other] { $people } Personen haben geantwortet.
    }
shown = Gezeigt werden nur Gruppen von mindestens { $people } Personen. Niemand kann sehen, wer was gesagt hat.
too-few = Weniger als { $people } Personen haben geantwortet, deshalb gibt es keine Ergebnisse.

said-heading = Sie sagten, wir taten
    .said = Sie sagten
    .did = Wir taten
results = Ergebnisse
groups = Gruppen vergleichen
    .none = Alle zusammen
percent = { NUMBER($percent, maximumFractionDigits: 0) } %
answers =
    { $people ->
        [one] 1 Antwort
       *[other] { $people } Antworten
    }
mean = Im Mittel { NUMBER($mean, maximumFractionDigits: 1) }, auf einer Skala von { $low } bis { $high }.
    .between = Andere Menschen wie Sie hätten { NUMBER($low, maximumFractionDigits: 1) } bis { NUMBER($high, maximumFractionDigits: 1) } ergeben können.
favourable = Gute Antworten: { NUMBER($percent, maximumFractionDigits: 0) } %.
withheld = Nicht gezeigt: Weniger als { $people } Personen haben geantwortet, oder niemand.
mentions =
    { $people ->
        [one] von 1 Person genannt
       *[other] von { $people } Personen genannt
    }
swapped = Einige Antworten wurden hier durch das Los vertauscht, bevor sie aufbewahrt wurden. So sagt keine Antwort etwas Sicheres über einen Menschen.

change-up = um { NUMBER($by, maximumFractionDigits: 1) } gestiegen (zwischen { NUMBER($low, maximumFractionDigits: 1) } und { NUMBER($high, maximumFractionDigits: 1) }).
change-down = um { NUMBER($by, maximumFractionDigits: 1) } gesunken (zwischen { NUMBER($low, maximumFractionDigits: 1) } und { NUMBER($high, maximumFractionDigits: 1) }).
change-unclear = keine klare Veränderung.
change-points-up = um { NUMBER($by, maximumFractionDigits: 0) } Punkte gestiegen.
change-points-down = um { NUMBER($by, maximumFractionDigits: 0) } Punkte gesunken.
change-since = Seit der Umfrage davor:
change-meaning = Wo steht, dass etwas gestiegen oder gesunken ist, käme das durch Zufall allein selten vor. Warum es so ist, zeigt es nicht.

how = Wie Ihre Antworten geschützt sind
    .text =
        Ihr Link wurde gegen eine Marke getauscht, die niemand zurückverfolgen kann. So weiß niemand, welche Antworten von Ihnen sind.
        Antworten werden nur in Gruppen von mindestens { $people } Personen mit denselben Angaben aufbewahrt. Was weniger Personen gemeinsam haben, wurde weggelassen, bevor es aufbewahrt wurde.
    .erased = Als die Umfrage schloss, wurden die Liste der Eingeladenen, ihre Links und der Schlüssel dazu gelöscht.

nothing = Hier ist nichts zu sehen
    .text = Vielleicht sind die Ergebnisse noch nicht da, oder der Link ist nicht vollständig. Bitte fragen Sie die Person, von der Sie ihn haben.
failed = Die Ergebnisse konnten nicht geholt werden
    .offline = Sie scheinen offline zu sein. Bitte prüfen Sie die Verbindung.
    .other = Der Dienst ist gerade nicht zu erreichen.
retry = Noch einmal versuchen
