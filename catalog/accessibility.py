"""What is known about how accessible the guide is: the accessibility statement is made from this.

When a fault is mended it goes from here, and when one is found it comes here, with UPDATED_ON. ASSESSED_ON is
when the whole guide was last looked through, which is to be done every year.
"""

import datetime
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ASSESSED_ON = datetime.date(2026, 11, 22)
UPDATED_ON = datetime.date(2026, 11, 22)


@dataclass(frozen=True)
class Fault:
    text: Promise  # what a person meets
    reason: Promise  # why it is so
    since: datetime.date
    criteria: tuple[str, ...] = ()  # of WCAG 2.2, A and AA; none where the law asks for it elsewhere


FAULTS = (
    Fault(
        _("There is no form for reporting a barrier. To write to us you need e-mail."),
        _("The form is not built yet. When you call, you need not say your name."),
        datetime.date(2026, 11, 22),
    ),
    Fault(
        _("Texts in languages other than Swedish, and in easy Swedish, may be hard to understand or wrong."),
        _("They are made by machine. No native speaker has read them yet."),
        datetime.date(2026, 11, 22),
    ),
    Fault(
        _("Nothing is available in Swedish Sign Language."),
        _("No films have been made yet."),
        datetime.date(2026, 11, 22),
    ),
    Fault(
        _("On the editors’ pages, some lists to choose from have no name that a screen reader can say."),
        _("They come ready-made with the system that the editors’ pages are built on."),
        datetime.date(2026, 11, 22),
        ("1.3.1", "4.1.2"),
    ),
    Fault(
        _("On the editors’ pages, a screen reader announces each language tab as both a tab and a link."),
        _("They come from an older part, which has to be replaced."),
        datetime.date(2026, 11, 22),
        ("4.1.2",),
    ),
    Fault(
        _(
            "On the editors’ pages, some links are small and close together, or told from the text by colour only."
        ),
        _("They come ready-made with the system that the editors’ pages are built on."),
        datetime.date(2026, 11, 22),
        ("1.4.1", "2.5.8"),
    ),
)
