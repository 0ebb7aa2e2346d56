"""All that can be written at the desk, in groups that an editor knows by name."""

GROUPS = {
    "Erbjudanden och tider": ["Offering", "Schedule", "Occasion", "Closure", "Image", "TranslationState"],
    "Ord och platser": [
        "Topic",
        "OfferingType",
        "Audience",
        "SpokenLanguage",
        "Place",
        "Area",
        "Administration",
        "Term",
        "Strategy",
        "Direction",
    ],
    "Nyheter": ["Update"],
    "Sökning": ["Synonym", "Protection", "SearchMiss"],
    "Konton och logg": ["User", "AuditEntry", "CatalogueRevision"],
}
OTHER = "Annat"


def in_groups(apps: list[dict]) -> list[dict]:
    """Django's list of apps, each with its models that may be seen, as our groups: what none of them names comes last."""
    models = {model["object_name"]: model for app in apps for model in app["models"]}
    groups = [
        {"name": name, "models": [models.pop(known) for known in known_models if known in models]}
        for name, known_models in GROUPS.items()
    ]
    groups.append({"name": OTHER, "models": list(models.values())})
    return [group for group in groups if group["models"]]
