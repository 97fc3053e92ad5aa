"""Numbers of editions in templates."""

from django import template

from safeconduct.public.editions.words import number

register = template.Library()


@register.filter
def persons(value: int | None) -> str:
    """A number, or the words for a hidden one."""
    return number(value)
