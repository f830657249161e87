# Die Seite der Befragten auf Deutsch.

people = { $people ->
        [one] { $people } Person
       *[other] { $people } Personen
    }

loading = Einen Moment …
retry = Noch einmal versuchen
load-failed = Die Umfrage konnte nicht geladen werden

## Der erste Bildschirm

start-heading = Bevor Sie beginnen
start-unlinked = Niemand kann Ihre Antworten mit Ihnen verbinden.
    .text = Ihr Browser tauscht Ihren persönlichen Link gegen eine anonyme Marke. Nur diese Marke reist mit Ihren Antworten.
start-groups = Ergebnisse sprechen von mindestens { people }.
    .text = Bei kleineren Gruppen werden Angaben wie die Abteilung weggelassen, bevor jemand sie sehen kann.
start-mixed = Ihre Antworten werden zuerst mit anderen gemischt.
    .text = Bevor sie in einem Ergebnis erscheinen, werden sie mit denen anderer versiegelt: von mindestens { people } auf einmal, solange die Umfrage offen ist.
start-exchanged = Heikle Antworten werden ein wenig vertauscht.
    .text = Einige Fragen sind als heikel gekennzeichnet. Dort bekommen etwa { $percent } von 100 Personen, und mindestens etwa { people }, durch das Los die Antwort von jemand anderem, bevor irgendetwas zu sehen ist. Was eine Gruppe gesagt zu haben scheint, müssen Sie also nicht gesagt haben. Die Summen bleiben genau: Haben fast alle dasselbe geantwortet, so zeigen sie das.
start-retention = Was aufbewahrt wird.
    .text = Die Liste, wer eingeladen war und wessen Link benutzt wurde, wird gelöscht, wenn die Umfrage schließt. Die versiegelten Antworten bleiben; sie enthalten keinen Namen, keine Zeit und keine Adresse.
    .linked = Wenn Sie Ihre Antworten mit denen vom nächsten Mal verknüpfen, wartet ein Pseudonym bei Ihren Antworten, bis die nächste verknüpfte Umfrage schließt oder das Verknüpfen beendet wird. Dann wird es gelöscht.
start-choice = Sie entscheiden.
    .text = Überspringen Sie jede Frage, die nicht als nötig gekennzeichnet ist. Gesendete Antworten lassen sich nicht ändern und nicht zurückholen.
start-keep = Sie können aufhören und später weitermachen: Öffnen Sie Ihren Link noch einmal auf diesem Gerät. Bis Sie senden, bleiben Ihre Antworten hier, in einer Form, die nur Ihr Link öffnet.
start-keep-nothing = Bitte antworten Sie in einem Zug: Auf diesem Gerät wird nichts aufbewahrt, und Ihr Code gilt einmal.
start-device = Wenn jemand anderes dieses Gerät verwaltet, kann diese Person vielleicht den Bildschirm sehen. Sie können ein anderes Gerät benutzen.
start-begin = Beginnen
start-resumed = Sie haben schon begonnen. Ihre Antworten sind noch hier.
start-go-on = Weitermachen
start-again = Löschen und neu beginnen
start-details = Einzelheiten
start-fingerprint = Fingerabdruck der Bedingungen dieser Umfrage
start-compare = Vergleichen Sie ihn mit dem in Ihrer Einladung. Wenn sie sich unterscheiden, antworten Sie nicht, und sagen Sie es der Person, die Sie eingeladen hat. Ihr Browser hat geprüft, dass die Bedingungen und die Fragen dazu passen.
start-issuer = Dienst

## Die Fragen

questions-heading = Fragen
questions-count = { $count ->
        [one] { $count } Frage
       *[other] { $count } Fragen
    }
questions-position = Frage { $index } von { $count }
questions-page = Seite { $index } von { $count }
questions-next = Weiter
questions-back = Zurück
questions-kept = Was Sie geantwortet haben, bleibt auf diesem Gerät, und nur Ihr Link öffnet es. Öffnen Sie den Link noch einmal, um weiterzumachen.
questions-not-kept = Dieser Browser bewahrt nichts auf. Bitte werden Sie fertig, bevor Sie die Seite schließen.
questions-later = Erst einmal aufhören?
questions-saving = Wird aufbewahrt …
questions-saved = Alles ist aufbewahrt.
questions-erase = Meine Antworten von diesem Gerät löschen
questions-erased = Ihre Antworten sind gelöscht. Ihr Link gilt weiter.
questions-needed = Antwort nötig
questions-sensitive = heikel
questions-no-answer = Keine Antwort
questions-about-you = Über Sie
questions-about-you-why = All das ist freiwillig. Es dient dazu, Gruppen zu vergleichen, und eine Gruppe wird nur gezeigt, wenn mindestens { people } dazugehören.
questions-prefer-not = Möchte ich nicht sagen
questions-several = Sie können mehrere wählen.
questions-band-hint = Gesendet wird nur ein Bereich, nicht die Zahl.
questions-only-band = Gesendet wird nur dieser Bereich:
questions-terms-hint = Gesendet werden nur einzelne Wörter in alphabetischer Reihenfolge, nie der Satz. Bitte nennen Sie niemanden.
questions-terms = Diese Wörter werden gesendet:
questions-progress = { $count ->
        [one] Sie haben { $done } von { $count } Frage beantwortet.
       *[other] Sie haben { $done } von { $count } Fragen beantwortet.
    }
questions-send = Meine Antworten senden
questions-send-hint = Gesendete Antworten lassen sich nicht ändern.
questions-error-title = Bitte sehen Sie hier noch einmal nach
questions-error-item = Bitte wählen Sie eine Antwort.
questions-error-refused = Der Dienst hat dies nicht angenommen. Bitte wählen Sie noch einmal.
questions-error-none = Bitte beantworten Sie mindestens eine Frage.

## Gruppen, die wenige teilen

groups-filled-in = Aus der Liste Ihrer Organisation ausgefüllt. Ändern oder entfernen Sie, was Sie möchten: Niemand sieht, ob Sie es getan haben.
groups-remove = Alles davon entfernen
groups-rare = Nur wenige der Eingeladenen teilen diese Kombination. Ein Teil davon wird vielleicht weggelassen, bevor jemand sie sehen kann; Ihre Antworten zählen trotzdem. Wenn Sie möchten, wählen Sie selbst, was weggelassen wird.
groups-shared = Ihre Angaben teilen jetzt mehr Menschen.
groups-say-only = Nur angeben:
groups-leave-out = Weglassen:
groups-leave-out-all = Alles davon weglassen

## Über die Zeit verknüpfte Antworten

panel-title = Ihre Antworten im Lauf der Zeit
panel-choice = Meine Antworten mit denen in der nächsten Umfrage verknüpfen
panel-what = Das zeigt, wie sich die Antworten derselben Menschen ändern, ohne dass jemand weiß, wer sie sind. Ergebnisse zeigen nie Verknüpfungen von weniger als { people }. Sie können es lassen; Ihre Antworten zählen genauso.
panel-show = Wörter zum Aufschreiben
panel-write = Dieser Browser bewahrt ein Geheimnis für das nächste Mal auf. Wenn Sie dann vielleicht einen anderen benutzen, schreiben Sie diese zwölf Wörter auf, in dieser Reihenfolge. Behalten Sie sie für sich: Solange Ihre Antworten auf die Verknüpfung warten, könnte sie finden, wer die Wörter und die Dateien des Dienstes hat.
panel-forget = Die Wörter auf diesem Gerät vergessen
panel-forgotten = Die Wörter sind aus diesem Browser gelöscht. Diese Antworten werden nicht verknüpft.
panel-have = Ich habe Wörter vom letzten Mal
panel-enter = Ihre zwölf Wörter
panel-use = Diese Wörter benutzen
panel-taken = Die Wörter passen. Ihre Antworten werden mit denen verknüpft, die Sie damit gegeben haben.
panel-unknown = Das sind nicht die zwölf Wörter, oder nicht in ihrer Reihenfolge. Bitte vergleichen Sie jedes mit dem, was Sie aufgeschrieben haben.

## Senden

sending-title = Ihre Antworten werden gesendet …
sending-wait = Das dauert einen Moment. Bitte lassen Sie die Seite offen.
sending-failed = Ihre Antworten konnten noch nicht gesendet werden
sending-safe = Nichts ist verloren. Lassen Sie diese Seite offen: Sie versucht es von selbst noch einmal. Oder öffnen Sie Ihren Link später auf diesem Gerät. Wie oft Ihre Antworten auch gesendet werden, sie zählen einmal.
sending-unkept = Ihre Antworten sind noch nicht gesendet, und nur diese offene Seite hat sie. Bitte lassen Sie sie offen: Sie versucht es von selbst wieder. Wie oft Ihre Antworten auch gesendet werden, sie zählen einmal.
sending-trying = Neuer Versuch …

## Die Quittung

receipt-title = Danke
    .text = Ihre Antworten sind angekommen. Sie werden zusammen mit denen anderer gezählt.
receipt-code = Ihre Quittung
receipt-code-hint = Behalten Sie sie, wenn Sie möchten: Diese Seite behält sie nicht. Sie bestätigt, dass eine Antwort angekommen ist, und sagt nichts über Sie oder darüber, was Sie geantwortet haben. Sie müssen sie niemandem zeigen.
receipt-list-hint = Wenn die Umfrage geschlossen ist, werden alle Quittungen in einer Liste veröffentlicht. Mit Ihrer können Sie sehen, dass sie gezählt wurde.
receipt-check-link = Nachsehen, ob sie gezählt wurde
receipt-copy = Quittung kopieren
receipt-copied = Kopiert
receipt-save = Als Datei speichern
receipt-file-name = umfrage-quittung.txt
receipt-file = Dies ist die Quittung einer Antwort auf eine Umfrage. Sie sagt nichts darüber, was geantwortet wurde.
    .list = Wenn die Umfrage geschlossen ist, zeigt diese Seite, ob sie gezählt wurde:
receipt-copy-failed = Ihr Browser erlaubt das Kopieren hier nicht. Bitte markieren Sie die Quittung und kopieren Sie sie.
receipt-shared = Wenn Sie sie behalten möchten, schreiben Sie sie ab oder fotografieren Sie diese Seite mit Ihrem eigenen Telefon. Auf diesem Gerät bleibt nichts davon.
receipt-next = Wie es weitergeht
    .text =
        Ihre Antworten warten, ohne Namen, bis sie zusammen mit anderen versiegelt werden können.
        Dann erscheinen Ergebnisse, immer über mindestens { people }. Bei weniger wird nichts gezeigt.
        Ihr Link und Ihre Antworten sind aus diesem Browser gelöscht. Sie können die Seite schließen.

## Was gerade nicht geht

transient-offline = Sie scheinen offline zu sein. Bitte prüfen Sie die Verbindung.
transient-unreachable = Der Dienst ist gerade nicht zu erreichen.
transient-server = Der Dienst hatte selbst ein Problem.

## Wo nichts mehr zu machen ist

final-no-link = Der ganze Link wird gebraucht
    .text =
        Diese Seite öffnet sich mit dem persönlichen Link aus Ihrer Einladung. Ein Teil davon fehlt, oder er wurde hier schon benutzt.
        Bitte öffnen Sie den Link in Ihrer Einladung noch einmal, oder kopieren Sie ihn ganz, bis zum letzten Zeichen.
        Wenn Sie Ihre Antworten gesendet haben, ist nichts mehr zu tun. Danke.
final-insecure = Diese Seite braucht eine sichere Verbindung
    .text =
        Ihre Antworten schützt eine Verschlüsselung, die Browser nur auf sicheren Seiten anbieten, deren Adresse mit https:// beginnt.
        Es wurde nichts gesendet. Bitte öffnen Sie Ihren Link mit https:// am Anfang in einem aktuellen Browser, oder sagen Sie es der Person, die Sie eingeladen hat.
final-not-found = Diese Umfrage gibt es nicht
    .text = Vielleicht ist die Adresse abgeschnitten, oder die Umfrage ist noch nicht geöffnet. Bitte prüfen Sie den Link in Ihrer Einladung.
final-closed = Diese Umfrage ist geschlossen
    .text = Sie nimmt keine Antworten mehr an, und von Ihnen wurde nichts gespeichert. Danke, dass Sie teilnehmen wollten.
final-link-unknown = Dieser Link ist nicht bekannt
    .text =
        Vielleicht ist er abgeschnitten oder falsch abgeschrieben. Bitte öffnen Sie den Link in Ihrer Einladung noch einmal.
        Wenn das nicht hilft, bitten Sie die Person, die Sie eingeladen hat, um einen neuen.
final-link-used = Dieser Link wurde schon benutzt
    .text =
        Jeder Link gilt einmal, damit jede Stimme einmal zählt.
        Wenn Sie ihn schon geöffnet haben, vielleicht in einem anderen Tab oder Browser, kehren Sie bitte dorthin zurück.
        Wenn Sie ihn nicht benutzt haben, sagen Sie es bitte der Person, die Sie eingeladen hat.
final-code-used = Dieser Code wurde schon benutzt
    .text =
        Jeder Code gilt einmal, damit jede Stimme einmal zählt.
        Wenn Sie damit schon begonnen haben, gehen Sie bitte auf jene Seite zurück, falls sie noch offen ist.
        Wenn Sie ihn nicht benutzt haben, sagen Sie es bitte der Stelle, die Sie eingeladen hat.
final-already-sent = Es wurden schon Antworten gesendet
    .text = Antworten, die früher mit diesem Link gegeben wurden, sind angekommen, und diese zählen. Die auf dieser Seite wurden nicht gespeichert.
final-token-refused = Der Dienst hat die Marke nicht angenommen
    .text = Ihre Antworten wurden nicht gespeichert. Bitte sagen Sie der Person, die Sie eingeladen hat, dass die Marke abgelehnt wurde.
final-terms-differ = Bitte antworten Sie nicht
    .text =
        Die Bedingungen dieser Umfrage sind nicht die, die ihr Fingerabdruck nennt, oder sie haben sich geändert, seit Sie begonnen haben.
        Zu Ihrem Schutz wurde nichts gesendet. Bitte sagen Sie es der Person, die Sie eingeladen hat.
