from django.core.exceptions import ValidationError
from django.db import models


def refuse_circle(obj: models.Model) -> None:
    """Raise ValidationError when `replaced_by` leads back to the row itself: its readers would go in a circle."""
    if obj.pk is None or obj.replaced_by_id == obj.pk:
        return  # itself: a constraint of the model says so
    seen = {obj.pk}
    successor = obj.replaced_by
    while successor is not None:
        if successor.pk in seen:
            raise ValidationError(
                {
                    "replaced_by": "De ersätter varandra i en ring. Välj en som själv inte är ersatt av den här."
                }
            )
        seen.add(successor.pk)
        successor = successor.replaced_by
