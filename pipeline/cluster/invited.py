"""Whom a chat calls its guest in Spanish, Portuguese, French, Italian, German or Dutch: "Invitada:
@ana", "Zu Gast ist heute @ana"."""

from __future__ import annotations

import re

from pipeline.cluster.calling import NAME

_LIST = rf"{NAME}(?:(?:\s?[,&+]\s?|\s(?:y|e|et|und|en)\s){NAME}){{0,4}}"
_GUEST = r"(?:invitad[oa]s?|convidad[oa]s?|invitée?s?|ospit[ei]|gast|gäste|gästin(?:nen)?|gasten)\b"
_OUR = r"(?:nuestr[oa]s?|noss[oa]s?|notre|nos|nostr[oaie]|unser[en]?|onze)"
# "para nuestra invitada: @bo pregunta" is of whom asks
_NOT_TO = "".join(
    rf"(?<!\b{word} )"
    for word in ("para", "de", "à", "por", "für", "von", "an", "pour", "par", "per", "di", "voor")
)
_IS = r"(?:es|son|é|são|est|sont|è|sono|ist|sind|is|zijn)"
_BEFORE = r"[^.!?\n@]{0,60}"  # what they are, their name
_WHEN = (  # "especial de hoy", "heute Abend"; not "Der Gast fragt: @ana"
    r"(?:\s(?:especiale?|spéciale?|speciale|de|del|di|du|da|do|van|ce|esta|esse|questa|diese[nr]?"
    r"|hoy|hoje|oggi|stasera|heute|vandaag|vanavond|tarde|noche|noite|jour|soir|abend|avond"
    r"|semana|semaine|settimana|woche|week)){0,4}"
)
_WHAT = r"(?:(?:heutiger?|heutigen|besonderer?|grande?|el|la|il|der|die|de|a|o)\s)?"
WORD = re.compile(_GUEST, re.IGNORECASE)  # in all of these
CALLED = re.compile(
    # "Invitada: @ana", "Hoy: pan. Invitada de hoy: Ana Ruiz (@ana)", "heute zu Gast: @ana"
    rf"(?:(?:^|\n|[^\w\s@-]\s*)|{_NOT_TO}\b{_OUR}\s|\b(?:zu|te)\s)"
    rf"{_WHAT}{_GUEST}{_WHEN}\s?[:–—]{_BEFORE}{_LIST}"
    # "Nuestra invitada de hoy es @ana", "Zu Gast ist Ana Ruiz, @ana"
    rf"|(?:{_NOT_TO}\b{_OUR}\s{_WHAT}|\b(?:zu|te)\s){_GUEST}{_WHEN}\s{_IS}\b"
    rf"{_BEFORE}{_LIST}|\bl['’]ospite{_WHEN}\s{_IS}\b{_BEFORE}{_LIST}"
    # "@ana est notre invitée", "@ana ist heute bei uns zu Gast"
    rf"|{_LIST}\s{_IS}\s(?:[\w’']+\s){{0,3}}?(?:(?:a\s|la\s|il\s)?{_OUR}|zu|te)\s{_GUEST}"
    # "con @ana como invitada", "mit @ana als Gast"
    rf"|\b(?:con|com|avec|mit|met)\s{_LIST}\s(?:como|comme|come|als)\s(?:[\w’']+\s)?{_GUEST}",
    re.IGNORECASE,
)
# These only before the first question: "Hoy nos acompaña @ana", "Ce soir, on accueille @ana"
ANNOUNCED = re.compile(
    r"\b(?:nos acompañan?|contamos con|recibimos|está con nosotr[oa]s|tenemos con nosotr[oa]s"
    r"|recebemos|temos conn?osco|está conn?osco|nous (?:recevons|accueillons)"
    r"|on (?:reçoit|accueille)|(?:è|sono|abbiamo) con noi|ospitiamo|begrüßen wir|wir begrüßen"
    rf"|(?:ist|sind) bei uns|(?:verwelkomen|ontvangen) we|we (?:verwelkomen|ontvangen))\b"
    rf"{_BEFORE}@",
    re.IGNORECASE,
)
THANKED = re.compile(
    r"\b(?:gracias|obrigad[oa]|merci|grazie|danke|dank|bedankt)\b[^.!?\n@]{0,40}@", re.IGNORECASE
)
ANOTHER_DAY = re.compile(
    r"\b(?:próxim[oa]s?|que viene|semana que vem|(?<!la )mañana|ayer|pasad[oa]|amanhã|ontem"
    r"|passad[oa]|prochaine?s?|derni[eè]re?s?|demain|hier|prossim[oaie]|scors[oaie]|domani|ieri"
    r"|nächste[nrms]?|letzte[nrms]?|(?<!guten )morgen|gestern|volgende|vorige|gisteren)\b",
    re.IGNORECASE,
)
