from support.models.administration import Administration
from support.models.assignment import Assignment
from support.models.audit_entry import AuditEntry
from support.models.catalogue import CatalogueRevision
from support.models.form_receipt import FormReceipt
from support.models.image import Image
from support.models.offering import Offering
from support.models.place import Area, Place
from support.models.plan import Direction, Strategy
from support.models.protection import Protection
from support.models.schedule import Closure, Occasion, Schedule
from support.models.submission import Submission
from support.models.synonym import Synonym
from support.models.term import Term
from support.models.translation_state import TranslationState
from support.models.update import Update
from support.models.vocabulary import Audience, OfferingType, SpokenLanguage, Topic

__all__ = [
    "Administration",
    "Area",
    "Assignment",
    "Audience",
    "AuditEntry",
    "CatalogueRevision",
    "Closure",
    "Direction",
    "FormReceipt",
    "Image",
    "Occasion",
    "Offering",
    "OfferingType",
    "Place",
    "Protection",
    "Schedule",
    "SpokenLanguage",
    "Strategy",
    "Submission",
    "Synonym",
    "Term",
    "Topic",
    "TranslationState",
    "Update",
]
