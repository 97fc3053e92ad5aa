"""What the network asks for, what it agrees on, and what readers say to both."""

from safeconduct.public.recommendations.models.agreements import (
    AgreementPage,
    AgreementsPage,
    AgreementVersionPage,
)
from safeconduct.public.recommendations.models.comments import Comment, CommentState
from safeconduct.public.recommendations.models.promises import RecommendationPage, RecommendationsPage
from safeconduct.public.recommendations.models.reminded import Reminded

__all__ = [
    "AgreementPage",
    "AgreementVersionPage",
    "AgreementsPage",
    "Comment",
    "CommentState",
    "RecommendationPage",
    "RecommendationsPage",
    "Reminded",
]
