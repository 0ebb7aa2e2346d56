"""Numbers to call when it is urgent. In code, not in the database: they stand on every error page too.

The numbers are those the reference content gives for each service.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SWITCHBOARD = "033-35 70 00"  # the city's, which anyone may call about anything


@dataclass(frozen=True)
class EmergencyContact:
    number: str
    title: Promise
    text: Promise


CONTACTS = (
    EmergencyContact(
        "112",
        _("Danger to life or health"),
        _("Ambulance, police and rescue. Also the social services on call, when a child is in danger now."),
    ),
    EmergencyContact(
        "1177",
        _("A question about the child’s health"),
        _("Nurses answer around the clock."),
    ),
    EmergencyContact(
        "020-50 50 50",
        _("Someone threatens, hits or controls you"),
        _(
            "Kvinnofridslinjen answers around the clock. It is free, you need not say your name, "
            "and the call does not show on the bill. There are interpreters."
        ),
    ),
    EmergencyContact(
        "0771-50 50 50",
        _("You worry about a child"),
        _("Counsellors at Bris answer adults with questions about a child."),
    ),
)

MORE_CONTACTS = (
    EmergencyContact(
        "116 111",
        _("You are under 18 and want to talk"),
        _("Bris answers children and young people. You need not say your name."),
    ),
    EmergencyContact(
        "90101",
        _("Someone does not want to live"),
        _("Självmordslinjen of Mind. If life is in danger now, call 112."),
    ),
    EmergencyContact(
        "010-456 67 00",
        _("Someone has swallowed something dangerous"),
        _("The poisons information centre. If it is serious, call 112 and ask for them."),
    ),
)
