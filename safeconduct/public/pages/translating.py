"""How far a page is translated, and how fields of a page travel to its translations."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from wagtail.models import Page
from wagtail_localize.fields import BaseTranslatableField
from wagtail_localize.models import StringSegment, StringTranslation, Translation


class OfEachLanguage(BaseTranslatableField):  # type: ignore[misc]  # it brings no types
    """A field that is neither translated nor copied: who reviewed a translation is not who reviewed its source."""


class State(StrEnum):
    """How a page stands in one language."""

    SOURCE = "source"
    MISSING = "missing"
    INCOMPLETE = "incomplete"
    STALE = "stale"
    MACHINE = "machine"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"


def translation_of(page: Page, **more: Any) -> Any:
    """By what wagtail-localize keeps this page in step with its source; None for a page that is no translation."""
    return (
        Translation.objects.select_related("source")
        .filter(source__object_id=page.translation_key, target_locale=page.locale, **more)
        .first()
    )


def translators_of(page: Page, *, since: datetime | None) -> frozenset[int]:
    """Who has changed a text of this translation since then."""
    strings = StringSegment.objects.filter(source__object_id=page.translation_key).values("string_id")
    texts = StringTranslation.objects.filter(translation_of_id__in=strings, locale=page.locale)
    if since is not None:
        texts = texts.filter(updated_at__gt=since)
    return frozenset(texts.exclude(last_translated_by=None).values_list("last_translated_by_id", flat=True))


def state_of(page: Page) -> State:
    """How this page stands in its own language; `page` is the specific one."""
    translation = translation_of(page)
    if translation is None:
        return State.SOURCE
    total, done = translation.get_progress()
    if done < total:
        return State.INCOMPLETE
    source = translation.source.get_source_instance()
    if (
        source.latest_revision_created_at
        and source.latest_revision_created_at > translation.source.last_updated_at
    ):
        return State.STALE
    if page.speaker_reviewed_on is not None:
        return State.REVIEWED
    return State.MACHINE if _has_machine_made(translation) else State.TRANSLATED


def _has_machine_made(translation: Translation) -> bool:
    strings: Any = StringSegment.objects.filter(source=translation.source).values("string_id")
    return bool(
        StringTranslation.objects.filter(
            translation_of_id__in=strings,
            locale=translation.target_locale,
            translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
        ).exists()
    )
