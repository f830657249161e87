# Lo que mostró una encuesta, para quienes fueron preguntados. En español.

title = Lo que encontramos
loading = Cargando…
answered =
    { $people ->
        [one] Respondió una persona.
       *[other] Respondieron { $people } personas.
    }
shown = Solo se muestran grupos de al menos { $people } personas. Nadie puede ver quién dijo qué.
too-few = Respondieron menos de { $people } personas, por eso no hay resultados.

said-heading = Ustedes dijeron, nosotros hicimos
    .said = Ustedes dijeron
    .did = Nosotros hicimos
results = Resultados
groups = Comparar grupos
    .none = Todos juntos
percent = { NUMBER($percent, maximumFractionDigits: 0) } %
answers =
    { $people ->
        [one] 1 respuesta
       *[other] { $people } respuestas
    }
mean = En promedio { NUMBER($mean, maximumFractionDigits: 1) }, en una escala de { $low } a { $high }.
    .between = Otras personas como usted podrían haber dado entre { NUMBER($low, maximumFractionDigits: 1) } y { NUMBER($high, maximumFractionDigits: 1) }.
favourable = Respuestas buenas: { NUMBER($percent, maximumFractionDigits: 0) } %.
withheld = No se muestra: respondieron menos de { $people } personas, o ninguna.
mentions =
    { $people ->
        [one] nombrado por 1 persona
       *[other] nombrado por { $people } personas
    }
swapped = Algunas respuestas de aquí se intercambiaron por sorteo antes de guardarse. Así, ninguna respuesta dice nada seguro sobre una persona.

change-up = subió { NUMBER($by, maximumFractionDigits: 1) } (entre { NUMBER($low, maximumFractionDigits: 1) } y { NUMBER($high, maximumFractionDigits: 1) }).
change-down = bajó { NUMBER($by, maximumFractionDigits: 1) } (entre { NUMBER($low, maximumFractionDigits: 1) } y { NUMBER($high, maximumFractionDigits: 1) }).
change-unclear = sin cambio claro.
change-points-up = subió { NUMBER($by, maximumFractionDigits: 0) } puntos.
change-points-down = bajó { NUMBER($by, maximumFractionDigits: 0) } puntos.
change-since = Desde la encuesta anterior:
change-meaning = Donde se dice que algo subió o bajó, rara vez sería solo por azar. No muestra por qué.

how = Cómo se protegen sus respuestas
    .text =
        Su enlace se cambió por una ficha que nadie puede rastrear. Así nadie sabe qué respuestas son suyas.
        Las respuestas se guardan solo en grupos de al menos { $people } personas con los mismos datos. Lo que comparten menos personas se quitó antes de guardarlo.
    .erased = Cuando se cerró la encuesta, se borraron la lista de personas invitadas, sus enlaces y la clave.

nothing = Aquí no hay nada que ver
    .text = Puede que los resultados aún no estén, o que el enlace no esté completo. Pregunte a quien se lo dio.
failed = No se pudieron obtener los resultados
    .offline = Parece que no tiene conexión. Compruébela.
    .other = El servicio no está disponible en este momento.
retry = Intentar de nuevo
