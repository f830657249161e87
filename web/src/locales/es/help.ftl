# Dónde encontrar ayuda, y la elección del idioma. En español.

language = Idioma
language-failed = No se pudo cargar este idioma. Por favor, inténtelo otra vez cuando tenga conexión.
help-heading = Ayuda, ahora
help-emergency = Si hay peligro inmediato, llame al número de emergencias de su país (112 en la UE, 911 en Estados Unidos y Canadá, 999 en el Reino Unido).
help-country = Alguien con quien hablar, en
help-other-country = otro país
help-elsewhere = Líneas en la mayoría de los demás países:
help-self-check = ¿Cómo estoy? Una prueba privada
help-self-check-note = Abre otra pestaña. No envía nada.
