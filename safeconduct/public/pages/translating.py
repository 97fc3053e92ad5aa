"""How far a page is translated, and how fields of a page travel to its translations."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from wagtail.models import Page
from wagtail_localize.fields import BaseTranslatableField
from wagtail_localize.models import SegmentOverride, StringSegment, StringTranslation, Translation


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
    writers = texts.exclude(last_translated_by=None).values_list("last_translated_by_id", flat=True)
    chosen = _overrides_of(page, since).exclude(last_translated_by=None)
    return frozenset(writers) | frozenset(chosen.values_list("last_translated_by_id", flat=True))


def _overrides_of(page: Page, since: datetime | None) -> Any:
    """What stands in this translation in the place of the source's: addresses, files."""
    found = SegmentOverride.objects.filter(context__object=page.translation_key, locale=page.locale)
    return found if since is None else found.filter(updated_at__gt=since)


def is_changed(page: Page, *, since: datetime) -> bool:
    """Whether this translation was changed since then, or brought up to its source."""
    translation = translation_of(page, enabled=True)
    if translation is None:
        return False
    texts = StringTranslation.objects.filter(context__object=page.translation_key, locale=page.locale)
    return bool(
        translation.source.last_updated_at > since
        or texts.filter(updated_at__gt=since).exists()
        or _overrides_of(page, since).exists()
    )


def progress_of(translation: Translation) -> tuple[int, int]:
    """How many texts there are, and how many of them are translated. A part of an address is no text."""
    texts = StringSegment.objects.filter(source=translation.source).exclude(context__path="slug")
    found = texts.annotate_translation(translation.target_locale).values_list("translation", flat=True)
    return len(found), sum(text is not None for text in found)


def state_of(page: Page) -> State:
    """How this page stands in its own language; `page` is the specific one."""
    if page.alias_of_id is not None:  # it stands in for its source where a page below it is translated
        return State.MISSING
    translation = translation_of(page)
    if translation is None:
        return State.SOURCE
    total, done = progress_of(translation)
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
