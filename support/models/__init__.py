from support.models.administration import Administration
from support.models.catalogue import CatalogueRevision
from support.models.image import Image
from support.models.offering import Offering
from support.models.place import Area, Place
from support.models.plan import Direction, Strategy
from support.models.protection import Protection
from support.models.schedule import Closure, Occasion, Schedule
from support.models.synonym import Synonym
from support.models.term import Term
from support.models.translation_state import TranslationState
from support.models.update import Update
from support.models.vocabulary import Audience, OfferingType, SpokenLanguage, Topic

__all__ = [
    "Administration",
    "Area",
    "Audience",
    "CatalogueRevision",
    "Closure",
    "Direction",
    "Image",
    "Occasion",
    "Offering",
    "OfferingType",
    "Place",
    "Protection",
    "Schedule",
    "SpokenLanguage",
    "Strategy",
    "Synonym",
    "Term",
    "Topic",
    "TranslationState",
    "Update",
]
