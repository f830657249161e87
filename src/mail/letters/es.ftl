# Cartas en español.
subject-invitation = Invitación: { $title }
subject-reminder = Recordatorio: { $title }
greeting = Hola:
invitation = Se le invita a responder «{ $title }», una encuesta de «{ $programme }».
reminder = «{ $title }», una encuesta de «{ $programme }», sigue abierta. Si ya ha respondido, no tiene que hacer nada.
choice = Usted decide si participa.
link = Su enlace a la encuesta:
link-rule = Es solo para usted y admite una respuesta. Por favor, no lo comparta.
seen = Nadie puede saber qué respuestas son suyas: ni su empresa, ni quienes consultan los resultados, ni quienes gestionan este servicio. Los resultados solo hablan de grupos de al menos { $k } personas.
known = Se sabe que usted está invitado. Chorus no muestra a nadie si ha respondido. Quien pueda leer su correo puede ver esta carta y usar su enlace.
open = La encuesta está abierta hasta que los organizadores la cierren.
terms = Estos caracteres son la huella de las condiciones de la encuesta. La página de la encuesta también los muestra; si no coinciden, no responda.
help = Ayuda, ahora
help-emergency = En caso de peligro inmediato, llame al número de emergencias de su zona.
help-talk = Alguien con quien hablar, por país:
