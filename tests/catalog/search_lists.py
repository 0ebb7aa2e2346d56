"""What many questions find in the reference content: to be the same whatever the database.

    python -m tests.catalog.search_lists

prints it all for the database that the environment names.
"""

import json
import sys

QUESTIONS = {
    "sv": """öppen förskola
        öppenförskola norrby
        oppna forskolan boda
        öppis
        biblotek
        bibliotekens sagostund
        läxhjälp
        laxorna
        läx hjälp
        bvc
        bvc:n
        barnavårdscentral
        barnmorska
        gravid
        väntar barn
        3 åring
        18 månader
        6-9 år
        tonåring som inte vill prata
        min dotter sover inte på nätterna
        vad gör jag när min son inte vill gå till skolan
        kan inte betala hyran
        min man slår mig
        hedersvåld
        vill inte leva längre
        orolig för ett barn
        adhd
        autism kurs
        psykolog
        kurator i skolan
        språkcafé
        språkcaféet
        familjerådgivning
        skilsmässa samarbetssamtal
        pappagrupp
        simskola gratis
        fritidsgård hässleholmen
        sommarlovsaktiviteter
        svenska kyrkan
        familjecentralen sjöbo
        utan remiss
        kostnadsfri advokat
        ensamkommande
        sfi med barn
        alkohol i familjen
        spelberoende tonåring
        maskrosbarn
        112
        1177
        stöd
        barn
        föräldrar
        norrby
        dalsjöfors 5 år
        vinterdäck
        asdfgh
        open preschool
        روضة
        öppen förskola norrby 3 år svenska gratis idag""",
    "sv-simple": "öppen förskola; hjälp med läxor; barn 4 år; slår; sorg; ensam; bibliotek; bvc; bråk hemma; biblotek",
    "en": """open preschool; library; my child does not sleep; homework help; 3 year old; teenager drugs; divorce;
        midwife; preganant; domestic violence; my husband hits me; money problems; autism; free swimming; barnmorska; preshcool""",
    "ar": """روضة مفتوحة; الروضات; مكتبة; طفلي لا ينام; زوجي يضربني; قابلة; واجبات مدرسية; ٣ سنوات; حامل; طلاق; المدرسة; عنف;
        توحد; öppen förskola norrby; قهوة""",
    "fa": "مهد کودک; كتابخانه; کودکان; شوهرم مرا می‌زند; مدرسه; باردار; خواب; ۳ ساله; طلاق; کمک مالی; میخواهم; förskola",
    "so": "xanaano; carruurta; maktabadda; uur; hurdo; dugsiga; furriin; rabshad; caawimaad; bvc; 3 sano; ilmo",
    "fi": "avoin esikoulu; kirjastossa; vauva ei nuku; neuvola; läksyt; avioero; raskaana; 3-vuotias; murrosikä; väkivalta; uimakoulu; suomenkielinen",
    "uk": "бібліотеки; дитячий садок; дитина не спить; вагітна; школа; розлучення; насильство; чоловік б'є мене; 3 роки; підліток; гроші; бібліотка",
    "bs": "vrtić; biblioteka; dijete ne spava; trudna; škola; razvod; nasilje; muž me tuče; djeteta; babica; novac; 3 godine",
    "sq": "kopsht; biblioteka; fëmija nuk fle; shtatzënë; shkolla; divorc; dhunë; burri më rreh; femije; mami; para; 3 vjeç",
}


def questions() -> list[tuple[str, str]]:
    """(language, text)"""
    return [
        (language, " ".join(text.split()))
        for language, texts in QUESTIONS.items()
        for text in texts.replace("\n", ";" if language == "sv" else " ").split(";")
    ]


def lists() -> dict[str, list]:
    """Question → the hits with their points, best first, and how it was understood."""
    from support.models import Offering
    from tests.catalog.searching import ask, everyone

    slugs = dict(Offering.objects.order_by("pk").values_list("pk", "slug"))
    among = everyone()
    answers = {}
    for language, text in questions():
        found = ask(text, language, among=among)
        answers[f"{language}: {text}"] = [
            [[slugs[pk], found.scores[pk]] for pk in found.in_order()],
            [list(pair) for pair in found.question.corrections],
            [list(entry) for entry in found.entries],
            found.topics,
            found.question.unknown,
            sorted(found.marks),
        ]
    return answers


if __name__ == "__main__":
    import django

    django.setup()
    json.dump(lists(), sys.stdout, ensure_ascii=False)
