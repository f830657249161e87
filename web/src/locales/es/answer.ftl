# La página de quien responde, en español.

people = { $people ->
        [one] { $people } persona
       *[other] { $people } personas
    }

loading = Un momento…
retry = Volver a intentarlo
load-failed = No se pudo cargar la encuesta

## La primera pantalla

start-heading = Antes de empezar
start-unlinked = Nadie puede relacionar sus respuestas con usted.
    .text = Su navegador cambia su enlace personal por una ficha anónima, y solo esa ficha viaja con sus respuestas.
start-groups = Los resultados hablan de al menos { people }.
    .text = En grupos más pequeños, los datos como el departamento se quitan antes de que nadie pueda verlos.
start-mixed = Sus respuestas se mezclan primero con las de otras personas.
    .text = Antes de aparecer en un resultado se sellan junto con las de otras personas: al menos { people } a la vez mientras la encuesta está abierta.
start-exchanged = Las respuestas delicadas se mezclan un poco.
    .text = Algunas preguntas están marcadas como delicadas. En ellas, unas { $percent } de cada 100 personas, y al menos unas { people }, reciben por sorteo la respuesta de otra persona antes de que se pueda ver nada. Así, lo que parece haber dicho un grupo no tiene por qué ser lo que dijo usted. Los totales siguen siendo exactos: si casi todas las personas respondieron lo mismo, se verá.
start-retention = Qué se guarda.
    .text = La lista de quién fue invitado, y de qué enlaces se usaron, se borra cuando la encuesta se cierra. Las respuestas selladas se guardan; no llevan nombre, hora ni dirección.
    .linked = Si elige unir sus respuestas con las que dé la próxima vez, un seudónimo espera junto a sus respuestas hasta que se cierre la próxima encuesta unida o hasta que se deje de unir. Después se borra.
start-choice = Usted decide.
    .text = Puede saltarse toda pregunta que no esté marcada como necesaria. Una vez enviadas, las respuestas no se pueden cambiar ni retirar.
start-keep = Puede parar y seguir más tarde: abra otra vez su enlace en este dispositivo. Hasta que las envíe, sus respuestas se guardan aquí de una forma que solo su enlace abre.
start-keep-nothing = Responda de una vez, por favor: en este dispositivo no se guarda nada, y su código sirve una sola vez.
start-device = Si otra persona administra este dispositivo, quizá pueda ver la pantalla. Puede usar otro dispositivo.
start-begin = Empezar
start-resumed = Ya empezó antes. Sus respuestas siguen aquí.
start-go-on = Seguir
start-again = Borrarlas y empezar de nuevo
start-details = Detalles
start-fingerprint = Huella de las condiciones de esta encuesta
start-compare = Compárela con la de su invitación. Si son distintas, no responda y avise a quien le invitó. Su navegador ha comprobado que las condiciones y las preguntas corresponden a ella.
start-issuer = Servicio

## Las preguntas

questions-heading = Preguntas
questions-count = { $count ->
        [one] { $count } pregunta
       *[other] { $count } preguntas
    }
questions-position = Pregunta { $index } de { $count }
questions-page = Página { $index } de { $count }
questions-next = Siguiente
questions-back = Atrás
questions-kept = Lo que ha respondido se guarda en este dispositivo y solo su enlace lo abre. Abra otra vez el enlace para seguir.
questions-not-kept = Este navegador no guarda nada. Por favor, termine antes de cerrar la página.
questions-later = ¿Parar por ahora?
questions-saving = Guardando…
questions-saved = Todo está guardado.
questions-erase = Borrar mis respuestas de este dispositivo
questions-erased = Sus respuestas están borradas. Su enlace sigue funcionando.
questions-needed = necesita respuesta
questions-sensitive = delicada
questions-no-answer = Sin respuesta
questions-about-you = Sobre usted
questions-about-you-why = Todo esto es opcional. Sirve para comparar grupos, y un grupo solo se muestra si lo forman al menos { people }.
questions-prefer-not = Prefiero no decirlo
questions-several = Puede elegir varias.
questions-band-hint = Solo se envía un intervalo, no el número.
questions-only-band = Solo se envía este intervalo:
questions-terms-hint = Solo se envían palabras sueltas, en orden alfabético, nunca la frase. Por favor, no nombre a nadie.
questions-terms = Se envían estas palabras:
questions-progress = { $count ->
        [one] Ha respondido { $done } de { $count } pregunta.
       *[other] Ha respondido { $done } de { $count } preguntas.
    }
questions-send = Enviar mis respuestas
questions-send-hint = Una vez enviadas, sus respuestas no se pueden cambiar.
questions-error-title = Por favor, revise esto
questions-error-item = Por favor, elija una respuesta.
questions-error-refused = El servicio no aceptó esto. Por favor, elija de nuevo.
questions-error-none = Por favor, responda al menos una pregunta.

## Grupos que pocas personas comparten

groups-filled-in = Rellenado a partir de la lista de su organización. Cambie o quite lo que quiera: nadie ve si lo ha hecho.
groups-remove = Quitarlo todo
groups-rare = Pocas de las personas invitadas comparten esta combinación. Puede que se omita una parte antes de que alguien pueda verla; sus respuestas cuentan igualmente. Si lo desea, elija usted qué se omite.
groups-shared = Ahora más personas comparten lo que usted indica.
groups-say-only = Decir solo:
groups-leave-out = Omitir:
groups-leave-out-all = Omitirlo todo

## Respuestas unidas a lo largo del tiempo

panel-title = Sus respuestas a lo largo del tiempo
panel-choice = Unir mis respuestas con las que dé en la próxima encuesta
panel-what = Así se ve cómo cambian las respuestas de las mismas personas sin que nadie sepa quiénes son. Los resultados nunca muestran uniones de menos de { people }. Puede no hacerlo; sus respuestas cuentan igual.
panel-show = Palabras para apuntar
panel-write = Este navegador guarda un secreto para la próxima vez. Si entonces puede que use otro, apunte estas doce palabras en este orden. No las enseñe a nadie: mientras sus respuestas esperan a unirse, quien tenga las palabras y los archivos del servicio podría encontrarlas.
panel-forget = Olvidar las palabras en este dispositivo
panel-forgotten = Las palabras están borradas de este navegador. Estas respuestas no se unirán.
panel-have = Tengo palabras de la última vez
panel-enter = Sus doce palabras
panel-use = Usar estas palabras
panel-taken = Las palabras son correctas. Sus respuestas se unirán con las que dio con ellas.
panel-unknown = Estas no son las doce palabras, o no están en su orden. Por favor, compare cada una con lo que apuntó.

## El envío

sending-title = Enviando sus respuestas…
sending-wait = Tarda un momento. Por favor, deje la página abierta.
sending-failed = Todavía no se pudieron enviar sus respuestas
sending-safe = No se ha perdido nada. Deje esta página abierta: lo vuelve a intentar sola. O abra su enlace más tarde en este dispositivo. Aunque sus respuestas se envíen varias veces, cuentan una vez.
sending-unkept = Sus respuestas aún no se han enviado, y solo las tiene esta página abierta. Déjela abierta, por favor: lo vuelve a intentar por sí sola. Por muchas veces que se envíen sus respuestas, cuentan una vez.
sending-trying = Intentándolo de nuevo…

## El recibo

receipt-title = Gracias
    .text = Sus respuestas han llegado. Se contarán junto con las de otras personas.
receipt-code = Su recibo
receipt-code-hint = Guárdelo si quiere: esta página no lo guarda. Confirma que llegó una respuesta y no dice nada sobre usted ni sobre lo que respondió. No tiene que enseñárselo a nadie.
receipt-list-hint = Cuando la encuesta se haya cerrado, todos los recibos se publicarán en una lista. Con el suyo puede ver que se contó.
receipt-check-link = Ver si se contó
receipt-copy = Copiar el recibo
receipt-copied = Copiado
receipt-save = Guardar como archivo
receipt-file-name = recibo-encuesta.txt
receipt-file = Este es el recibo de una respuesta a una encuesta. No dice nada de lo que se respondió.
    .list = Cuando la encuesta se haya cerrado, esta página muestra si se contó:
receipt-copy-failed = Su navegador no permite copiar aquí. Por favor, seleccione el recibo y cópielo.
receipt-shared = Si quiere conservarlo, anótelo o haga una foto de esta página con su propio teléfono. Nada de él queda en este dispositivo.
receipt-next = Qué pasa ahora
    .text =
        Sus respuestas esperan, sin nombre, hasta que se puedan sellar junto con otras.
        Entonces aparecen resultados, siempre sobre al menos { people }. Con menos no se muestra nada.
        Su enlace y sus respuestas se han borrado de este navegador. Puede cerrar la página.

## Lo que falla por ahora

transient-offline = Parece que no tiene conexión. Por favor, compruébela.
transient-unreachable = Ahora mismo no se puede llegar al servicio.
transient-server = El servicio tuvo un problema propio.

## Lo que ya no tiene arreglo

final-no-link = Hace falta el enlace completo
    .text =
        Esta página se abre con el enlace personal de su invitación. Falta una parte, o ya se ha usado aquí.
        Por favor, abra otra vez el enlace de su invitación, o cópielo entero, hasta el último carácter.
        Si ya ha enviado sus respuestas, no tiene que hacer nada más. Gracias.
final-insecure = Esta página necesita una conexión segura
    .text =
        Sus respuestas se protegen con un cifrado que los navegadores solo ofrecen en páginas seguras, cuya dirección empieza por https://.
        No se envió nada. Por favor, abra su enlace con https:// al principio en un navegador actual, o avise a quien le invitó.
final-not-found = Esta encuesta no existe
    .text = Puede que la dirección esté cortada, o que la encuesta aún no se haya abierto. Por favor, compruebe el enlace de su invitación.
final-closed = Esta encuesta está cerrada
    .text = Ya no admite respuestas, y no se guardó nada suyo. Gracias por querer participar.
final-link-unknown = Este enlace no se conoce
    .text =
        Puede que esté cortado o mal escrito. Por favor, abra otra vez el enlace de su invitación.
        Si eso no ayuda, pida uno nuevo a quien le invitó.
final-link-used = Este enlace ya se ha usado
    .text =
        Cada enlace sirve una vez, para que cada voz cuente una vez.
        Si lo abrió antes, quizá en otra pestaña o en otro navegador, por favor vuelva allí para terminar.
        Si usted no lo usó, por favor avise a quien le invitó.
final-code-used = Este código ya se ha usado
    .text =
        Cada código sirve una vez, para que cada voz cuente una vez.
        Si ya empezó con él, vuelva a esa página, si sigue abierta.
        Si no lo ha usado, avise a quien le invitó.
final-already-sent = Ya se enviaron respuestas
    .text = Las respuestas dadas antes con este enlace han llegado, y esas cuentan. Las de esta página no se guardaron.
final-token-refused = El servicio no aceptó la ficha
    .text = Sus respuestas no se guardaron. Por favor, diga a quien le invitó que la ficha fue rechazada.
final-terms-differ = Por favor, no responda
    .text =
        Las condiciones de esta encuesta no son las que indica su huella, o han cambiado desde que empezó.
        Para protegerle, no se envió nada. Por favor, avise a quien le invitó.
