# La página que busca un recibo en la lista pública. En español.

title = ¿Se contaron mis respuestas?
what = Después de enviar se le mostró un recibo. Aquí puede ver si está en la lista pública de la encuesta. Ni el recibo ni la lista dicen qué respondió nadie.
how = Su navegador trae la lista completa y busca por sí mismo. Nadie sabe qué recibo busca usted, y esta página no guarda nada.
label = Su recibo
hint = Pegue el enlace o el texto que guardó.
hint-alone = Pegue el recibo: 43 caracteres. También sirve el enlace o el texto que guardó.
check = Comprobar
another = Comprobar otro recibo
retry = Volver a intentarlo
unreadable = Este no es un recibo completo. Por favor, cópielo entero, con la dirección de esta página si la guardó.
checking = Comprobando…
details = Qué se comprobó

checked-terms = Huella de las condiciones de la encuesta
    .kept = la que guardó con su recibo
    .not-kept = no guardó ninguna con su recibo; compárela con su invitación
checked-size = Recibos en la lista
checked-root = Huella de la lista
    .signed = calculada a partir de la lista y firmada con la clave que está en las condiciones
checked-replaced = Enlaces sustituidos
    .meaning = cada enlace antiguo dejó de valer, así que nadie pudo responder dos veces

verdict-counted = Sí, sus respuestas se contaron
    .text =
        Su recibo es uno de los { $size } de la lista pública de esta encuesta. Cada uno representa una respuesta.
        La lista se firmó cuando se cerró la encuesta y debe ser la misma para todas las personas: sus colegas pueden comparar la huella de abajo. Ahora cualquiera puede tomar un recibo de ella, así que tener uno no prueba nada sobre usted.
verdict-missing = Este recibo no está en la lista
    .text =
        La lista de esta encuesta está completa y tiene { $size } recibos. Este no está entre ellos.
        Por favor, compruebe que lo copió entero y que es de esta encuesta.
        Si lo es, sus respuestas no se contaron. Por favor, avise a quien le invitó o a alguien de confianza, por ejemplo el comité de empresa. Así sabrán que participó, pero no qué respondió.
verdict-open = La encuesta sigue abierta
    .text =
        Cuando se cierre, todos los recibos se publicarán a la vez. Hasta entonces nadie, tampoco usted, puede ver cuáles se han contado: así nadie puede observar quién responde y cuándo.
        Guarde su recibo y vuelva cuando la encuesta se haya cerrado.
verdict-closing = La encuesta se está cerrando
    .text = La lista se está haciendo ahora mismo. Por favor, vuelva dentro de un rato.
verdict-withheld = Respondieron muy pocas personas
    .text =
        Menos de { $people } personas participaron en esta encuesta. Sus respuestas se borraron antes de que nadie las viera, y no se publica ninguna lista: diría demasiado sobre esas pocas personas.
        Sus respuestas no contaron para ningún resultado, y no queda nada de ellas.
verdict-terms-differ = Estas son otras condiciones
    .text =
        Las condiciones de la encuesta no son las que había cuando respondió, o no corresponden a su huella.
        Por favor, compruebe el recibo. Si está completo, avise a quien le invitó o a alguien de confianza: esto no debe pasar.
verdict-unsound = No se puede confiar en esta lista
    .text =
        La lista que envió el servicio no es la que se firmó cuando se cerró la encuesta.
        Por favor, inténtelo más tarde. Si sigue así, avise a quien le invitó o a alguien de confianza: esto no debe pasar.
verdict-no-wave = Esta encuesta no existe
    .text = Puede que la dirección esté cortada. Por favor, copie entero el enlace que guardó con su recibo.
verdict-insecure = Esta página necesita una conexión segura
    .text = Los navegadores solo comprueban firmas en páginas cuya dirección empieza por https://. No se envió nada.

failed = No se pudo traer la lista
    .offline = Parece que no tiene conexión. Por favor, compruébela.
    .other = Ahora mismo no se puede llegar al servicio.
