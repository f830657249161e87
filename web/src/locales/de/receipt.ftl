# Die Seite, die eine Quittung in der öffentlichen Liste sucht. Auf Deutsch.

title = Wurden meine Antworten gezählt?
what = Nach dem Senden wurde Ihnen eine Quittung gezeigt. Hier können Sie sehen, ob sie in der öffentlichen Liste der Umfrage steht. Weder die Quittung noch die Liste sagt, was jemand geantwortet hat.
how = Ihr Browser holt die ganze Liste und sieht selbst nach. Niemand erfährt, welche Quittung Sie suchen, und diese Seite bewahrt nichts auf.
label = Ihre Quittung
hint = Fügen Sie den Link oder den Text ein, den Sie aufbewahrt haben.
hint-alone = Fügen Sie die Quittung ein: 43 Zeichen. Der Link oder der Text, den Sie aufbewahrt haben, geht auch.
check = Prüfen
another = Eine andere Quittung prüfen
retry = Noch einmal versuchen
unreadable = Das ist keine ganze Quittung. Bitte kopieren Sie alles, mit der Adresse dieser Seite, wenn Sie sie aufbewahrt haben.
checking = Wird geprüft …
details = Was geprüft wurde

checked-terms = Fingerabdruck der Bedingungen der Umfrage
    .kept = der, den Sie mit Ihrer Quittung aufbewahrt haben
    .not-kept = Sie haben keinen mit Ihrer Quittung aufbewahrt; vergleichen Sie ihn also mit Ihrer Einladung
checked-size = Quittungen in der Liste
checked-root = Fingerabdruck der Liste
    .signed = aus der Liste errechnet und mit dem Schlüssel unterschrieben, der in den Bedingungen steht
checked-replaced = Ersetzte Links
    .meaning = jeder alte Link wurde ungültig, so konnte niemand zweimal antworten

verdict-counted = Ja, Ihre Antworten wurden gezählt
    .text =
        Ihre Quittung ist eine von { $size } in der öffentlichen Liste dieser Umfrage. Jede steht für eine Antwort.
        Die Liste wurde unterschrieben, als die Umfrage schloss, und soll für alle dieselbe sein: Kolleginnen und Kollegen können ihren Fingerabdruck unten vergleichen. Jetzt kann jeder eine Quittung aus ihr nehmen; eine zu haben beweist also nichts über Sie.
verdict-missing = Diese Quittung steht nicht in der Liste
    .text =
        Die Liste dieser Umfrage ist vollständig und enthält { $size } Quittungen. Diese ist nicht darunter.
        Bitte prüfen Sie, ob Sie sie ganz kopiert haben und ob sie zu dieser Umfrage gehört.
        Wenn ja, wurden Ihre Antworten nicht gezählt. Bitte sagen Sie es der Person, die Sie eingeladen hat, oder jemandem, dem Sie vertrauen, etwa dem Betriebsrat. Das verrät, dass Sie teilgenommen haben, und nicht, was Sie geantwortet haben.
verdict-open = Die Umfrage ist noch offen
    .text =
        Wenn sie schließt, werden alle Quittungen zusammen veröffentlicht. Bis dahin kann niemand, auch Sie nicht, sehen, welche gezählt wurden: So kann niemand beobachten, wer wann antwortet.
        Behalten Sie Ihre Quittung, und kommen Sie wieder, wenn die Umfrage geschlossen ist.
verdict-closing = Die Umfrage wird geschlossen
    .text = Die Liste entsteht gerade. Bitte kommen Sie in einer Weile wieder.
verdict-withheld = Zu wenige haben geantwortet
    .text =
        Weniger als { $people } Personen haben an dieser Umfrage teilgenommen. Ihre Antworten wurden gelöscht, bevor jemand sie sah, und es gibt keine Liste: Sie würde zu viel über die wenigen sagen.
        Ihre Antworten sind in kein Ergebnis eingegangen, und nichts davon ist übrig.
verdict-terms-differ = Das sind andere Bedingungen
    .text =
        Die Bedingungen der Umfrage sind nicht die, unter denen Sie geantwortet haben, oder passen nicht zu ihrem Fingerabdruck.
        Bitte prüfen Sie die Quittung. Wenn sie ganz ist, sagen Sie es der Person, die Sie eingeladen hat, oder jemandem, dem Sie vertrauen: Das darf nicht geschehen.
verdict-unsound = Dieser Liste ist nicht zu trauen
    .text =
        Die Liste, die der Dienst gesendet hat, ist nicht die, die beim Schließen der Umfrage unterschrieben wurde.
        Bitte versuchen Sie es später noch einmal. Wenn es so bleibt, sagen Sie es der Person, die Sie eingeladen hat, oder jemandem, dem Sie vertrauen: Das darf nicht geschehen.
verdict-no-wave = Diese Umfrage gibt es nicht
    .text = Vielleicht ist die Adresse abgeschnitten. Bitte kopieren Sie den ganzen Link, den Sie mit Ihrer Quittung aufbewahrt haben.
verdict-insecure = Diese Seite braucht eine sichere Verbindung
    .text = Browser prüfen Unterschriften nur auf Seiten, deren Adresse mit https:// beginnt. Es wurde nichts gesendet.

failed = Die Liste konnte nicht geholt werden
    .offline = Sie scheinen offline zu sein. Bitte prüfen Sie die Verbindung.
    .other = Der Dienst ist gerade nicht zu erreichen.
