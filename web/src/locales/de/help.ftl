# Wo es Hilfe gibt, und die Wahl der Sprache. Auf Deutsch.

language = Sprache
language-failed = Diese Sprache konnte nicht geladen werden. Bitte versuchen Sie es noch einmal, wenn Sie online sind.
help-heading = Hilfe, jetzt
help-emergency = Bei unmittelbarer Gefahr rufen Sie den örtlichen Notruf (112 in der EU, 911 in den USA und Kanada, 999 im Vereinigten Königreich).
help-country = Jemand zum Reden, in
help-other-country = einem anderen Land
help-elsewhere = Nummern in den meisten anderen Ländern:
help-self-check = Wie geht es mir? Eine private Prüfung
help-self-check-note = Öffnet einen neuen Tab. Es wird nichts gesendet.
