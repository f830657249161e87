# La página donde se escribe el código de una carta, y el dispositivo que se comparte. En español.

code-title = Escriba el código de su carta
code-label = Su código
code-hint = Tiene doce letras y cifras en tres grupos, como K7QM-2XWD-9HTG. Da igual usar mayúsculas, espacios o guiones.
code-go = Seguir
code-looking = Un momento …
code-length = El código tiene doce letras y cifras. Compruebe si falta o sobra alguna.
code-mistyped = Hay un error en este código. Compare cada letra y cada cifra con su carta.
code-unknown = Este código no se conoce. Compárelo con su carta. Si es correcto, puede que la encuesta esté cerrada o que le hayan enviado un código más nuevo.
code-wait = Se han probado demasiados códigos erróneos. Espere un momento y vuelva a intentarlo. Su código sigue siendo válido.
code-offline = Parece que no hay conexión. Compruébela y vuelva a intentarlo.
code-failed = Ahora no se puede acceder al servicio. Vuelva a intentarlo, por favor.

## Un dispositivo que se comparte

kiosk-shared = Dispositivo compartido
kiosk-intro = Otras personas usan este dispositivo después de usted. Cuando termine, se borra todo lo que haya escrito.
kiosk-stop = Parar y borrar
kiosk-done = Listo: borrar para la siguiente persona
kiosk-stay = Seguir
kiosk-clear = Borrar ahora
kiosk-unsent = ¿Parar sin enviar?
    .text = Sus respuestas no se han enviado. Si borra esta página, se pierden, y puede que su código ya no funcione.
kiosk-idle = ¿Sigue ahí?
    .text = Hace un rato que no se pulsa nada. Dentro de un minuto esta página se borra para la siguiente persona. Lo que no se haya enviado se pierde.
