# La prueba privada. En español.

title = ¿Cómo estoy?
private = Esta prueba es solo para usted. Sus respuestas se quedan en este navegador: esta página no puede enviar nada y no guarda nada cuando usted sale de ella.
not-a-diagnosis = No es un diagnóstico. Puede ayudarle a ver cómo están las cosas y a hablar de ello.
choose = ¿Qué le gustaría mirar?
name-phq8 = Ánimo bajo (PHQ-8, ocho preguntas)
name-gad7 = Preocupación y tensión (GAD-7, siete preguntas)
name-who5 = Bienestar (WHO-5, cinco frases)
language-note = Estas preguntas están en inglés.
show = Mostrar qué significa
incomplete = Por favor, responda todas las preguntas: el valor solo se conoce cuando están todas.
result = Qué significa
score = Su valor: { $score } de { $most }.
symptoms-little = Ahora mismo tiene pocas de estas señales. Eso puede cambiar; puede volver cuando quiera.
symptoms-some = Tiene algunas de estas señales. Trátese con cariño. Si duran o le pesan, ayuda hablar con alguien.
symptoms-much = Tiene muchas de estas señales. A muchas personas les pasa alguna vez, y con ayuda se puede mejorar. Por favor, hable en los próximos días con una médica o un médico, con uno de los lugares de abajo o con alguien de confianza.
well-being-little = Parece que está bien. Puede volver cuando quiera.
well-being-some = Su bienestar es ahora más bien bajo. Ayuda hablar con alguien y mirar qué le quita fuerzas.
well-being-much = Su bienestar es ahora bajo. Por favor, hable en los próximos días con una médica o un médico, con uno de los lugares de abajo o con alguien de confianza.
urgent = Si piensa en hacerse daño, por favor llame ahora a uno de los números de abajo. No tiene que esperar a que empeore.
erase = Borrar mis respuestas
sources = De dónde vienen las preguntas
