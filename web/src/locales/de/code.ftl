# Die Seite, auf der ein Code aus einem Brief eingegeben wird, und das Gerät, das mehrere benutzen. Auf Deutsch.

code-title = Geben Sie den Code aus Ihrem Brief ein
code-label = Ihr Code
code-hint = Er hat zwölf Buchstaben und Ziffern in drei Gruppen, zum Beispiel K7QM-2XWD-9HTG. Groß- und Kleinschreibung, Leerzeichen und Bindestriche sind gleich.
code-go = Weiter
code-looking = Einen Moment …
code-length = Der Code hat zwölf Buchstaben und Ziffern. Bitte prüfen Sie, ob eins fehlt oder zu viel ist.
code-mistyped = In diesem Code ist ein Fehler. Bitte vergleichen Sie jeden Buchstaben und jede Ziffer mit Ihrem Brief.
code-unknown = Dieser Code ist nicht bekannt. Bitte vergleichen Sie ihn mit Ihrem Brief. Wenn er stimmt, ist die Umfrage vielleicht beendet, oder Sie haben einen neueren Code bekommen.
code-wait = Eben wurden zu viele falsche Codes versucht. Bitte warten Sie einen Moment und versuchen Sie es noch einmal. Ihr Code gilt weiter.
code-offline = Sie sind anscheinend offline. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.
code-failed = Der Dienst ist gerade nicht erreichbar. Bitte versuchen Sie es noch einmal.

## Ein Gerät, das mehrere benutzen

kiosk-shared = Gemeinsames Gerät
kiosk-intro = Nach Ihnen benutzen andere dieses Gerät. Wenn Sie fertig sind, wird alles gelöscht, was Sie eingegeben haben.
kiosk-stop = Aufhören und löschen
kiosk-done = Fertig: für die nächste Person löschen
kiosk-stay = Weitermachen
kiosk-clear = Jetzt löschen
kiosk-unsent = Aufhören, ohne zu senden?
    .text = Ihre Antworten sind nicht gesendet. Wenn Sie diese Seite löschen, sind sie verloren, und Ihr Code gilt vielleicht nicht mehr.
kiosk-idle = Sind Sie noch da?
    .text = Eine Weile wurde nichts gedrückt. In einer Minute löscht sich diese Seite für die nächste Person. Was bis dahin nicht gesendet ist, ist verloren.
