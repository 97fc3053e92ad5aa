"""Of what the owner of a recommendation was last reminded. The mail itself is forgotten a week after it was sent."""

from django.db import models

from safeconduct.public.recommendations.models.promises import RecommendationPage


class Reminded(models.Model):
    """One row a recommendation; `occasion` is the day it is due with what `rules.occasion` says."""

    objects: models.Manager["Reminded"]
    page = models.OneToOneField(
        RecommendationPage, on_delete=models.CASCADE, primary_key=True, related_name="reminded"
    )
    occasion = models.CharField(max_length=40)
