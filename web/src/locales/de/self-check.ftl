# Die Selbstprüfung. Auf Deutsch.

title = Wie geht es mir?
private = Diese Prüfung ist nur für Sie. Ihre Antworten bleiben in diesem Browser: Die Seite kann nichts senden und behält nichts, wenn Sie sie verlassen.
not-a-diagnosis = Sie stellt keine Diagnose. Sie kann helfen zu sehen, wie es steht, und darüber zu sprechen.
choose = Was möchten Sie ansehen?
name-phq8 = Gedrückte Stimmung (PHQ-8, acht Fragen)
name-gad7 = Sorge und Anspannung (GAD-7, sieben Fragen)
name-who5 = Wohlbefinden (WHO-5, fünf Aussagen)
language-note = Diese Fragen sind auf Englisch.
show = Zeigen, was es bedeutet
incomplete = Bitte beantworten Sie jede Frage: Ein Wert ergibt sich nur aus allen.
result = Was es bedeutet
score = Ihr Wert: { $score } von { $most }.
symptoms-little = Sie haben zurzeit wenige dieser Anzeichen. Das kann sich ändern; Sie können jederzeit wiederkommen.
symptoms-some = Sie haben einige dieser Anzeichen. Seien Sie gut zu sich. Wenn sie bleiben oder Sie belasten, hilft es, mit jemandem zu sprechen.
symptoms-much = Sie haben viele dieser Anzeichen. Vielen geht es einmal so, und mit Hilfe kann es besser werden. Bitte sprechen Sie in den nächsten Tagen mit einer Ärztin oder einem Arzt, mit einer der Stellen unten oder mit jemandem, dem Sie vertrauen.
well-being-little = Es scheint Ihnen gut zu gehen. Sie können jederzeit wiederkommen.
well-being-some = Ihr Wohlbefinden ist zurzeit eher niedrig. Es hilft, mit jemandem zu sprechen und anzusehen, was Kraft kostet.
well-being-much = Ihr Wohlbefinden ist zurzeit niedrig. Bitte sprechen Sie in den nächsten Tagen mit einer Ärztin oder einem Arzt, mit einer der Stellen unten oder mit jemandem, dem Sie vertrauen.
urgent = Wenn Sie daran denken, sich etwas anzutun, rufen Sie bitte jetzt eine der Nummern unten an. Sie müssen nicht warten, bis es schlimmer wird.
erase = Meine Antworten löschen
sources = Woher die Fragen stammen
